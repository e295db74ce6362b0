"""Sentences to a cast: who is named where, and whom each place means."""

from detente.reading.cast import Cast, Mention, MentionForm

__all__ = ["Cast", "Mention", "MentionForm"]
