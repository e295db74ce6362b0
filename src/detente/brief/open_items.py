"""What is left open: by the parties, by the sources, between contradicting acts."""

from detente.brief.blocks import Block, Points, Section, Statement
from detente.brief.footnotes import excerpt
from detente.brief.writer import Pen, Writer
from detente.record.record import OpenItem


def open_items(writer: Writer) -> Section:
    """Return what the sources leave open and where they contradict each other."""
    pen = Pen(writer, "open")
    blocks: list[Block] = []
    for kind in ("left_open", "withheld", "disputed", "asked"):
        found = [item for item in writer.record.open_items if item.kind == kind]
        if found:
            statements = tuple(_item(pen, item) for item in found)
            blocks += [pen.heading(f"open.{kind}"), Points(statements=statements)]
    if writer.record.contradictions:
        statements = tuple(_contradictions(pen, writer))
        blocks += [pen.heading("open.contradictions"), Points(statements=statements)]
    if not blocks:
        blocks.append(pen.note("open.empty"))
    return Section(id="open", title=pen.text("open.title"), blocks=tuple(blocks))


def item_words(pen: Pen, item: OpenItem) -> str:
    """Return who leaves what open, in bare names."""
    act = next((a for a in map(pen.writer.act, item.because) if a is not None), None)
    if item.issue:
        about: str = pen.names.issue(item.issue)
    else:
        about = pen.words.quoted(excerpt(act, 90)) if act else ""
    party = pen.names.actor(item.party) if item.party else ""
    return ": ".join(part for part in (party, about) if part)


def _item(pen: Pen, item: OpenItem) -> Statement:
    act = next((a for a in map(pen.writer.act, item.because) if a is not None), None)
    if act is None:
        return pen.say(item_words(pen, item), item.because)
    parts = [
        pen.names.actor(item.party) if item.party else "",
        pen.names.issue(item.issue) if item.issue else "",
    ]
    lead = ": ".join(part for part in parts if part)
    return pen.quote(act, item.because, lead or None)


def _contradictions(pen: Pen, writer: Writer) -> list[Statement]:
    found = []
    for entry in writer.record.contradictions:
        issue = pen.names.issue(entry.issue) if entry.issue else pen.text("open.process")
        lead = f"{pen.names.actor(entry.party)}: {issue}" if entry.party else issue
        acts = [act for act in map(writer.act, entry.because) if act is not None]
        said = [pen.words.quoted(excerpt(act, 110)) for act in acts]
        words = pen.text("open.contradiction", one=said[0], other=said[-1]) if said else ""
        found.append(pen.say(words, entry.because, (pen.mark("contradicted"),), lead))
    return found
