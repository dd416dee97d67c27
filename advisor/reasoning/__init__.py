"""Exact questions about a decision over the whole answer space.

Certificates, changes, relevance and triggers; each is exact or says that it is not proven.
"""
