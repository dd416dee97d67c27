"""The command line: one module per verb, loaded when that verb is called.

Verbs parse arguments, call `advisor.application`, print, and choose the exit code;
they own no logic.
"""
