"""Rights to attend: listed, begun, ended."""
