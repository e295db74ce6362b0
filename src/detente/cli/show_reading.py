"""Acts on a terminal: what `detente read` and `detente review list` print."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from detente.cli.output import printable
from detente.cli.words import Names, grid, quoted, row
from detente.reading.act import Act, Reading
from detente.sources.frozen import Language


def acts_table(reading: Reading) -> Table:
    """Return two lines per act: kind, who to whom, about what, in whose voice; then the words."""
    names = Names(_shown(reading), reading.actors)
    table = grid("", "act", "", fixed=("act",))
    for act in reading.acts:
        row(table, act.id, Text("\n").join([headline(act, names), Text(quoted(act.span))]))
    return table


def headline(act: Act, names: Names) -> Text:
    """Return kind, actors, targets, issues and status of an act on one line."""
    who = names.actors(act.actors) or "–"
    whom = f" → {names.actors(act.targets)}" if act.targets else ""
    parts = [f" {who}{whom}", names.about(act.issues, act.options), status(act, names)]
    return Text.assemble((act.kind, "bold"), " · ".join(part for part in parts if part))


def status(act: Act, names: Names) -> str:
    """Return what keeps an act from being a plain reported fact; empty where nothing does."""
    parts = [] if act.modality == "happened" else [act.modality.replace("_", " ")]
    if act.ascribed:
        parts.append("ascribed")
    if act.speaker:
        speaker = names.actor(act.speaker)
        parts.append(f"critic: {speaker}" if act.voice == "critic" else f"says {speaker}")
    elif act.voice != "reported":
        parts.append({"author": "author's comment", "critic": "a critic"}.get(act.voice, act.voice))
    return ", ".join(parts)


def explanation(act: Act, reading: Reading) -> RenderableType:
    """Return one act with the rule that made it and the words it fired on."""
    names = Names(_shown(reading), reading.actors)
    lines = [
        Text.assemble((act.id, "bold"), "  ", headline(act, names)),
        Text(f"  rule     {act.rule}, score {act.score:.2f} ({act.reader} {act.reader_version})"),
        Text(f"  status   {act.modality}, {status(act, names) or act.voice}"),
        Text(f"  cue      {' … '.join(quoted(span) for span in act.cue)}"),
    ]
    for named in act.named:
        lines.append(Text(f"  {named.role:<8} {names.actor(named.actor)} ← {quoted(named.span)}"))
    for label, span in (("content", act.content), ("if", act.condition)):
        if span is not None:
            lines.append(Text(f"  {label:<8} {quoted(span)}"))
    if act.issues:
        ids = ", ".join(act.options or act.issues)
        lines.append(Text(f"  about    {ids} ({act.stance or 'no stance'}, {act.force})"))
    lines.append(Text(f"  words    [{act.span.start}:{act.span.end}] {quoted(act.span)}"))
    return Group(*lines, Text(""))


def review_table(readings: Sequence[tuple[Reading, Sequence[Act]]]) -> Table:
    """Return per act its state, who decided and why, what it is, and its words."""
    table = grid("", "act", "state", "", fixed=("act", "state"))
    for reading, acts in readings:
        names = Names(_shown(reading), reading.actors)
        for act in acts:
            lines = [headline(act, names), Text(quoted(act.span))]
            if act.review.by:
                reason = f": {act.review.reason}" if act.review.reason else ""
                lines.append(Text(printable(f"by {act.review.by}{reason}")))
            row(table, act.id, act.review.state, Text("\n").join(lines))
    return table


def _shown(reading: Reading) -> Language:
    """Return the language in which names are shown beside a reading."""
    return "de" if reading.source.language == "de" else "en"
