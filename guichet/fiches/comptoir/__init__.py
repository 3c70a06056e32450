"""Visits at the counter, what is done in them, what remains due."""
