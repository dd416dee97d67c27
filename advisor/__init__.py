"""Decide where an identity platform may stay, must be split or must be replaced."""

__version__ = "1.0.0"
