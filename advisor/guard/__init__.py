"""Credentials in what people wrote: found by their shape, and kept out of everything we print.

Part of every installation, without a dependency and at no cost for texts that hold none
([why](docs/adr/0020-credentials-are-withheld.md)).
"""
