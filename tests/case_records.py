"""Records by hand for tests of the draft: talks between two at the table, two more with a stake."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.builders import make_act, make_actor, make_source

from detente.reading.act import Act, Kind
from detente.record.record import (
    Absence,
    Agreed,
    Delegation,
    OpenItem,
    Position,
    Record,
    RoleEntry,
    Round,
)
from detente.sources.frozen import Language

SENTENCES: dict[str, tuple[str, Kind, dict[str, Any]]] = {
    "met": (
        "Russian and American delegations met in Riyadh.",
        "meet",
        {"actors": ("russia", "usa"), "place": "Riyadh"},
    ),
    "hosted": ("Saudi Arabia hosted them.", "host", {"actors": ("saudi_arabia",)}),
    "not_invited": (
        "Ukraine had not been invited.",
        "leave_out",
        {"targets": ("ukraine",), "modality": "happened"},
    ),
    "embassies": (
        "They agreed to restore the staff of their embassies.",
        "agree",
        {
            "actors": ("russia", "usa"),
            "issues": ("diplomatic_relations",),
            "options": ("diplomatic_relations=full",),
            "stance": "for",
        },
    ),
    "groups": (
        "They agreed on groups to discuss guarantees and territory.",
        "agree",
        {
            "actors": ("russia", "usa"),
            "issues": ("negotiation_format", "security_guarantees", "territory"),
        },
    ),
    "no_troops": (
        "Russia said it would under no circumstances accept NATO troops, under an EU flag or not.",
        "refuse",
        {
            "actors": ("russia",),
            "issues": ("peacekeepers",),
            "options": ("peacekeepers=nato", "peacekeepers=eu_flag"),
            "stance": "against",
            "force": "categorical",
            "voice": "attributed",
        },
    ),
    "protection": (
        "For Ukraine Western protection is indispensable.",
        "assess",
        {
            "actors": ("ukraine",),
            "issues": ("security_guarantees",),
            "options": ("security_guarantees=binding",),
            "stance": "for",
            "force": "categorical",
            "voice": "author",
            "ascribed": True,
        },
    ),
    "open": (
        "The United States left open whether it would lift its sanctions.",
        "leave_open",
        {
            "actors": ("usa",),
            "issues": ("sanctions",),
            "options": ("sanctions=lifted",),
            "stance": "open",
            "modality": "left_open",
        },
    ),
    "projects": (
        "Russia proposed joint projects in energy.",
        "propose",
        {
            "actors": ("russia",),
            "issues": ("economic_cooperation",),
            "options": ("economic_cooperation=selected",),
            "stance": "for",
        },
    ),
    "fishing": (
        "Some recalled an old quarrel over trade.",
        "assess",
        {"issues": ("trade",), "voice": "author"},
    ),
}


def make_acts(language: Language = "en") -> dict[str, Act]:
    """Return the acts of the talks by name."""
    text = " ".join(sentence for sentence, _, _ in SENTENCES.values())
    source = make_source(text, language, published=date(2025, 2, 19))
    return {
        name: make_act(source, kind, sentence, **fields)
        for name, (sentence, kind, fields) in SENTENCES.items()
    }


def make_position(act: Act, **fields: Any) -> Position:
    """Return the position that an act shows."""
    return Position.model_validate(
        {
            "party": act.actors[0],
            "issue": act.issues[0],
            "options": act.options,
            "stance": act.stance,
            "force": act.force,
            "ascribed": act.ascribed,
            "because": (act.id,),
            **fields,
        }
    )


def make_record(language: Language = "en", **changes: Any) -> Record:
    """Return the record of the talks, with `changes` to its fields."""
    acts = make_acts(language)
    because = {name: (act.id,) for name, act in acts.items()}
    text = " ".join(sentence for sentence, _, _ in SENTENCES.values())
    fields: Mapping[str, Any] = {
        "sources": (make_source(text, language, published=date(2025, 2, 19)),),
        "actors": tuple(map(make_actor, ("russia", "usa", "saudi_arabia", "ukraine", "europe"))),
        "acts": tuple(acts.values()),
        "roles": (
            RoleEntry(actor="russia", role="seated", because=because["met"]),
            RoleEntry(actor="usa", role="seated", because=because["met"]),
            RoleEntry(actor="saudi_arabia", role="host", because=because["hosted"]),
            RoleEntry(actor="ukraine", role="absent", because=because["not_invited"]),
            RoleEntry(actor="europe", role="affected", because=because["protection"]),
        ),
        "rounds": (
            Round(
                id="r1",
                place="Riyadh",
                host="saudi_arabia",
                delegations=(
                    Delegation(party="russia", because=because["met"]),
                    Delegation(party="usa", because=because["met"]),
                ),
                absent=(
                    Absence(party="ukraine", reason="not_invited", because=because["not_invited"]),
                ),
                issues=("economic_cooperation",),
                because=because["met"],
            ),
        ),
        "timeline": (),
        "positions": tuple(
            make_position(acts[name]) for name in ("no_troops", "protection", "open", "projects")
        ),
        "contradictions": (),
        "measures": (),
        "concessions": (),
        "agreed": (
            Agreed(
                parties=("russia", "usa"),
                issue="diplomatic_relations",
                options=("diplomatic_relations=full",),
                because=because["embassies"],
            ),
            Agreed(parties=("russia", "usa"), procedural=True, because=because["groups"]),
        ),
        "open_items": (
            OpenItem(kind="left_open", party="usa", issue="sanctions", because=because["open"]),
        ),
    }
    return Record(**{**fields, **changes})
