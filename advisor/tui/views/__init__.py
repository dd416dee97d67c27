"""What the result screen shows of each topic, as text; pure functions of a session."""
