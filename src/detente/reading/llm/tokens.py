"""How many tokens a request will take: an upper estimate, without any model's own tokenizer."""

import math

from detente.sources.frozen import Frozen

BYTES_PER_TOKEN = 2.5
"""Bytes of UTF-8 that make a token: a small English tokenizer cuts German at 2.6 and more."""
PER_MESSAGE = 8
"""Tokens that a server adds around a message."""


def tokens_in(text: str) -> int:
    """Return an upper estimate of the tokens in a text: its bytes by 2.5, rounded up."""
    return math.ceil(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)


def bytes_for(tokens: int) -> int:
    """Return the most bytes that count as so many tokens."""
    return int(tokens * BYTES_PER_TOKEN)


class Estimate(Frozen):
    """What reading would take at most, if no request has to be sent again."""

    requests: int
    """Requests, one for each part of a text."""
    sent: int
    """Tokens sent: instructions and text."""
    answered: int
    """Tokens answered at most."""

    @property
    def tokens(self) -> int:
        """Return all tokens."""
        return self.sent + self.answered

    def __add__(self, other: "Estimate") -> "Estimate":
        """Return what both take together."""
        return Estimate(
            requests=self.requests + other.requests,
            sent=self.sent + other.sent,
            answered=self.answered + other.answered,
        )

    def in_words(self) -> str:
        """Return one line for a person."""
        requests = "1 request" if self.requests == 1 else f"{self.requests:,} requests"
        return (
            f"{requests}, about {self.sent:,} tokens sent, at most {self.answered:,} answered "
            "(upper estimate; requests sent again come on top)"
        )
