"""The demonstration town: believable families drawn from a seed, and those of the design's pictures."""
