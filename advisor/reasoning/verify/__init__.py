"""Proofs about a whole catalog: what can never fire, what can never be reached, what breaks order.

Being written by the verification engineer, not by the engine engineer.
"""
