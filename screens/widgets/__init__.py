"""Widgets drawn line by line, shared by every screen."""
