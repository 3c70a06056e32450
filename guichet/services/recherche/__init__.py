"""The one box of the counter: whatever the parent says finds the family."""
