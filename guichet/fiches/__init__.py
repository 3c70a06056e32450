"""What services return: frozen dataclasses shown as they stand by screens, commands and editions."""
