"""How much a source may hold: checked on the bytes received and on the text they give."""

from detente.errors import SourceError

MAX_BYTES = 20_000_000
"""Most bytes a source may have as received."""
MAX_CODE_POINTS = 2_000_000
"""Most code points its text may have."""


def check_size(n_bytes: int, name: str) -> None:
    """Raise `SourceError` where a source has more bytes than the limit."""
    if n_bytes > MAX_BYTES:
        msg = (
            f"{name} has {n_bytes:,} bytes, more than the limit of {MAX_BYTES:,}; "
            "split it and pass the parts that report on the talks"
        )
        raise SourceError(msg)


def check_length(text: str, name: str) -> None:
    """Raise `SourceError` where a text has more code points than the limit."""
    if len(text) > MAX_CODE_POINTS:
        msg = (
            f"the text of {name} has {len(text):,} characters, more than the limit of "
            f"{MAX_CODE_POINTS:,}; split it and pass the parts that report on the talks"
        )
        raise SourceError(msg)
