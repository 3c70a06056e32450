"""Who comes, what is eaten, who waits: for the screen, the wall and a spreadsheet."""
