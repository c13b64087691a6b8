"""Reads a document. Runs in a process of its own only: `sources/isolation.py` starts it."""
