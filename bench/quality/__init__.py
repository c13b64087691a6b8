"""Measures how good what is generated is: `python -m bench.quality` writes docs/quality/."""
