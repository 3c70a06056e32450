"""The journal held against its witnesses: what they saw, what a base put back lost, what was said of it."""
