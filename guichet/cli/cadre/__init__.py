"""The framework of the shell: one call, its options, what leaves, how it ends."""
