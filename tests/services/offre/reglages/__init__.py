"""Every setting of the règlement changes an answer of the program, or waits for a named issue."""
