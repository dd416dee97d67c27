"""Measured claims: one module per claim, run together by `python -m benchmarks`."""
