"""The command line: every service a screen offers has a command (cli.md)."""
