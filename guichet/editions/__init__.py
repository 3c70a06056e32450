"""Printed and exported things: data in, page out. No database, no screen."""
