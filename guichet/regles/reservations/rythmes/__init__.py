"""A rhythm: read from a line or from fields, written back, said, turned into days."""
