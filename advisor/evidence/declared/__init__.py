"""Declarations in other tools' files that stand for resources read elsewhere."""
