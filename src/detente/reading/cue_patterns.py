"""The written form of patterns for cues: which strings are one."""

import re

_WORD = re.compile(r"_?\*?(?:[^\W\d_]+\+)*[^\W\d_][\w'’.-]*\*?", re.UNICODE)


def fault_of_cue(pattern: str) -> str | None:
    """Return what is wrong with a pattern such as ``ab+lehnen|ab+weisen Vorschlag``, or None."""
    parts = pattern.split()
    if not parts or all(part == "..." for part in parts) or parts[-1] == "...":
        return f"pattern {pattern!r} must hold a word and end with one"
    for part in parts:
        for word in part.split("|"):
            if part != "..." and not _WORD.fullmatch(word):
                advice = "'+' joins a separable verb, '*' stands at an end"
                return f"{word!r} in pattern {pattern!r} is no word ({advice})"
    return None
