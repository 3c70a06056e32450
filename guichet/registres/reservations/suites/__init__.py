"""What follows for bookings when something else changes: days that close or open again, a child that leaves."""
