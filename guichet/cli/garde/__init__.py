"""Alternate custody: a child of two households."""
