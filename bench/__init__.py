"""Measures the product on the machine it runs on: `make bench` writes docs/performance.md."""
