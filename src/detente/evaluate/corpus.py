"""A corpus of own reports against the acts of a reader, by language and style."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.evaluate.files import digest_of, source_of, text_of_file
from detente.evaluate.gold_acts import GoldText, Half, texts_of
from detente.evaluate.matching import FIELDS, STRICT, Compared, compare, same
from detente.evaluate.result import (
    Difference,
    Evaluation,
    Gold,
    Match,
    Miss,
    Section,
    Share,
    Told,
    difference,
)
from detente.reading.act import Act
from detente.reading.reader import Reader
from detente.sources.source import Sharing, Source


@dataclass(frozen=True, slots=True)
class Scored:
    """One text and what a reader made of it."""

    text: GoldText
    compared: Compared
    crash: str | None = None
    """Why the reader failed; None where it did not."""


def evaluate_corpus(
    folder: Path,
    reader: Reader,
    *,
    half: Half = "development",
    sharing: Sharing = "clear",
    n_misses: int = 0,
    told: Told | None = None,
) -> Evaluation:
    """Return how many marked acts a reader finds and how much of each is right."""
    texts = texts_of(folder, half)
    scored = []
    for number, text in enumerate(texts, start=1):
        if told is not None:
            told(number, len(texts))
        scored.append(_scored(text, reader, sharing))
    sections = _sections(scored)
    return Evaluation(
        format="corpus",
        gold=_gold(folder, texts),
        settings={"half": half},
        reader=reader.name,
        reader_version=reader.version,
        crashes=sum(one.crash is not None for one in scored),
        sections=tuple(sections.values()),
        differences=_differences(sections["de"], sections["en"]),
        misses=tuple(miss for one in scored for miss in _misses(one))[:n_misses],
    )


def source_of_text(text: GoldText, sharing: Sharing) -> Source:
    """Return a report as a source, with its day."""
    return source_of(text.text, str(text), text.language, published=text.published, sharing=sharing)


def sources_of_corpus(folder: Path, half: Half, sharing: Sharing = "clear") -> tuple[Source, ...]:
    """Return what an evaluation on a half will have read."""
    return tuple(source_of_text(text, sharing) for text in texts_of(folder, half))


def _scored(text: GoldText, reader: Reader, sharing: Sharing) -> Scored:
    acts: tuple[Act, ...] = ()
    crash = None
    try:
        acts = reader.read(source_of_text(text, sharing)).acts
    # Whatever a reader stumbles over is a report in which it finds nothing.
    except Exception as error:
        crash = repr(error)
    return Scored(text, compare(acts, text.acts, text.text), crash)


def _gold(folder: Path, texts: Sequence[GoldText]) -> Gold:
    files = [path for text in texts for path in text.files]
    digests = [(str(path.relative_to(folder)), text_of_file(path)[1]) for path in files]
    acts = [act for text in texts for act in text.acts]
    counts = {
        "reports": len(texts),
        "acts": sum(not act.get("optional", False) for act in acts),
        "optional": sum(bool(act.get("optional", False)) for act in acts),
    }
    return Gold(name=folder.name, sha256=digest_of(digests), counts=counts)


def _sections(scored: Sequence[Scored]) -> dict[str, Section]:
    """Return the figures of all texts, of each language, of each style, of each of both."""
    groups: dict[str, list[Scored]] = {"all": [], "de": [], "en": []}
    styles = list(dict.fromkeys(one.text.style for one in scored))
    groups |= {name: [] for style in styles for name in (style, f"{style}, de", f"{style}, en")}
    for one in scored:
        language, style = one.text.language, one.text.style
        for name in ("all", language, style, f"{style}, {language}"):
            groups[name].append(one)
    return {name: section(name, [one.compared for one in group]) for name, group in groups.items()}


def section(name: str, compared: Iterable[Compared]) -> Section:
    """Return the figures of some texts."""
    counts: Counter[str] = Counter()
    for one in compared:
        counts["hit"] += len(one.pairs)
        counts["wrong"] += len(one.wrong)
        counts["missed"] += len(one.missed)
        for act, gold in one.pairs:
            right = {field: same(act, gold, field) for field in FIELDS}
            counts.update(right)
            counts["strict"] += all(right[field] for field in STRICT)
    given, marked = counts["hit"] + counts["wrong"], counts["hit"] + counts["missed"]
    return Section(
        name=name,
        matches=(
            Match.counted("act", counts["hit"], given, marked),
            Match.counted("strict", counts["strict"], given, marked),
        ),
        shares=tuple(Share.counted(field, counts[field], counts["hit"]) for field in FIELDS),
    )


def _differences(german: Section, english: Section) -> tuple[Difference, ...]:
    found = []
    for mine, other in zip(german.matches, english.matches, strict=True):
        for figure in ("precision", "recall", "f1"):
            points = (getattr(one, figure) for one in (mine, other))
            found.append(difference(f"{mine.name} {figure}", *points))
    for share, twin in zip(german.shares, english.shares, strict=True):
        found.append(difference(share.name, share.percent, twin.percent))
    return tuple(found)


def _misses(scored: Scored) -> Iterator[Miss]:
    """Yield acts missed, acts nobody marked, and fields that differ, each with its words."""
    place = str(scored.text)
    if scored.crash is not None:
        yield Miss(place=place, what=f"crash: {scored.crash}", words="")
    for gold in scored.compared.missed:
        cue = " … ".join(gold["cue"])
        yield Miss(place=place, what=f"missed {gold['kind']} [{cue}]", words=gold["quote"])
    for act in scored.compared.wrong:
        cue = " … ".join(span.quote for span in act.cue)
        yield Miss(place=place, what=f"wrong {act.kind} [{cue}]", words=act.span.quote)
    for act, gold in scored.compared.pairs:
        apart = [field for field in FIELDS if not same(act, gold, field)]
        if apart:
            shown = "; ".join(f"{f} {_shown(getattr(act, f))}, not {_of(gold, f)}" for f in apart)
            yield Miss(place=place, what=f"{act.kind}: {shown}", words=gold["quote"])


def _of(gold: Mapping[str, object], field: str) -> str:
    return _shown(gold.get(field))


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return " ".join(map(str, value)) or "–"
    return str(value) if value else "–"
