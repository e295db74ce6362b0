"""A project on disk: sources, readings, reviews, cases, findings in one SQLite file."""
