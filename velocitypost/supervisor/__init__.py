"""Starts the parts of the product on one machine, watches them and stops them in order."""
