"""Bookings told to people: grouped, counted."""
