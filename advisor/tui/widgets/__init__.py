"""Widgets of our own, each reusable on several screens."""
