"""Times in a project: given by the caller with their zone, kept in UTC."""

from datetime import UTC, datetime

from detente.errors import StoreError


def kept(at: datetime) -> str:
    """Return a time as it is kept; `StoreError` where it has no zone."""
    if at.tzinfo is None:
        msg = f"the time {at.isoformat()} has no zone; pass one, such as UTC"
        raise StoreError(msg)
    return at.astimezone(UTC).isoformat()


def given(text: str) -> datetime:
    """Return a kept time."""
    return datetime.fromisoformat(text)
