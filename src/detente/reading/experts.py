"""Experts: people without a part in the talks who judge them, known by trade or house."""

from detente.reading.parse import Parse
from detente.reading.roles import Group
from detente.reading.tables import cached, load_toml
from detente.reading.words import folded
from detente.sources.frozen import Language

_REACH = 24


def is_expert(parse: Parse, speaker: Group | None, head: int) -> bool:
    """Tell whether what stands between a speaker and the verb gives a trade or house of experts.

    "X, a historian at ..., calls", "X of the Institute for ... calls".
    """
    if speaker is None:
        return False
    first, last = min(speaker.first, head), max(speaker.last, head)
    near = parse.tokens[max(0, first - 3) : first] + parse.tokens[first : min(last, first + _REACH)]
    return any(_is_trade(token.base, parse.language) for token in near) or any(
        is_institute(group) and first <= group.first < last for group in parse.groups
    )


def is_institute(group: Group) -> bool:
    """Tell whether a group names a house of research."""
    houses = load_toml("words.toml")["institutes"]
    return any(
        mention.actor in houses["ids"] or set(mention.actor.split("_")) & {*houses["words"]}
        for mention in group.mentions
    )


def _is_trade(word: str, language: Language) -> bool:
    if word in _trades(language):
        return True
    return language == "de" and folded(word).endswith(_endings())


@cached
def _trades(language: Language) -> frozenset[str]:
    classes = load_toml("words.toml")
    return frozenset([*classes[language]["critics"], *classes["institutes"][language]])


@cached
def _endings() -> tuple[str, ...]:
    """Return the trades that close a German compound: "Friedensforscherin"."""
    return tuple(load_toml("words.toml")["institutes"]["endings"])
