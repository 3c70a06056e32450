"""Small dialogs awaited with push_screen_wait."""
