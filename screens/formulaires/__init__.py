"""What every form shares: fields, messages under them, choices; nothing typed is lost."""
