"""Whom "he", "sie" or "they" means, where the text settles it."""

from collections.abc import Sequence

from detente.reading.actor_table import Sex
from detente.reading.cast import Mention
from detente.reading.people import People
from detente.reading.tables import load_toml
from detente.reading.tokens import Token

_SPEECH = frozenset(load_toml("names.toml")["speech"])
_SINGULAR: dict[str, Sex] = {"he": "m", "she": "f", "er": "m", "sie": "f"}
_OPENERS = frozenset({"dass", "weil", "wenn", "ob", "nachdem", "obwohl", "daß"})


def pronoun_sex(tokens: Sequence[Token], i: int, *, acts: bool = False) -> Sex | None:
    """Return the sex of the person whom the word at `i` means; None if it may mean a thing.

    `acts` says that the word stands for somebody who says or does something.
    """
    word = tokens[i].lower
    if word not in _SINGULAR:
        return None
    if word in ("he", "she"):
        return _SINGULAR[word]
    before, after = _around(tokens, i)
    said = before is not None and before.lemma in _SPEECH and before.text[0].islower()
    if word == "er":
        opens = acts or i == 0 or said or (before is not None and before.base in (*_OPENERS, "so"))
        return "m" if opens else None
    if said and before is not None and not before.text.endswith("en"):
        return "f"
    starts = i == 0 and after is not None and after.lemma in _SPEECH
    return "f" if starts and after is not None and not after.text.endswith("en") else None


def is_plural_pronoun(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the word at `i` opens the sentence as "they", plural "sie" or "beide"."""
    if i != 0:
        return False
    word = tokens[i].lower
    _, after = _around(tokens, i)
    if after is None or word not in ("they", "sie", "beide", "both"):
        return False
    if word in ("sie", "beide"):
        return after.text[0].islower() and after.text.endswith("n")
    return after.text[0].islower()


def person_meant(sex: Sex, recent: Sequence[Sequence[Mention]], people: People) -> Mention | None:
    """Return the last mention of the only person of that sex named shortly before, or None.

    `recent` holds the mentions of this sentence, the one before and so on.
    """
    for mentions in recent:
        fitting = {mention.actor: mention for mention in mentions if _may_be(mention, sex, people)}
        if fitting:
            return next(iter(fitting.values())) if len(fitting) == 1 else None
    return None


def _may_be(mention: Mention, sex: Sex, people: People) -> bool:
    person = people.persons.get(mention.actor)
    if person is None:
        return mention.form == "office"
    return mention.form != "compound" and person.sex in (sex, None)


def _around(tokens: Sequence[Token], i: int) -> tuple[Token | None, Token | None]:
    return (tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None)
