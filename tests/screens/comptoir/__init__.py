"""The inbox, on the screen."""
