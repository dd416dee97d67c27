"""Which security layers the verdicts call for, and which component fills each in the setting."""
