"""Files of settings: read, checked key by key, every mistake named with its line."""
