"""A small process with invented parties: two sit at the table, two have a stake and no seat."""

import hashlib
from datetime import date
from functools import cache

from detente.analysis.finding import Findings
from detente.analysis.run import analyze
from detente.case.model import Case
from detente.reading.act import Act, Actor, Kind, Span, Time, act_id
from detente.record.record import (
    Absence,
    Agreed,
    Concession,
    Contradiction,
    Delegation,
    Measure,
    OpenItem,
    Position,
    Record,
    RoleEntry,
    Round,
    TimelineEntry,
)
from detente.sources.frozen import Label
from detente.sources.source import Source

TEXT = """Delegations of Norland and Sudria met in Genf on 4 March 1991 to talk about the harbor \
of Port Selm. They were led by foreign ministers Ada Lind and Omar Reyes. Both sides agreed to \
reopen their consulates, which Norland had closed in 1988.

Westania, whose fishing fleet depends on the harbor, was not invited. Lind said that nobody was \
excluded. Its president cancelled a visit to Genf the same day. The League of Islands did not \
comment.

Lind stressed that Norland would never accept foreign troops in the harbor, not even under the \
flag of the League. Reyes demanded a League mission. He left open whether Sudria would lift its \
customs blockade. "Every peace needs concessions from both sides," he said.

Sudria plans to send an ambassador in May. For Westania, free passage is indispensable. The \
analyst Pia Holm called the talks "a bargain over other people's water".

Whether Sudria will make concessions remains the question.
"""
DAY = date(1991, 3, 4)


def source(text: str = TEXT, **given: object) -> Source:
    digest = hashlib.sha256(text.encode()).hexdigest()
    fields: dict[str, object] = {
        "id": f"s{digest[:8]}",
        "name": "harbor.txt",
        "title": "Talks about a harbor",
        "publisher": "The Example Courier",
        "url": "https://example.org/harbor",
        "published": date(1991, 3, 5),
        "language": "en",
        "text": text,
        "sha256": digest,
    }
    return Source.model_validate({**fields, **given})


def act(origin: Source, words: str, kind: Kind, cue: str | None = None, **fields: object) -> Act:
    """Return the act whose words stand in the text of `origin`, with its cue inside them."""
    start = origin.text.index(words)
    span = Span.cut(origin.text, start, start + len(words))
    begin = start + words.index(cue or words)
    cues = (Span.cut(origin.text, begin, begin + len(cue or words)),)
    base = {"reader": "hand", "reader_version": "1", "rule": "fixture"}
    return Act.model_validate(
        {
            "id": act_id(origin, kind, cues),
            "source_id": origin.id,
            "kind": kind,
            "span": span,
            "cue": cues,
            **base,
            **fields,
        }
    )


NAMES = {
    "norland": "Norland",
    "sudria": "Sudria",
    "westania": "Westania",
    "league": "League of Islands",
}
PERSONS = {
    "ada_lind": ("Ada Lind", "norland"),
    "omar_reyes": ("Omar Reyes", "sudria"),
    "pia_holm": ("Pia Holm", None),
}
BOTH = ("norland", "sudria")
RESTORED = ("diplomatic_relations=restored",)


def acts(origin: Source) -> dict[str, Act]:
    """Return the acts of the text by a short name each."""
    said = {"voice": "attributed", "speaker": "ada_lind"}
    reyes = {"voice": "attributed", "speaker": "omar_reyes"}
    return {
        "meet": act(origin, "Delegations of Norland and Sudria met in Genf on 4 March 1991", "meet",
                    "met", actors=BOTH, time=Time(start=DAY, end=DAY), place="Genf"),
        "agree": act(origin, "Both sides agreed to reopen their consulates", "agree", "agreed",
                     actors=BOTH, issues=("diplomatic_relations",), options=RESTORED,
                     stance="for", time=Time(start=DAY, end=DAY)),
        "closed": act(origin, "which Norland had closed in 1988", "impose", "closed",
                      actors=("norland",), targets=("sudria",), issues=("diplomatic_relations",),
                      time=Time(start=date(1988, 1, 1), end=date(1988, 12, 31))),
        "left_out": act(origin, "Westania, whose fishing fleet depends on the harbor, was not "
                        "invited", "leave_out", "not invited", targets=("westania",)),
        "nobody": act(origin, "Lind said that nobody was excluded", "deny", "said",
                      actors=("norland",), modality="denied", **said),
        "cancel": act(origin, "Its president cancelled a visit to Genf the same day", "cancel",
                      "cancelled", actors=("westania",), time=Time(start=DAY, end=DAY)),
        "refuse": act(origin, "Lind stressed that Norland would never accept foreign troops in the "
                      "harbor, not even under the flag of the League", "refuse", "never accept",
                      actors=("norland",), issues=("mission",), stance="against",
                      options=("mission=league", "mission=foreign"), force="categorical",
                      modality="refused", **said),
        "demand": act(origin, "Reyes demanded a League mission", "demand", "demanded",
                      actors=("sudria",), issues=("mission",), options=("mission=league",),
                      stance="for", force="strong", **reyes),
        "open": act(origin, "He left open whether Sudria would lift its customs blockade",
                    "leave_open", "left open", actors=("sudria",), issues=("blockade",),
                    options=("blockade=lifted",), stance="open", modality="left_open", **reyes),
        "talk": act(origin, '"Every peace needs concessions from both sides,"', "concede",
                    "concessions", actors=(), modality="hypothetical", direct=True, **reyes),
        "plan": act(origin, "Sudria plans to send an ambassador in May", "appoint", "plans",
                    actors=("sudria",), issues=("diplomatic_relations",), modality="planned"),
        "passage": act(origin, "For Westania, free passage is indispensable", "assess",
                       "indispensable", actors=("westania",), issues=("passage",), stance="for",
                       options=("passage=free",), force="strong", voice="author", ascribed=True),
        "critic": act(origin, "called the talks \"a bargain over other people's water\"",
                      "criticise", "called", voice="critic", speaker="pia_holm", direct=True),
        "question": act(origin, "Whether Sudria will make concessions remains the question", "ask",
                        "Whether", actors=("sudria",), modality="hypothetical", voice="author"),
    }  # fmt: skip


@cache
def record() -> Record:
    """Return the record of the harbor talks."""
    origin = source()
    a = acts(origin)
    ids = {name: found.id for name, found in a.items()}
    people = [
        Actor(id=key, name=Label(de=name, en=name), type="person", represents=party)
        for key, (name, party) in PERSONS.items()
    ]
    states = [
        Actor(id=key, name=Label(de=name, en=name), type="state") for key, name in NAMES.items()
    ]
    absent = Absence(
        party="westania",
        reason="not_invited",
        because=(ids["left_out"],),
        denied_by=(ids["nobody"],),
        reactions=(ids["cancel"],),
    )
    meeting = Round(
        id="r1",
        place="Genf",
        time=Time(start=DAY, end=DAY),
        delegations=(
            Delegation(party="sudria", heads=("omar_reyes",), because=(ids["meet"],)),
            Delegation(party="norland", heads=("ada_lind",), because=(ids["meet"],)),
        ),
        absent=(absent,),
        issues=("mission",),
        because=(ids["meet"],),
    )
    return Record(
        sources=(origin,),
        actors=(*states, *people),
        acts=tuple(sorted(a.values(), key=lambda found: found.span.start)),
        roles=(
            RoleEntry(actor="norland", role="seated", because=(ids["meet"],)),
            RoleEntry(actor="sudria", role="seated", because=(ids["meet"],)),
            RoleEntry(actor="westania", role="absent", because=(ids["left_out"],)),
            RoleEntry(actor="league", role="affected", because=(ids["refuse"],)),
        ),
        rounds=(meeting,),
        timeline=tuple(
            TimelineEntry(act=ids[name], time=a[name].time)
            for name in ("closed", "meet", "agree", "left_out", "cancel", "demand", "critic")
        ),
        positions=(
            Position(party="norland", issue="mission", stance="against", force="categorical",
                     options=("mission=league", "mission=foreign"), because=(ids["refuse"],)),
            Position(party="sudria", issue="mission", stance="for", force="strong",
                     options=("mission=league",), because=(ids["demand"],)),
            Position(party="sudria", issue="blockade", stance="open", force="plain",
                     options=("blockade=lifted",), because=(ids["open"],)),
            Position(party="westania", issue="passage", stance="for", force="strong",
                     options=("passage=free",), ascribed=True, because=(ids["passage"],)),
        ),
        contradictions=(
            Contradiction(because=(ids["left_out"], ids["nobody"])),
        ),
        measures=(
            Measure(by=("norland",), against=("sudria",), issue="diplomatic_relations",
                    status="reversal_agreed", reversed_by=(ids["agree"],),
                    because=(ids["closed"],)),
        ),
        concessions=(),
        agreed=(
            Agreed(parties=BOTH, issue="diplomatic_relations", options=RESTORED,
                   because=(ids["agree"],)),
        ),
        open_items=(
            OpenItem(kind="left_open", party="sudria", issue="blockade", because=(ids["open"],)),
            OpenItem(kind="asked", because=(ids["question"],)),
        ),
    )  # fmt: skip


def with_concession(given: Record) -> Record:
    """Return the record with one concession that has happened."""
    entry = Concession(
        party="sudria", issue="blockade", to=("norland",), because=(given.timeline[0].act,)
    )
    return given.model_copy(update={"concessions": (entry,)})


@cache
def case() -> Case:
    """Return the case of the harbor talks, with reasons from the record."""
    ids = {name: found.id for name, found in acts(source()).items()}
    guess = {"assume": "nothing is known about how badly a failure hurts"}
    never = {"never": "mission in (league, foreign)", "because": [ids["refuse"]], "proposed": True}
    return Case.model_validate(
        {
            "detente": 1,
            "title": {"de": "Gespräche über den Hafen", "en": "Talks about the harbor"},
            "as_of": "1991-03-05",
            "parties": {
                party: {"name": name, "seat": party in BOTH, "influence": "40..60"}
                for party, name in NAMES.items()
            },
            "issues": {
                "mission": {
                    "name": {"de": "Mission im Hafen", "en": "mission in the harbor"},
                    "options": {
                        "none": {"name": {"de": "keine Mission", "en": "no mission"}, "at": 0},
                        "league": {"name": {"de": "Mission der Liga", "en": "League mission"},
                                   "at": 60},
                        "foreign": {"name": {"de": "fremde Truppen", "en": "foreign troops"},
                                    "at": 100},
                    },
                },
                "blockade": {
                    "name": {"de": "Zollblockade", "en": "customs blockade"},
                    "options": {
                        "kept": {"name": {"de": "bleibt", "en": "stays"}},
                        "lifted": {"name": {"de": "wird aufgehoben", "en": "is lifted"}},
                    },
                },
                "passage": {
                    "name": {"de": "Durchfahrt", "en": "passage"},
                    "options": {
                        "closed": {"name": {"de": "gesperrt", "en": "closed"}, "at": 0},
                        "free": {"name": {"de": "frei", "en": "free"}, "at": 100},
                    },
                },
            },
            "preferences": {
                "norland": {
                    "no_deal": {"value": "20..45", **guess},
                    "issues": {
                        "mission": {"salience": "60..90", "ideal": "none",
                                    "because": [ids["refuse"]],
                                    "scores": {"none": 100, "league": "0..10", "foreign": "0..5"}},
                        "blockade": {"salience": "30..60", "ideal": "lifted",
                                     "scores": {"kept": "0..30", "lifted": "70..100"}},
                    },
                    "red_lines": [never],
                },
                "sudria": {
                    "no_deal": {"value": "20..50", **guess},
                    "issues": {
                        "mission": {"salience": "40..80", "ideal": "league",
                                    "because": [ids["demand"]],
                                    "scores": {"none": "10..40", "league": 100,
                                               "foreign": "40..70"}},
                        "blockade": {"salience": "20..60", "because": [ids["open"]],
                                     "scores": {"kept": "40..100", "lifted": "20..80"}},
                    },
                },
                "westania": {
                    "no_deal": {"value": "30..60", **guess},
                    "issues": {
                        "passage": {"salience": "70..100", "ideal": "free", "ascribed": True,
                                    "because": [ids["passage"]],
                                    "scores": {"closed": "0..20", "free": "80..100"}},
                    },
                },
                "league": {"no_deal": {"value": "0..100", **guess}},
            },
        }
    )  # fmt: skip


@cache
def findings() -> Findings:
    """Return the findings on the case of the harbor talks."""
    return analyze(case(), n_draws=256, seed=7)
