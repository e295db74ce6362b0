"""`Case` to readable YAML: short forms, one reason per line of scores, a comment per block."""

import io
import re
import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from detente.case.model import (
    Case,
    Consent,
    Group,
    Interaction,
    Issue,
    IssuePreference,
    Link,
    Option,
    Party,
    Preference,
    Priority,
    Range,
    Rank,
    Reasoned,
    RedLine,
    Value,
)
from detente.sources.frozen import Label, Language

Plain: TypeAlias = "str | int | float | bool | date | list[Plain] | dict[str, Plain]"
Reasons = tuple[tuple[str, ...], str | None]
WIDTH = 100
_ALWAYS_FLOW = ("because", "scores", "influence", "no_deal", "salience", "leads_to", "great")
_PLAIN_TEXT = re.compile(r"\w[\w.]*( \w[\w.]*)*")
_NO_REASONS: Reasons = ((), None)


def dump_case(case: Case, language: Language = "en") -> str:
    """Return a case as a YAML text that loads to an equal case; comments in `language`."""
    comments = _comments()[language]
    blocks: list[str] = []
    for key, value in _case(case).items():
        lines = [f"# {line}" for line in comments.get(key, "").strip().splitlines()]
        gap = [""] if lines and blocks else []
        blocks.append("\n".join([*gap, *lines, _render(key, value)]))
    return "\n".join(blocks) + "\n"


def flow(value: Plain) -> str:
    """Return a value on one line, as it may stand inside other YAML."""
    stream = io.StringIO()
    _writer().dump(CommentedMap({"x": _styled(value, WIDTH, always_flow=True)}), stream)
    return stream.getvalue().strip().removeprefix("x: ")


def number(value: float) -> int | float:
    """Return a whole number as int, so that it is written without a point."""
    return int(value) if value == int(value) else value


def short_range(value: Range) -> int | float | str:
    """Return ``55``, ``55..70`` or ``200/3``."""
    if value.fraction is not None:
        return value.fraction
    if value.low == value.high:
        return number(value.low)
    return f"{number(value.low)}..{number(value.high)}"


@lru_cache(maxsize=1)
def _comments() -> dict[str, dict[str, str]]:
    text = files("detente.case").joinpath("data/comments.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _render(key: str, value: Plain) -> str:
    stream = io.StringIO()
    _writer().dump(CommentedMap({key: _styled(value, WIDTH - 12)}), stream)
    return stream.getvalue().rstrip("\n")


def _writer() -> YAML:
    writer = YAML()
    writer.width = 1_000_000  # a folded sentence is hard to edit
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


def _styled(value: Plain, room: int, always_flow: bool = False) -> object:
    """Return a value with its style set: on one line where `room` characters hold it."""
    if isinstance(value, str):
        return value if _PLAIN_TEXT.fullmatch(value) else DoubleQuotedScalarString(value)
    if not isinstance(value, dict | list):
        return value
    in_flow = always_flow or len(str(value).replace("'", "")) <= room
    if isinstance(value, list):
        in_flow = always_flow or (in_flow and not any(isinstance(item, dict) for item in value))
        styled: CommentedSeq | CommentedMap = CommentedSeq(
            [_styled(item, room - 4, always_flow) for item in value]
        )
    else:
        styled = CommentedMap(
            {
                key: _styled(item, room - 2, always_flow or key in _ALWAYS_FLOW)
                for key, item in value.items()
            }
        )
    (styled.fa.set_flow_style if in_flow else styled.fa.set_block_style)()
    return styled


def _case(case: Case) -> dict[str, Plain]:
    plain: dict[str, Plain] = {"detente": case.detente, "title": _label(case.title)}
    if case.as_of is not None:
        plain["as_of"] = case.as_of
    if case.sources:
        plain["sources"] = list(case.sources)
    plain["parties"] = {name: _party(party) for name, party in case.parties.items()}
    plain["issues"] = {name: _issue(issue) for name, issue in case.issues.items()}
    if case.preferences:
        plain["preferences"] = {name: _preference(p) for name, p in case.preferences.items()}
    if case.left_out:
        plain["left_out"] = dict(case.left_out)
    if case.links:
        plain["links"] = [_link(link) for link in case.links]
    if case.consent != Consent():
        plain["consent"] = _consent(case.consent)
    return plain


def _label(label: Label) -> Plain:
    return label.de if label.de == label.en else {"de": label.de, "en": label.en}


def _named(item: Party | Issue | Option) -> dict[str, Plain]:
    return {} if item.name is None else {"name": _label(item.name)}


def _reasons(item: Reasoned) -> dict[str, Plain]:
    plain: dict[str, Plain] = {}
    if item.because:
        plain["because"] = list(item.because)
    if item.assume is not None:
        plain["assume"] = item.assume
    return plain


def _value(value: Range, around: Reasons) -> Plain:
    own: Reasons = (value.because, value.assume)
    if own == around:
        return short_range(value)
    return {"value": short_range(value), **(_reasons(value) or {"because": []})}


def _party(party: Party) -> Plain:
    plain = {**_named(party), "seat": party.seat}
    if party.role != "party":
        plain["role"] = party.role
    if party.influence != Value(low=0, high=100):
        plain["influence"] = _value(party.influence, (party.because, party.assume))
    return {**plain, **_reasons(party)}


def _issue(issue: Issue) -> Plain:
    plain = _named(issue)
    if issue.held_by:
        plain["held_by"] = _held_by(issue)
    if issue.status_quo is not None:
        plain["status_quo"] = issue.status_quo
    plain["options"] = {name: _option(option) for name, option in issue.options.items()}
    return {**plain, **_reasons(issue)}


def _held_by(issue: Issue) -> Plain:
    if any(hold.because or hold.assume is not None for hold in issue.held_by.values()):
        return {party: _reasons(hold) for party, hold in issue.held_by.items()}
    return list(issue.held_by)


def _option(option: Option) -> Plain:
    plain = _named(option)
    if option.at is not None:
        plain["at"] = number(option.at)
    if option.leads_to is not None:
        plain["leads_to"] = list(option.leads_to)
    return {**plain, **_reasons(option)}


def _preference(preference: Preference) -> Plain:
    around: Reasons = (preference.because, preference.assume)
    plain: dict[str, Plain] = {}
    if preference.no_deal != Value(low=0, high=100):
        plain["no_deal"] = _value(preference.no_deal, around)
    if preference.issues:
        plain["issues"] = {
            name: _issue_preference(item, around) for name, item in preference.issues.items()
        }
    if preference.interactions:
        plain["interactions"] = [_interaction(item) for item in preference.interactions]
    if preference.red_lines:
        plain["red_lines"] = [_red_line(item) for item in preference.red_lines]
    if preference.great is not None:
        plain["great"] = _value(preference.great, around)
    if preference.ranking:
        plain["ranking"] = [_rank(item, around) for item in preference.ranking]
    if preference.priorities:
        plain["priorities"] = [_priority(item, around) for item in preference.priorities]
    return {**plain, **_reasons(preference)}


def _issue_preference(item: IssuePreference, around: Reasons) -> Plain:
    own: Reasons = (item.because, item.assume)
    plain: dict[str, Plain] = {}
    if item.silent:
        plain["silent"] = True
    if item.ascribed:
        plain["ascribed"] = True
    if item.salience != Value(low=0, high=100):
        plain["salience"] = _value(item.salience, own)
    if item.ideal is not None:
        plain["ideal"] = item.ideal
    if item.scores:
        plain["scores"] = {name: _value(value, own) for name, value in item.scores.items()}
    return {**plain, **_own(item, around)}


def _interaction(item: Interaction) -> Plain:
    added = _value(item.add, (item.because, item.assume))
    return {"when": item.when, "add": added, **_reasons(item)}


def _rank(rank: Rank, around: Reasons) -> Plain:
    reasons = _own(rank, around)
    if not rank.much and not reasons:
        return rank.any_of[0] if len(rank.any_of) == 1 else list(rank.any_of)
    plain: dict[str, Plain] = {"any_of": list(rank.any_of)}
    if rank.much:
        plain["much"] = True
    return {**plain, **reasons}


def _priority(item: Priority, around: Reasons) -> Plain:
    reasons = _own(item, around)
    plain: dict[str, Plain] = {"wants": item.wants}
    if item.if_ is not None:
        plain["if"] = item.if_
    if item.iff is not None:
        plain["iff"] = item.iff
    if item.weight is not None:
        plain["weight"] = _value(item.weight, (item.because, item.assume))
    return item.wants if len(plain) == 1 and not reasons else {**plain, **reasons}


def _own(item: Reasoned, around: Reasons) -> dict[str, Plain]:
    """Return the reasons of an entry where they are not those around it."""
    if (item.because, item.assume) == around:
        return {}
    return _reasons(item) or {"because": []}


def _red_line(line: RedLine) -> Plain:
    plain: dict[str, Plain] = {}
    if line.never is not None:
        plain["never"] = line.never
    if line.only is not None and line.if_ is not None:
        plain |= {"only": line.only, "if": line.if_}
    if line.at_least is not None:
        plain["at_least"] = _value(line.at_least, (line.because, line.assume))
    if line.proposed:
        plain["proposed"] = True
    return {**plain, **_reasons(line)}


def _link(link: Link) -> Plain:
    return {"if": link.if_, "then": link.then, **_reasons(link)}


def _consent(consent: Consent) -> Plain:
    plain: dict[str, Plain] = {}
    if consent.rule != "seated":
        plain["rule"] = consent.rule
    if consent.veto:
        plain["veto"] = list(consent.veto)
    if consent.quota is not None:
        plain["quota"] = consent.quota
    if consent.groups:
        plain["groups"] = {name: _group(group) for name, group in consent.groups.items()}
    return {**plain, **_reasons(consent)}


def _group(group: Group) -> Plain:
    plain: dict[str, Plain] = {"members": list(group.members)}
    if group.quota is not None:
        plain["quota"] = group.quota
    return {**plain, **_reasons(group)}
