"""How many PLOVER gold records the rules reader gets: category, source, target, all three.

Run with the path of a file of gold records (JSON list with `event`, `text`, `source`, `target`);
the figures follow its scoring conventions: ASSAULT and FIGHT count as one category, a record may
get several events, and all three must be right in one single event for the last figure.
"""

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from detente.reading.act import Act
from detente.reading.actor_table import actor_table
from detente.reading.kinds import kinds, plover_category
from detente.reading.rules import RulesReader
from detente.sources.source import Source

SAME = {"FIGHT": "ASSAULT"}
OLD_CODES = {"JAP": "JPN", "ROM": "ROU"}


def category(act: Act) -> str:
    """Return the PLOVER category of an act."""
    return SAME.get(plover_category(act), plover_category(act))


def sides(act: Act) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return source and target; of a symmetric act the others are the target of the first."""
    if kinds()[act.kind].symmetric and not act.targets:
        return act.actors, act.actors[1:]
    return act.actors, act.targets


def read(text: str, number: int) -> Iterable[Act]:
    """Return the acts of one record's sentence, with the codes of its actors beside them."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(id=f"s{digest[:8]}", name=str(number), language="en", text=text, sha256=digest)
    return RulesReader().read(source)


def codes(entries: Any) -> set[str]:
    """Return the country codes of one side of a gold record."""
    if not isinstance(entries, list):
        return set()
    found = {str(entry.get("code", ""))[:3] for entry in entries if isinstance(entry, dict)}
    return {OLD_CODES.get(code, code) for code in found if code}


def score(records: list[dict[str, Any]], verbose: bool) -> Counter[str]:
    """Return the counts behind every figure."""
    counts: Counter[str] = Counter()
    for number, record in enumerate(records):
        reading = read(record["text"], number)
        code_of = {row.id: row.code or "" for row in actor_table().rows.values()}
        code_of |= {actor.id: actor.code or "" for actor in reading.actors if actor.code}
        code_of |= {
            actor.id: code_of.get(actor.represents, "")
            for actor in reading.actors if actor.represents and not actor.code
        }  # fmt: skip
        events = []
        for act in reading.acts:
            if category(act) != "none":
                coded = [{code_of.get(p, p)[:3].upper() for p in side} for side in sides(act)]
                events.append((category(act), *coded))
        count(counts, record, events)
        if verbose:
            show(record, events, reading.acts)
    return counts


def count(counts: Counter[str], record: dict[str, Any], events: list[Any]) -> None:
    """Add one record to the counts."""
    gold = SAME.get(record["event"], record["event"])
    source, target = codes(record.get("source")), codes(record.get("target"))
    counts["records"] += 1
    counts["covered"] += bool(events)
    counts["category"] += any(event[0] == gold for event in events)
    counts["given"] += len({event[0] for event in events})
    if source:
        counts["with source"] += 1
        counts["source"] += any(
            event[1] & source or (not target and event[2] & source) for event in events
        )
    if target:
        counts["with target"] += 1
        counts["target"] += any(event[2] & target for event in events)
    if source and target:
        counts["with both"] += 1
        counts["all"] += any(
            event[0] == gold and event[1] & source and event[2] & target for event in events
        )


def show(record: dict[str, Any], events: list[Any], acts: Iterable[Act]) -> None:
    """Print one record beside what was read from it."""
    gold = SAME.get(record["event"], record["event"])
    source, target = codes(record.get("source")), codes(record.get("target"))
    hit = "+" if any(event[0] == gold for event in events) else "-"
    both = any(e[0] == gold and e[1] & source and e[2] & target for e in events)
    print(
        f"{hit}{'+' if both else '-'} {gold} {sorted(source)}->{sorted(target)}: {record['text']}"
    )
    for act in acts:
        cue = " ".join(span.quote for span in act.cue)
        print(
            f"      {category(act)} {act.kind} {act.actors}->{act.targets} {act.modality} [{cue}]"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path, help="JSON file of gold records")
    parser.add_argument("--verbose", action="store_true", help="print every record")
    options = parser.parse_args()
    records = [
        record for record in json.loads(options.records.read_text("utf-8"))
        if record["event"] != "DOCUMENT"
    ]  # fmt: skip
    score(records[:3], False)
    begin = time.process_time()
    counts = score(records, options.verbose)
    seconds = time.process_time() - begin
    figures = (
        ("some event", "covered", "records"), ("category hit", "category", "records"),
        ("precision", "category", "given"), ("source country", "source", "with source"),
        ("target country", "target", "with target"),
        ("category, source, target", "all", "with both"),
    )  # fmt: skip
    for name, part, whole in figures:
        share = 100 * counts[part] / max(counts[whole], 1)
        print(f"{name:28}{share:6.1f}  ({counts[part]}/{counts[whole]})")
    print(f"{'sentences a second':28}{len(records) / seconds:6.0f}")


if __name__ == "__main__":
    main()
