"""Acts to record: timeline, rounds and seats, positions over time, measures, what is open."""
