"""Registrations and bookings: judged, written, waited for, given back."""
