"""Folders mirror `advisor`; the others hold one kind of test each (see CONTRIBUTING.md)."""
