"""Two files of one household or of one person, made one, and taken apart again within the day."""
