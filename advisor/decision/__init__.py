"""Compile a catalog once, then decide assessments: verdicts, visible questions, progress.

Pure: the date comes in as an argument, and order of rules and answers never matters.
"""
