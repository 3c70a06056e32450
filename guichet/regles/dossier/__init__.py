"""The whole family on one screen: reads every subject, and is read by none."""
