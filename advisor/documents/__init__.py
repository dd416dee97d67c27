"""From a decision and its assessment to a format-neutral document tree, one module per section."""
