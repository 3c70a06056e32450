"""The Textual screens: they only show and ask."""
