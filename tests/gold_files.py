"""Small gold data in all four forms, written for the tests, and readers that answer as told."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.builders import make_act, make_reading

from detente.reading.act import Act, Reading
from detente.reading.attributions import Attribution, Ranges
from detente.sources.source import Source

AGREED = "Norway and Egypt agreed to open a port after they had met."
SHELLED = "Russia demanded silence and Ukraine shelled a camp."
CRITICIZED = "Observers criticized Israel, which had asked for an answer."
REJECTED = "Japan rejected the plan."
SPOKEN = [
    ["Herr", "Präsident", "!"],
    ["Die", "Ministerin", "sagte", ",", "sie", "komme", "."],
    ["Wir", "fordern", "Geld", "."],
]
SPEECH = "Herr Präsident! Die Ministerin sagte, sie komme. Wir fordern Geld."
ARTICLE = "Egypt said talks failed.\nSudan, it added, waits."
REPORT_DE = "Oslo forderte eine Waffenruhe. Kairo lehnte das ab. Beide trafen sich am Montag."
REPORT_EN = "Norway demanded a ceasefire. Egypt refused. Both met on Monday."


@dataclass(frozen=True)
class ScriptedReader:
    """Makes the acts that are written for a text; fails on any other text."""

    acts: Mapping[str, Callable[[Source], Sequence[Act]]]
    name: str = "scripted"
    version: str = "7"

    def read(self, source: Source) -> Reading:
        return make_reading(source, self.acts[source.text](source))


def plover_file(folder: Path) -> Path:
    """Write four records and a header."""
    path = folder / "records.json"
    path.write_text(json.dumps([{"event": "DOCUMENT", "license": "own"}, *RECORDS]), "utf-8")
    return path


def side(*codes: str) -> list[dict[str, str]]:
    return [{"actorText": "", "code": code, "sector": "GOV"} for code in codes]


RECORDS: list[dict[str, Any]] = [
    {"id": "one", "event": "AGREE", "text": AGREED,
     "source": side("NORGOV", "EGY"), "target": side("EGY")},
    {"id": "two", "event": "FIGHT", "text": SHELLED, "source": side("RUS"), "target": side("UKR")},
    {"id": "three", "event": "DEMAND", "text": CRITICIZED, "source": side("ISR")},
    {"id": "four", "event": "REJECT", "text": REJECTED,
     "source": side("JAP"), "target": "diplomatic"},
]  # fmt: skip


def plover_reader() -> ScriptedReader:
    """Return a reader that gets the first record, half of the next two, and fails on the last."""
    return ScriptedReader({
        AGREED: lambda source: [
            make_act(source, "agree", AGREED, cue="agreed", actors=("norway", "egypt")),
            make_act(source, "meet", AGREED, cue="met", actors=("norway",)),
            make_act(source, "leave_open", AGREED, cue="after", actors=("norway",)),
        ],
        SHELLED: lambda source: [
            make_act(source, "demand", SHELLED, cue="demanded",
                     actors=("russia",), targets=("ukraine",)),
            make_act(source, "attack", SHELLED, cue="shelled",
                     actors=("ukraine",), targets=("russia",)),
        ],
        CRITICIZED: lambda source: [
            make_act(source, "criticise", CRITICIZED, cue="criticized", targets=("israel",)),
        ],
    })  # fmt: skip


def spkatt_file(folder: Path) -> Path:
    """Write one speech with two marks that have a cue and one that has none."""
    path = folder / "speeches.jsonl"
    path.write_text(json.dumps(SPEECH_LINE) + "\n\n", "utf-8")
    return path


SPEECH_LINE: dict[str, Any] = {
    "doc": "speech one",
    "Sentences": [{"SentenceId": n, "Tokens": tokens} for n, tokens in enumerate(SPOKEN)],
    "Annotations": [
        {"Cue": ["1:2"], "Source": ["1:0", "1:1"], "Message": ["1:4", "1:5"], "Addr": []},
        {"Cue": ["2:1"], "Source": ["2:0"], "Message": ["2:2"]},
        {"Cue": [], "Source": ["0:0"], "Message": []},
    ],
}


def polnear_folder(folder: Path) -> Path:
    """Write one article, marked by two people of whom the first counts."""
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "alpha.txt").write_bytes(ARTICLE.encode())
    (folder / "attributions" / "alpha_bbbb.ann").write_bytes(b"")
    (folder / "attributions" / "alpha_aaaa.ann").write_bytes(STANDOFF.encode())
    return folder


def at(words: str, text: str = ARTICLE) -> str:
    start = text.index(words)
    return f"{start} {start + len(words)}"


STANDOFF = (
    f"T1\tSource {at('Egypt')}\tEgypt\n"
    f"T2\tCue {at('said')}\tsaid\n"
    f"T3\tContent {at('talks failed')}\ttalks failed\n"
    f"T4\tAttribution {at('said')}\tsaid\n"
    "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
    f"T5\tSource {at('it')}\tit\n"
    f"T6\tCue {at('added')}\tadded\n"
    f"T7\tContent {at('Sudan')};{at('waits')}\tSudan waits\n"
    f"T8\tAttribution-no-source {at('added')}\tadded\n"
    "E2\tAttribution-no-source:T8 Cue:T6 Source:T5 Content:T7\n"
    f"T9\tCue {at('waits')}\twaits\n"
    "#1\tAnnotatorNotes T9\tis this one\n"
)


def corpus_folder(folder: Path) -> Path:
    """Write a corpus of two processes, one in each half."""
    for process in ("lake-talks", "hill-talks"):
        (folder / process).mkdir(parents=True)
        for language, text, acts in (("de", REPORT_DE, GOLD_DE), ("en", REPORT_EN, GOLD_EN)):
            head = f'title = "T"\nstyle = "agency"\nlanguage = "{language}"\n'
            (folder / process / f"report.{language}.txt").write_bytes(text.encode())
            (folder / process / f"gold.{language}.toml").write_text(
                f"{head}published = 2024-05-06\n{acts}", "utf-8"
            )
    split = 'development = ["lake-talks"]\nkept = ["hill-talks"]\n'
    (folder / "split.toml").write_text(split, "utf-8")
    return folder


def gold_act(quote: str, cue: str, kind: str, actors: str, more: str = "") -> str:
    return (
        f'[[act]]\nquote = "{quote}"\ncue = [{cue}]\nkind = "{kind}"\nactors = [{actors}]\n'
        f'targets = []\nmodality = "{"refused" if kind == "refuse" else "happened"}"\n'
        f'voice = "reported"\n{more}\n'
    )


DEMAND = 'speaker = "norway"\nissues = ["ceasefire"]'
REFUSE = 'speaker = "egypt"\nissues = []'
MEET = "optional = true\nissues = []"
GOLD_DE = (
    gold_act("Oslo forderte eine Waffenruhe", '"forderte"', "demand", '"norway"', DEMAND)
    + gold_act("Kairo lehnte das ab", '"lehnte", "ab"', "refuse", '"egypt"', REFUSE)
    + gold_act("Beide trafen sich", '"trafen"', "meet", '"norway", "egypt"', MEET)
)
GOLD_EN = (
    gold_act("Norway demanded a ceasefire", '"demanded"', "demand", '"norway"', DEMAND)
    + gold_act("Egypt refused", '"refused"', "refuse", '"egypt"', REFUSE)
    + gold_act("Both met", '"met"', "meet", '"norway", "egypt"', MEET)
)


def corpus_reader() -> ScriptedReader:
    """Return a reader that finds one of two acts in German and both in English, with slips."""
    return ScriptedReader({
        REPORT_DE: lambda source: [
            make_act(source, "demand", "Oslo forderte eine Waffenruhe", cue="forderte",
                     actors=("norway",)),
            make_act(source, "deny", "Kairo lehnte das ab", cue="lehnte", actors=("egypt",)),
            make_act(source, "meet", "Beide trafen sich", cue="trafen sich"),
        ],
        REPORT_EN: lambda source: [
            make_act(source, "demand", "Norway demanded a ceasefire", cue="demanded",
                     actors=("egypt",), speaker="norway", issues=("ceasefire",)),
            make_act(source, "refuse", "Egypt refused", cue="refused", actors=("egypt",),
                     speaker="egypt", modality="refused"),
        ],
    })  # fmt: skip


def words_at(text: str, *words: str) -> Ranges:
    """Return where each of some words stands first in a text."""
    return tuple((text.index(word), text.index(word) + len(word)) for word in words)


def said(
    text: str, cue: Sequence[str], source: Sequence[str], content: Sequence[str]
) -> Attribution:
    """Return an attribution by its words."""
    places = (words_at(text, *part) for part in (cue, source, content))
    return Attribution(*places, (), "scripted", 1.0)
