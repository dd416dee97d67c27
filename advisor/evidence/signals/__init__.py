"""Signals: data that says where to look, what to look for, and which answer it suggests."""
