"""Reads sentences with their frames marked in braces, one example a line.

``{W1 Oslo} {C1:refuse lehnte} {M1 den Plan} {C1 ab}`` is a text and one frame: its cue in two
pieces, its kind, who acts and what it is about. Braces nest; a number ties the pieces of a frame.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from detente.reading.act import Kind, Modality

ROLES = {
    "C": "cue",
    "W": "who",
    "T": "target",
    "R": "recipient",
    "M": "content",
    "Q": "condition",
}
KINDS = (*get_args(Kind), "protest", "coerce", "cooperate", "investigate")
MODALITIES = get_args(Modality)
_OPEN = re.compile(r"\{([CWTRMQ])(\d+)(?::([a-z_]+))?(?::([a-z_]+))? ")


@dataclass
class Frame:
    """One marked act: half-open ranges of code points by role."""

    kind: str = ""
    modality: str = "happened"
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Example:
    """A short text and the frames marked in it."""

    language: str
    text: str
    frames: tuple[Frame, ...]


class MarkupError(ValueError):
    """A line whose marks do not fit together."""


def parse_line(line: str, language: str) -> Example:
    """Return the example that a marked line stands for; raise `MarkupError` if it is none."""
    text: list[str] = []
    length = at = 0
    opened: list[tuple[str, int, int]] = []
    frames: dict[int, Frame] = {}
    while at < len(line):
        if line[at] == "{":
            mark = _OPEN.match(line, at)
            if mark is None:
                raise MarkupError(f"no role and number behind the brace at {line[at : at + 15]!r}")
            role, number, kind, modality = mark.groups()
            frame = frames.setdefault(int(number), Frame())
            _describe(frame, role, kind, modality)
            opened.append((ROLES[role], int(number), length))
            at = mark.end()
        elif line[at] == "}":
            if not opened:
                raise MarkupError(f"closing brace without an opening one: {line[:at][-25:]!r}")
            role, number, start = opened.pop()
            if length == start or line[at - 1] == " ":
                raise MarkupError(f"empty mark or blank before the brace: {line[:at][-25:]!r}")
            frames[number].spans.setdefault(role, []).append((start, length))
            at += 1
        else:
            text.append(line[at])
            length += 1
            at += 1
    if opened:
        raise MarkupError(f"{opened[-1][0]}{opened[-1][1]} is never closed")
    _check(frames)
    return Example(language, "".join(text), tuple(frames[key] for key in sorted(frames)))


def _describe(frame: Frame, role: str, kind: str | None, modality: str | None) -> None:
    if kind is None:
        return
    if role != "C":
        raise MarkupError(f"only a cue carries a kind, not {role}")
    if kind not in KINDS:
        raise MarkupError(f"{kind!r} is no kind; take one of {', '.join(KINDS)}")
    frame.kind = kind
    if modality is not None:
        if modality not in MODALITIES:
            raise MarkupError(f"{modality!r} is no modality; take one of {', '.join(MODALITIES)}")
        frame.modality = modality


def _check(frames: dict[int, Frame]) -> None:
    for number, frame in frames.items():
        if "cue" not in frame.spans:
            raise MarkupError(f"frame {number} has no cue")
        if not frame.kind:
            raise MarkupError(f"frame {number} has no kind at its cue")


def load(path: Path) -> Iterator[Example]:
    """Yield the examples of a file named ``<topic>.<language>.txt``."""
    language = path.name.split(".")[-2]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                yield parse_line(line.strip(), language)
            except MarkupError as error:
                raise MarkupError(f"{path.name}, line {number}: {error}") from error


def main() -> None:
    """Check every file under ``training/frames`` and print how much there is."""
    from collections import Counter

    for path in sorted(Path(__file__).parent.glob("frames/*.txt")):
        examples = list(load(path))
        kinds = Counter(frame.kind for example in examples for frame in example.frames)
        print(f"{path.name}: {len(examples)} examples, {sum(kinds.values())} frames", dict(kinds))


if __name__ == "__main__":
    main()
