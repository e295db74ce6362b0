"""Agreement of two independent annotations of the corpus, as Markdown for docs/benchmarks.md.

An act of one is matched by an act of the other where the quotes overlap and the kind is the same,
largest shared part first, one to one. An unmatched act that its annotator marked optional is
left out. "same words" drops the condition on the kind. Chance is not taken out of the figures.
"""

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FIELDS = ("actors", "targets", "speaker", "issues", "modality", "voice")

Gold = dict[str, Any]


@dataclass(frozen=True)
class Marked:
    """One act with the place of its quote in the text, a half-open range of code points."""

    act: Gold
    start: int
    end: int


@dataclass(frozen=True)
class Compared:
    """Two annotations of one text: pairs of matched acts and what either has alone."""

    pairs: list[tuple[Marked, Marked]]
    alone_first: list[Marked]
    alone_second: list[Marked]

    def f1(self) -> float:
        """Return the harmonic mean of the two shares of matched acts, 0 to 100."""
        counted = 2 * len(self.pairs) + len(self.alone_first) + len(self.alone_second)
        return 200 * len(self.pairs) / counted

    def share(self, first: bool) -> float:
        """Return the share of one annotator's acts that the other has too, 0 to 100."""
        alone = self.alone_first if first else self.alone_second
        return 100 * len(self.pairs) / (len(self.pairs) + len(alone))

    def same(self, field: str) -> float:
        """Return how often matched acts agree on `field`, 0 to 100; order of ids is ignored."""
        hits = [value(one.act, field) == value(two.act, field) for one, two in self.pairs]
        return 100 * sum(hits) / len(hits)


def value(act: Gold, field: str) -> object:
    """Return a field for comparison: lists as sets."""
    held = act.get(field)
    return frozenset(held) if isinstance(held, list) else held


def marked(text: str, path: Path) -> list[Marked]:
    """Return the acts of a gold file with their places in `text`."""
    found = []
    for act in tomllib.loads(path.read_text("utf-8"))["act"]:
        start = -1
        for _ in range(act.get("occurrence", 1)):
            start = text.index(act["quote"], start + 1)
        found.append(Marked(act, start, start + len(act["quote"])))
    return found


def compare(first: list[Marked], second: list[Marked], same_kind: bool = True) -> Compared:
    """Match two annotations one to one, largest shared part first, ties in text order."""
    overlaps = []
    for i, one in enumerate(first):
        for j, two in enumerate(second):
            common = min(one.end, two.end) - max(one.start, two.start)
            if common > 0 and (not same_kind or one.act["kind"] == two.act["kind"]):
                union = max(one.end, two.end) - min(one.start, two.start)
                overlaps.append((-common / union, i, j))
    left, right = dict(enumerate(first)), dict(enumerate(second))
    pairs = []
    for _, i, j in sorted(overlaps):
        if i in left and j in right:
            pairs.append((left.pop(i), right.pop(j)))
    return Compared(pairs, counted(left.values()), counted(right.values()))


def counted(acts: Any) -> list[Marked]:
    """Return the acts that are not optional."""
    return [mark for mark in acts if not mark.act.get("optional", False)]


def both(folder: Path, language: str) -> tuple[list[Marked], list[Marked]]:
    """Return the gold and the second annotation of one text."""
    text = (folder / f"report.{language}.txt").read_text("utf-8")
    gold, second = (folder / f"{name}.{language}.toml" for name in ("gold", "second"))
    return marked(text, gold), marked(text, second)


def row(name: str, texts: list[tuple[list[Marked], list[Marked]]]) -> str:
    """Return one row of the table, over all `texts`."""
    by_kind, by_words = (
        joined([compare(one, two, same_kind) for one, two in texts]) for same_kind in (True, False)
    )
    sizes = f"{sum(len(one) for one, _ in texts)} | {sum(len(two) for _, two in texts)}"
    figures = [by_words.f1(), by_kind.share(first=True), by_kind.share(first=False), by_kind.f1()]
    figures += [by_kind.same(field) for field in FIELDS]
    return f"| {name} | {sizes} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |"


def joined(parts: list[Compared]) -> Compared:
    """Return several comparisons as one."""
    return Compared(
        [pair for part in parts for pair in part.pairs],
        [mark for part in parts for mark in part.alone_first],
        [mark for part in parts for mark in part.alone_second],
    )


def differences(folder: Path, language: str) -> list[str]:
    """Return what the two annotations of one text do not share, a line each."""
    result = compare(*both(folder, language))
    lines = [f"only gold: {m.act['kind']}: {m.act['quote']!r}" for m in result.alone_first]
    lines += [f"only second: {m.act['kind']}: {m.act['quote']!r}" for m in result.alone_second]
    for one, two in result.pairs:
        apart = [f for f in FIELDS if value(one.act, f) != value(two.act, f)]
        shown = [f"{f} {one.act.get(f)!r} / {two.act.get(f)!r}" for f in apart]
        lines += [f"{one.act['cue']}: {'; '.join(shown)}"] if shown else []
    return lines


def main() -> None:
    """Print the table; with ``--differences`` each disagreement as well."""
    texts = [
        (path.parent, path.name.split(".")[1]) for path in sorted(ROOT.glob("corpus/*/second.*"))
    ]
    heads = "same words F1 | matched of gold | matched of second | **same kind F1**"
    print(f"| text | gold | second | {heads} | {' | '.join(FIELDS)} |")
    print("|---" * (7 + len(FIELDS)) + "|")
    for folder, language in texts:
        print(row(f"{folder.name}, {language}", [both(folder, language)]))
    print(row("all", [both(folder, language) for folder, language in texts]))
    if "--differences" in sys.argv:
        for folder, language in texts:
            print("", f"{folder.name}, {language}", *differences(folder, language), sep="\n")


if __name__ == "__main__":
    main()
