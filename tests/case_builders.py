"""Cases for tests: one written by hand, and a Hypothesis strategy for any case in good order."""

from datetime import date

from hypothesis import strategies as st

from detente.case.model import Case

RIVER = """\
# Two riverside states share a dam.
detente: 1
title: {de: Staudamm, en: Dam}
as_of: 2024-05-01
parties:
  upland: {seat: true, influence: 60..80, assume: "it holds the gates"}
  lowland: {seat: true, influence: 40..60, assume: "it holds the grid"}   # downstream
  fishers: {seat: false}
issues:
  filling:
    # years until the lake is full
    options:
      fast: {at: 0}
      slow: {at: 70, name: {de: langsam, en: slow}}
      never: {at: 100}
    status_quo: never
  data:
    held_by: {upland: {assume: "it reads the gauges"}}
    options: {shared: {}, withheld: {}}
preferences:
  upland:
    no_deal: {value: 30..50, assume: "it can build alone, at a price"}
    issues:
      filling: {salience: 80, ideal: fast, scores: {slow: 40..60, never: 0}, because: [a1]}
      data:
        salience: 20..40
        ideal: withheld
        because: [a2, a3]
  lowland:
    assume: "as its ministers say"
    no_deal: 20
    issues:
      filling: {salience: 90, ideal: never, scores: {slow: {value: 70, because: [a4]}, fast: 0..10}}
    red_lines:
      - {never: "filling = fast and data = withheld", because: [a4]}  # said twice
      - never: filling < slow
        proposed: true
        because: [a5]
  fishers: {}
links:
  - {if: "filling = fast", then: "data = shared", assume: "experts agree"}
"""

ids = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True).filter(
    lambda name: name not in ("and", "or", "not", "in")
)
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30
)
acts = st.from_regex(r"a[0-9a-f]{8}", fullmatch=True)


@st.composite
def _values(draw: st.DrawFn) -> dict[str, object]:
    low, high = sorted(draw(st.tuples(*[st.floats(0, 100) | st.integers(0, 100)] * 2)))
    return {"low": low, "high": high, **draw(_reasons)}


_labels = st.none() | texts | st.fixed_dictionaries({"de": texts, "en": texts})
_reasons = st.fixed_dictionaries(
    {"because": st.lists(acts, max_size=2), "assume": st.none() | texts}
)


_one_way = st.none() | st.just([])
"""Any option may follow, or none: both fit whatever the other options lead to."""


@st.composite
def _order(draw: st.DrawFn, statements: list[str]) -> dict[str, object]:
    some = st.sampled_from(statements)
    if draw(st.booleans()):
        rank = {"any_of": draw(st.lists(some, min_size=1, max_size=2)), "much": draw(st.booleans())}
        return {"ranking": [{**rank, **draw(_reasons)} for _ in range(draw(st.integers(1, 3)))]}
    condition = draw(st.sampled_from(["if", "iff", "none"]))
    item = {"wants": draw(some), **({} if condition == "none" else {condition: draw(some)})}
    if draw(st.booleans()):
        item["weight"] = draw(_values())
    return {"priorities": [{**item, **draw(_reasons)}]}


@st.composite
def _issue(draw: st.DrawFn, parties: list[str]) -> dict[str, object]:
    options = draw(st.lists(ids, min_size=2, max_size=4, unique=True))
    place = st.none() | st.floats(0, 100)
    return {
        "name": draw(_labels),
        "options": {
            o: {"name": draw(_labels), "at": draw(place), "leads_to": draw(_one_way)}
            for o in options
        },
        "held_by": draw(_holders(parties)),
        "status_quo": draw(st.none() | st.sampled_from(options)),
        **draw(_reasons),
    }


@st.composite
def _holders(draw: st.DrawFn, parties: list[str]) -> object:
    names = draw(st.lists(st.sampled_from(parties), unique=True, max_size=2))
    return draw(st.just(names) | st.just({name: draw(_reasons) for name in names}))


@st.composite
def _wanted(draw: st.DrawFn, options: list[str]) -> dict[str, object]:
    scored = draw(st.lists(st.sampled_from(options), unique=True))
    return {
        "salience": draw(_values()),
        "scores": {option: draw(_values()) for option in scored},
        "silent": draw(st.booleans()),
        "ascribed": draw(st.booleans()),
        **draw(_reasons),
    }


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Cases without problems: no ideals, and only red lines that name an option."""
    parties = draw(st.lists(ids, min_size=2, max_size=3, unique=True))
    issues = {name: draw(_issue(parties)) for name in draw(st.sets(ids, min_size=1, max_size=3))}
    preferences = {}
    for party in parties:
        issue = draw(st.sampled_from(sorted(issues)))
        options = list(issues[issue]["options"])  # type: ignore[call-overload]
        line = {"never": f"{issue} = {options[0]}", "proposed": draw(st.booleans())}
        preferences[party] = {
            "no_deal": draw(_values()),
            "issues": {issue: draw(_wanted(options))},
            "red_lines": draw(st.lists(st.just({**line, **draw(_reasons)}), max_size=1)),
            **draw(_reasons),
        }
    if draw(st.booleans()):
        statements = [f"{i} = {o}" for i, item in issues.items() for o in item["options"]]  # type: ignore[attr-defined]
        preferences[parties[0]] = {**draw(_order(statements)), **draw(_reasons)}
    return Case.model_validate(
        {
            "detente": 1,
            "title": draw(texts),
            "as_of": draw(st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))),
            "parties": {
                p: {"name": draw(_labels), "seat": True, "influence": draw(_values())}
                for p in parties
            },
            "issues": issues,
            "preferences": preferences,
            "consent": {"rule": draw(st.sampled_from(["seated", "all"]))},
            "sources": draw(st.lists(st.from_regex(r"s[0-9a-f]{8}", fullmatch=True), max_size=2)),
            "left_out": draw(st.dictionaries(ids, texts, max_size=2)),
        }
    )
