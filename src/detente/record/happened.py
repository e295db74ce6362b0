"""Whether an act counts as something that happened."""

from detente.reading.act import Act

_NO_HAPPENING = frozenset({"assess", "ask"})


def has_happened(act: Act) -> bool:
    """Tell whether a source reports an act as done, in its own voice or a speaker's.

    A mere statement counts only where it touches an issue.
    """
    return (
        act.modality == "happened"
        and act.voice in ("reported", "attributed")
        and not act.ascribed
        and act.kind not in _NO_HAPPENING
        and (act.kind != "state" or bool(act.issues))
    )
