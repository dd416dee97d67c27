"""The sections of the document, one module each: `section(frame)` returns it, or None if empty."""
