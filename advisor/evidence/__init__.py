"""From infrastructure code and cloud accounts to proposed answers: one collector per source.

Secrets are dropped before anything is kept.
"""
