"""Guichet: counter software for a town hall's guichet unique."""

__version__ = "0.1.0"
