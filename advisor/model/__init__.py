"""The vocabulary of the product: frozen values, no I/O, no clock, no randomness."""
