"""The file a base is in: which one was opened, whether its name still leads there, how another takes its place."""
