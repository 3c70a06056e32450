"""What happens to a counter that nobody typed: time passes, the session is cut, something breaks."""
