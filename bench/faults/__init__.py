"""Kills, cuts and slows the product down while it publishes, and counts at the platform: `make faults`."""
