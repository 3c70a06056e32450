"""What the town offers: calendar, activities, openings, règlement."""
