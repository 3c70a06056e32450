"""What the judge of bookings is told and what it answers: limits, links, places left. Nothing is written here."""
