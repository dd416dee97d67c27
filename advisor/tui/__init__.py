"""The terminal UI: the app, its screens, widgets, dialogs, styles and keys.

The only package that imports Textual. Every string from users or the catalog is shown literally.
"""
