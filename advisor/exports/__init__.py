"""From the document tree to bytes: one module per format, and one registry of them.

Text is escaped once per format, at the text node.
"""
