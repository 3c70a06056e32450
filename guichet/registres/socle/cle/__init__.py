"""The key of a base, and the code that gives it another one."""
