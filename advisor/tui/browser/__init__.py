"""The terminal UI in a browser on this machine: page, server, and what its child may see."""
