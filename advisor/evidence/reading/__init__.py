"""Files to located values: finding, decoding and parsing, each with limits."""
