"""Who is told to have what an issue is about: whose troops, sanctions or weapons, whose prisoners.

By words next to a party's name ("Russian troops", "prisoners held by"); every entry names the acts
in whose words they stand. What a report denies or only supposes is none.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from detente.reading.act import Act, Span
from detente.record.material import Material
from detente.record.record import Control
from detente.sources.frozen import Language

_NEAR = 70
"""Code points between a party's name and the thing."""
_OWNER = {
    "en": re.compile(r"(?:['’]s?)? (?:[a-z-]+ )?"),
    "de": re.compile(r"-| (?:[a-zäöüß]+e[nrsm]? )?"),
}
"""Between a name or adjective and what is its own."""
_OF = {
    "en": re.compile(r" (?:of|imposed by|kept by) (?:the )?"),
    "de": re.compile(r" (?:der |des )?"),
}
_HAS = {
    "en": re.compile(
        r" (?:still )?(?:has|have|keeps?|maintains?|stationed|deployed) (?:[\w.,-]+ ){0,4}"
    ),
    "de": re.compile(r" (?:hat|haben|hält|halten|unterhält|stationierte?n?) (?:[\w.,-]+ ){0,5}"),
}
_HOLDS = {
    "en": re.compile(
        r" (?:still )?(?:is |are )?(?:hold(?:s|ing)?|keep(?:s|ing)?|froze) (?:[\w.,-]+ ){0,5}"
    ),
    "de": re.compile(r" (?:hält|halten|hielt) (?:[\w.,-]+ ){0,6}| (?:festge|einge)\w+en (?:\w+ )?"),
}
_HELD_BY = {
    "en": re.compile(
        r" (?:[\w-]+ ){0,3}(?:(?:held|detained|captured|jailed|frozen) (?:by|in)|in) (?:the )?"
    ),
    "de": re.compile(r" (?:[\w-]+ ){0,2}in (?:de[rmn] )?|, die "),
}
_CUSTODY = re.compile(
    r"[nr]?,? ?(?:custody|captivity|prisons?|jails?|hands|Haft|Gefangenschaft|Gefängnissen"
    r"|Gewahrsam|Händen|(?:fest|gefangen )?h(?:ä|ie)lt\b|eingefroren)"
)
_NOT = re.compile(r"\b(?:no|not|never|any|kein\w*|nicht|nie)\b")


class _Thing(NamedTuple):
    issue: str
    held: bool
    words: re.Pattern[str]


def find_controls(material: Material) -> tuple[Control, ...]:
    """Return who is told to have what, by issue and party in the order in which it is told."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for source in material.sources:
        language: Language = "de" if source.language == "de" else "en"
        mentions = [
            (span, material.party(actor))
            for span, actor in material.mentions[source.id]
            if material.is_party(material.party(actor)) and material.by_id[actor].type != "person"
        ]
        for thing in _things(language):
            for match in thing.words.finditer(source.text):
                for span, party in mentions:
                    if not _has(thing, source.text, match.span(), span, language):
                        continue
                    for act in _around(material.acts_of[source.id], match.start()):
                        found.setdefault((thing.issue, party), {})[act.id] = None
    return tuple(
        Control(party=party, issue=issue, because=tuple(acts))
        for (issue, party), acts in found.items()
    )


def _has(thing: _Thing, text: str, at: tuple[int, int], name: Span, language: Language) -> bool:
    """Tell whether the words around a thing say that it is in the hands of who is named."""
    start, end = at
    if name.start < start and end <= name.end:
        return not thing.held
    if name.end <= start <= name.end + _NEAR:
        between = text[name.end : start]
        if _NOT.search(between):
            return False
        if thing.held:
            return bool(_HOLDS[language].fullmatch(between))
        owner = _OWNER[language].fullmatch(between) and _owns(name, between, language)
        return bool(owner or _HAS[language].fullmatch(between))
    if not end <= name.start <= end + _NEAR:
        return False
    between = text[end : name.start]
    if not thing.held:
        genitive = between != " " or (language == "de" and name.quote.endswith("s"))
        return bool(_OF[language].fullmatch(between)) and genitive
    if not _HELD_BY[language].fullmatch(between):
        return False
    return between.endswith((" by ", " by the ")) or bool(_CUSTODY.match(text[name.end :].lstrip()))


def _owns(name: Span, between: str, language: Language) -> bool:
    """Tell an owner before its thing ("Russian", "Russlands", "EU-") from a mere neighbor."""
    if language == "de":
        return name.quote[0].islower() or between == "-" or name.quote.endswith("s")
    short = name.quote.isupper() or name.quote[-1].isdigit()
    adjective = name.quote.endswith(("n", "sh", "ch", "ese", "i", "ic", "ek"))
    return short or "’" in between or "'" in between or adjective


def _around(acts: tuple[Act, ...], place: int) -> Iterator[Act]:
    for act in acts:
        inside = act.span.start <= place < act.span.end
        if inside and act.modality not in ("denied", "conditional") and not act.ascribed:
            yield act


@cache
def _things(language: Language) -> tuple[_Thing, ...]:
    text = files("detente.record").joinpath("data/controls.toml").read_text(encoding="utf-8")
    return tuple(
        _Thing(issue, kind == "held", re.compile(rf"\b(?:{words[language]})\b"))
        for kind, issues in tomllib.loads(text).items()
        for issue, words in issues.items()
    )
