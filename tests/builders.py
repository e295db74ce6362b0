"""Builders of sources, acts and readings for tests; quotes are looked up, never counted."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from detente.reading.act import Act, Actor, Kind, Named, Reading, Role, Span, Time, act_id
from detente.sources.frozen import AnyLanguage, Label, Language
from detente.sources.source import Source

READER, VERSION = "by_hand", "1"

STATES = {
    "russia": ("Russland", "Russia"),
    "usa": ("USA", "USA"),
    "ukraine": ("Ukraine", "Ukraine"),
    "saudi_arabia": ("Saudi-Arabien", "Saudi Arabia"),
    "colombia": ("Kolumbien", "Colombia"),
    "cuba": ("Kuba", "Cuba"),
    "norway": ("Norwegen", "Norway"),
    "iran": ("Iran", "Iran"),
    "israel": ("Israel", "Israel"),
    "egypt": ("Ägypten", "Egypt"),
    "germany": ("Deutschland", "Germany"),
}
PERSONS = {
    "marco_rubio": "usa",
    "donald_trump": "usa",
    "sergei_lavrov": "russia",
    "kirill_dmitriev": "russia",
    "volodymyr_zelensky": "ukraine",
}


def make_source(
    text: str,
    language: AnyLanguage = "en",
    *,
    name: str = "report.txt",
    published: date | None = None,
    **fields: Any,
) -> Source:
    """Return a source whose hash is that of `text` in UTF-8."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Source(
        id=f"s{sha256[:8]}",
        name=name,
        text=text,
        language=language,
        published=published,
        sha256=sha256,
        **fields,
    )


def find_span(source: Source, quote: str, nth: int = 0) -> Span:
    """Return the span of the `nth` place (from 0) where `quote` stands."""
    start = -1
    for _ in range(nth + 1):
        start = source.text.index(quote, start + 1)
    return Span.cut(source.text, start, start + len(quote))


def make_act(
    source: Source,
    kind: Kind,
    quote: str,
    *,
    cue: str | Sequence[str] | None = None,
    named: Sequence[tuple[Role, str, str]] = (),
    time: Time | None = None,
    **fields: Any,
) -> Act:
    """Return an act whose words are `quote`; `cue` and the words of `named` lie inside it."""
    span = find_span(source, quote)
    cues = (cue,) if isinstance(cue, str) else tuple(cue or (quote,))
    pieces = tuple(_inside(source, span, words) for words in cues)
    places = tuple(
        Named(role=role, actor=actor, span=_inside(source, span, words))
        for role, actor, words in named
    )
    return Act(
        id=act_id(source, kind, pieces),
        source_id=source.id,
        kind=kind,
        span=span,
        cue=pieces,
        named=places,
        time=time,
        reader=READER,
        reader_version=VERSION,
        rule="test",
        **fields,
    )


def make_actor(actor: str, *mentions: Span) -> Actor:
    """Return an actor with the names and the state of the tables above."""
    german, english = STATES.get(actor, (actor.replace("_", " ").title(),) * 2)
    kind = "person" if actor in PERSONS else "state" if actor in STATES else "group"
    return Actor(
        id=actor,
        name=Label(de=german, en=english),
        type="bloc" if actor in ("europe", "eu", "nato") else kind,
        represents=PERSONS.get(actor),
        mentions=mentions,
    )


def make_reading(
    source: Source, acts: Sequence[Act], actors: Sequence[Actor] | None = None
) -> Reading:
    """Return a reading; without `actors`, everyone the acts name, in order of the acts."""
    if actors is None:
        ids = [name for act in acts for name in _everyone(act)]
        actors = [make_actor(actor) for actor in dict.fromkeys(ids)]
    return Reading(
        source=source,
        actors=tuple(actors),
        acts=tuple(acts),
        reader=READER,
        reader_version=VERSION,
    )


def day(written: str, *, basis: Any = "written", last: str | None = None) -> Time:
    """Return the time of a day, or of all days up to `last`; both as ``2025-02-18``."""
    start = date.fromisoformat(written)
    end = date.fromisoformat(last) if last else start
    return Time(start=start, end=end, basis=basis)


def _inside(source: Source, span: Span, words: str) -> Span:
    start = source.text.index(words, span.start, span.end)
    return Span.cut(source.text, start, start + len(words))


def _everyone(act: Act) -> list[str]:
    speaker = [act.speaker] if act.speaker else []
    names = [*act.actors, *act.targets, *speaker, *act.addressees]
    return [*names, *(named.actor for named in act.named)]


RIYADH_DE = """Annäherung ohne die Betroffenen

Beamte der USA und Russlands sprachen in Riad zum ersten Mal seit Jahren ausführlich miteinander. \
Außenminister Marco Rubio und Sergej Lawrow führten die Delegationen. \
Beide Seiten vereinbarten, den Abbau des Botschaftspersonals zurückzunehmen. \
Hohe Arbeitsgruppen sollen nach ihrer Abrede über Sicherheitsgarantien und Gebiete beraten.

Lawrow sagte, Moskau nehme keine Friedenstruppen aus NATO-Staaten hin, auch nicht unter dem \
Banner der EU. Für Kiew ist westlicher Schutz unverzichtbar.

Weder die Ukraine noch europäische Staaten waren eingeladen. \
US-Vertreter beteuerten, niemand werde ausgeschlossen. \
Präsident Selenskyj sagte seine Reise nach Saudi-Arabien ab.

Dmitrijew warb für gemeinsame Energieprojekte. US-Vertreter hielten sich mit Zusagen zurück. \
Rubio ließ offen, ob die USA Sanktionen aufheben würden, sagte aber, beide Seiten müssten \
Zugeständnisse machen. Die Ukraine setzt auf harte Sanktionen. \
Trump gab der Ukraine die Schuld am Krieg. \
Ob Washington zu Zugeständnissen bereit ist, bleibt die Frage.
"""

RIYADH_EN = """Rapprochement without those concerned

Officials of the USA and Russia held their first long talks in years in Riyadh. \
Foreign ministers Marco Rubio and Sergei Lavrov led the delegations. \
Both sides agreed to undo the cuts in embassy staff. \
By their agreement, senior working groups are to discuss security guarantees and territory.

Lavrov said Moscow would accept no peacekeepers from NATO states, not even under the \
banner of the EU. For Kyiv, Western protection is indispensable.

Neither Ukraine nor European states were invited. \
US officials insisted that nobody would be excluded. \
President Zelensky called off his trip to Saudi Arabia.

Dmitriev promoted joint energy projects. US officials held back with commitments. \
Rubio left open whether the USA would lift sanctions, but said both sides would have to \
make concessions. Ukraine counts on tough sanctions. \
Trump blamed Ukraine for the war. \
Whether Washington is ready for concessions remains the question.
"""


def riyadh_like_reading(
    language: Language = "de", *, published: date | None = None, time: Time | None = None
) -> Reading:
    """Return a reading of talks of two powers without the parties concerned.

    `time` is the time of the meeting; the acts are the same in both languages.
    """
    de = language == "de"
    source = make_source(RIYADH_DE if de else RIYADH_EN, language, published=published)

    def act(kind: Kind, german: str, english: str, **fields: Any) -> Act:
        cue = fields.pop("cue", None)
        words = {"cue": cue[0] if de else cue[1]} if cue else {}
        named = [
            (role, actor, pair[0] if de else pair[1])
            for role, actor, *pair in fields.pop("named", ())
        ]
        return make_act(source, kind, german if de else english, named=named, **words, **fields)

    both = ("usa", "russia")
    place = "Riad" if de else "Riyadh"
    acts = [
        act("meet",
            "Beamte der USA und Russlands sprachen in Riad zum ersten Mal seit Jahren ausführlich "
            "miteinander.",
            "Officials of the USA and Russia held their first long talks in years in Riyadh.",
            actors=both, place=place, time=time, cue=("sprachen", "held"),
            named=[("actor", "usa", "USA", "USA"), ("actor", "russia", "Russlands", "Russia")]),
        act("meet",
            "Außenminister Marco Rubio und Sergej Lawrow führten die Delegationen.",
            "Foreign ministers Marco Rubio and Sergei Lavrov led the delegations.",
            actors=both, cue=("führten", "led"),
            named=[("actor", "marco_rubio", "Marco Rubio", "Marco Rubio"),
                   ("actor", "sergei_lavrov", "Sergej Lawrow", "Sergei Lavrov")]),
        act("agree",
            "Beide Seiten vereinbarten, den Abbau des Botschaftspersonals zurückzunehmen.",
            "Both sides agreed to undo the cuts in embassy staff.",
            actors=both, issues=("diplomatic_relations",), stance="for",
            options=("diplomatic_relations=restored",), cue=("vereinbarten", "agreed")),
        act("agree",
            "Hohe Arbeitsgruppen sollen nach ihrer Abrede über Sicherheitsgarantien und Gebiete "
            "beraten.",
            "By their agreement, senior working groups are to discuss security guarantees and "
            "territory.",
            actors=both, issues=("negotiation_format", "security_guarantees", "territory"),
            stance="for", options=("negotiation_format=working_groups",),
            cue=("Abrede", "agreement")),
        act("refuse",
            "Lawrow sagte, Moskau nehme keine Friedenstruppen aus NATO-Staaten hin, auch nicht "
            "unter dem Banner der EU.",
            "Lavrov said Moscow would accept no peacekeepers from NATO states, not even under the "
            "banner of the EU.",
            actors=("russia",), speaker="sergei_lavrov", issues=("peacekeepers",),
            options=("peacekeepers=nato", "peacekeepers=eu_flag"), stance="against",
            force="categorical", modality="refused", voice="attributed",
            cue=("nehme keine", "accept no"),
            named=[("speaker", "sergei_lavrov", "Lawrow", "Lavrov"),
                   ("actor", "russia", "Moskau", "Moscow")]),
        act("demand",
            "Für Kiew ist westlicher Schutz unverzichtbar.",
            "For Kyiv, Western protection is indispensable.",
            actors=("ukraine",), issues=("security_guarantees",), stance="for", force="strong",
            voice="author", ascribed=True, cue=("unverzichtbar", "indispensable")),
        act("leave_out",
            "Weder die Ukraine noch europäische Staaten waren eingeladen.",
            "Neither Ukraine nor European states were invited.",
            targets=("ukraine", "europe"), cue=("eingeladen", "invited"),
            named=[("target", "ukraine", "Ukraine", "Ukraine"),
                   ("target", "europe", "europäische Staaten", "European states")]),
        act("deny",
            "US-Vertreter beteuerten, niemand werde ausgeschlossen.",
            "US officials insisted that nobody would be excluded.",
            actors=("usa",), issues=("negotiation_format",), voice="attributed", speaker="usa",
            options=("negotiation_format=all_parties",), modality="denied",
            cue=("beteuerten", "insisted")),
        act("cancel",
            "Präsident Selenskyj sagte seine Reise nach Saudi-Arabien ab.",
            "President Zelensky called off his trip to Saudi Arabia.",
            actors=("ukraine",), cue=("sagte", "called off"),
            named=[("actor", "volodymyr_zelensky", "Selenskyj", "Zelensky")]),
        act("propose",
            "Dmitrijew warb für gemeinsame Energieprojekte.",
            "Dmitriev promoted joint energy projects.",
            actors=("russia",), speaker="kirill_dmitriev", issues=("energy",), stance="for",
            options=("energy=joint_projects",), voice="attributed", cue=("warb", "promoted")),
        act("withhold",
            "US-Vertreter hielten sich mit Zusagen zurück.",
            "US officials held back with commitments.",
            actors=("usa",), issues=("energy",), stance="open", modality="left_open",
            cue=("hielten sich", "held back")),
        act("leave_open",
            "Rubio ließ offen, ob die USA Sanktionen aufheben würden",
            "Rubio left open whether the USA would lift sanctions",
            actors=("usa",), speaker="marco_rubio", issues=("sanctions",),
            options=("sanctions=lifted",), stance="open", modality="left_open",
            voice="attributed", cue=("ließ offen", "left open")),
        act("concede",
            "beide Seiten müssten Zugeständnisse machen",
            "both sides would have to make concessions",
            actors=both, modality="hypothetical", voice="attributed", speaker="marco_rubio",
            cue=("Zugeständnisse machen", "make concessions")),
        act("support",
            "Die Ukraine setzt auf harte Sanktionen.",
            "Ukraine counts on tough sanctions.",
            actors=("ukraine",), issues=("sanctions",), options=("sanctions=kept",),
            stance="for", voice="author", ascribed=True, cue=("setzt", "counts")),
        act("blame",
            "Trump gab der Ukraine die Schuld am Krieg.",
            "Trump blamed Ukraine for the war.",
            actors=("usa",), targets=("ukraine",), speaker="donald_trump", voice="attributed",
            cue=("gab", "blamed")),
        act("ask",
            "Ob Washington zu Zugeständnissen bereit ist, bleibt die Frage.",
            "Whether Washington is ready for concessions remains the question.",
            actors=(), targets=("usa",), voice="author", modality="hypothetical",
            cue=("Frage", "question")),
    ]  # fmt: skip
    everyone = make_reading(source, acts).actors
    host = make_actor("saudi_arabia", find_span(source, "Saudi-Arabien" if de else "Saudi Arabia"))
    return make_reading(source, acts, (*everyone, host))
