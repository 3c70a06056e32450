"""Building blocks that receive an open write transaction and never commit."""
