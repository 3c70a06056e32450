"""Pure functions: no SQL, no clock, no screen. Each rule cites its number in regles.md or its source."""
