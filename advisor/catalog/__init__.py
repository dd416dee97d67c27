"""From YAML to a checked catalog: find, parse strictly, validate, cross-check, lint.

One load reports all problems, each with file, line, field and fix.
"""
