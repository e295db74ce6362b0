"""Whether a word stands in its sentence as the verb, or as the noun, that a rule means."""

from detente.reading.grammar import stands_in_the_present
from detente.reading.text import Token
from detente.reading.words import STOPS, form_in, is_verbal, is_word
from detente.sources.frozen import Language


def stands_as(
    tokens: tuple[Token, ...], head: int, language: Language, adjectives: frozenset[int], *,
    noun: bool,
) -> bool:  # fmt: skip
    """Tell whether the head stands as the verb, or the noun, that the rule means."""
    if language == "de":
        return noun or not (_attributive(tokens, head) or _embedded(tokens, head))
    if not noun and (_adverb(tokens, head) or _reduced(tokens, head) or _counted(tokens, head)):
        return False
    noun_like = _english_noun(tokens, head, adjectives)
    return noun_like if noun else not noun_like


def is_infinitive(token: Token, *, last: bool = False) -> bool:
    """Tell whether a German word looks like an infinitive; `last` where verbs stand."""
    text = token.text
    return (
        text.islower()
        and len(text) > 4
        and text.endswith(("en", "ern", "eln"))
        and (token.base == text or (last and text.startswith(token.base)))
        and not form_in(token, "de", "prepositions")
        and not form_in(token, "de", "adverbs")
    )


def _adverb(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether "back" only says where to: "hand back", "came back"."""
    if tokens[i].lower != "back" or i == 0:
        return False
    taken = i > 1 and tokens[i - 1].lower in ("it", "that", "this", "them", "him", "her")
    before = tokens[i - 2 if taken else i - 1]
    return is_word(before, "en", "movers") or before.text[-1] in ",;"


def _counted(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a participle describes people that are counted: "seventeen captured men"."""
    if i == 0 or i + 1 >= len(tokens) or not tokens[i].text.endswith("ed"):
        return False
    number, noun = tokens[i - 1].lower, tokens[i + 1]
    counted = number[0].isdigit() or number.endswith(("teen", "ty")) or number in _NUMBERS
    return counted and noun.text.endswith(("s", "men", "people")) and noun.text.isalpha()


_NUMBERS = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
     "hundred", "thousand", "dozen", "several", "hundreds", "dozens", "many"]
)  # fmt: skip


def _reduced(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a participle only describes the noun before it: "the accord signed in Oslo".

    Named agents are left to the passive, but for "have the decision stopped by the court".
    """
    text = tokens[i].text
    if i < 2 or not (text.endswith("ed") or form_in(tokens[i], "en", "participles")):
        return False
    before = tokens[i - 1]
    plain = before.text.islower() and before.text.isalpha()
    if not plain or before.text.endswith(("ly", "ing")) or form_in(before, "en", "verb_leads"):
        return False
    if is_word(before, "en", "people") or form_in(before, "en", "days") or is_verbal(before, "en"):
        return False
    verb = _verb_before(tokens, i)
    if verb is None or _is_auxiliary(tokens, verb, i):
        return False
    agent = i + 1 < len(tokens) and tokens[i + 1].text == "by"
    return not agent or tokens[verb].base in ("have", "get")


def _is_auxiliary(tokens: tuple[Token, ...], verb: int, i: int) -> bool:
    """Tell whether a verb only helps the participle: "has so far refused"."""
    between = tokens[verb + 1 : i]
    helps = tokens[verb].base in ("have", "be") and len(between) < 4
    return helps and not any(form_in(token, "en", "determiners") for token in between)


def _verb_before(tokens: tuple[Token, ...], i: int) -> int | None:
    """Return the last finite verb before `i` with no stop, connective or subject between."""
    for n in range(i - 1, -1, -1):
        token = tokens[n]
        if token.text in STOPS or form_in(token, "en", "coordinators"):
            return None
        if form_in(token, "en", "relative") or token.text in ("that", "what", "how", "as"):
            return None
        if is_verbal(token, "en") or token.text in ("have", "get"):
            return n
    return None


def _embedded(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a participle closes a phrase before its noun: "der in Oslo geschlossene"."""
    text = tokens[i].text
    if not text.endswith(("te", "ten", "ter", "tes", "ene", "enen", "ener", "enes")):
        return False
    if i + 1 >= len(tokens) or not tokens[i + 1].text[0].isupper():
        return False
    led = False
    for n in range(i - 1, max(-1, i - 9), -1):
        token = tokens[n]
        if token.text in STOPS or is_verbal(token, "de"):
            return False
        if form_in(token, "de", "prepositions"):
            led = True
        elif form_in(token, "de", "determiners"):
            first = tokens[n + 1]
            led = led and form_in(first, "de", "prepositions")
            return n + 1 == i or led or first.text.isdigit()
    return False


def _attributive(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a German participle describes the noun behind it."""
    text = tokens[i].text
    if i + 1 >= len(tokens) or not text.endswith(
        ("te", "ten", "ter", "tes", "ene", "enen", "ende", "enden", "ener", "ender")
    ):
        return False
    following = tokens[i + 1]
    if form_in(following, "de", "determiners") or form_in(tokens[i], "de", "finite"):
        return False
    if not (
        following.text[0].isupper()
        or (following.text[-1] in "en" and following.lemma != following.text)
    ):
        return False
    before = tokens[i - 1] if i else None
    return before is not None and (
        form_in(before, "de", "determiners")
        or (
            before.text.endswith(("es", "er", "s"))
            and before.text[0].isupper()
            and text.startswith(("ge", "wieder"))
        )
    )


def _english_noun(tokens: tuple[Token, ...], i: int, adjectives: frozenset[int]) -> bool:
    token = tokens[i]
    if i == 0:
        return not token.text.endswith(("ed", "ing")) or token.text == "Meeting"
    before = tokens[i - 1]
    if token.text == "meeting":
        return not (form_in(before, "en", "gerund_leads") or before.text.endswith("ly"))
    if token.lemma in ("be", "have", "do") or _after_subjects(tokens, i):
        return False
    if _acts_on(tokens, i):
        return False
    named = before.text[0].isupper() and i - 1 not in adjectives
    if named and form_in(token, "en", "unchanging"):
        return False
    return _noun_by_surroundings(tokens, i, adjectives)


def _noun_by_surroundings(tokens: tuple[Token, ...], i: int, adjectives: frozenset[int]) -> bool:
    token, before = tokens[i], tokens[i - 1]
    if before.lower in ("to", *STOPS) and token.lemma == token.lower:
        return False
    if form_in(token, "en", "modals"):
        return False
    if form_in(before, "en", "determiners"):
        return not (token.text.endswith("ed") and before.lower in ("further", "first", "last"))
    if token.text.endswith(("ed", "ing")) and token.text not in ("meeting", "proceeding"):
        return False
    if form_in(before, "en", "describing") or i - 1 in adjectives:
        return True
    if token.base == token.lower:
        if any(form_in(word, "en", "modals") for word in tokens[max(0, i - 4) : i]):
            return False
        plural = before.lemma != before.text and before.text.endswith("s")
        return not (plural or form_in(before, "en", "verb_leads") or before.text.endswith("ly"))
    if token.text.endswith("s") and before.text[0].islower():
        leads = form_in(before, "en", "verb_leads") or is_word(before, "en", "people")
        return not leads and not before.text.endswith("ly")
    return (
        token.text.endswith("s")
        and not before.text[0].isupper()
        and (
            before.text.endswith(("al", "ic", "ive", "ous", "ful", "able", "ed", "ary"))
            or token.text in ("talks", "negotiations", "meetings")
        )
    )


def _acts_on(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a form in "-s" takes what follows for its object: "for its part accuses its"."""
    if i + 1 == len(tokens) or not stands_in_the_present(tokens, i):
        return False
    following = tokens[i + 1].lower
    if following == "to" and tokens[i].base in _GOES_ON:
        return True
    named = tokens[i + 1].text[0].isupper() and not form_in(tokens[i + 1], "en", "days")
    return named or following in _OBJECTS


_GOES_ON = frozenset({"remain", "seem", "appear", "continue", "refuse", "fail", "decline"})
"""Verbs whose form in "-s" before "to" is no noun: "remains to be seen"."""
_OBJECTS = frozenset(
    ["the", "a", "an", "it", "them", "him", "her", "that", "any", "no", "its", "his", "their"]
)  # fmt: skip


def _after_subjects(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether a plain form follows names that act together: "Egypt and Sudan demand a"."""
    token, before = tokens[i], tokens[i - 1]
    if not before.text[0].isupper() or token.text != token.lemma or i + 1 >= len(tokens):
        return False
    joined = any(other.text in ("and", ",") for other in tokens[max(0, i - 4) : i - 1])
    following = tokens[i + 1]
    return joined and (
        form_in(following, "en", "determiners")
        or form_in(following, "en", "that")
        or following.lower in ("it", "them", "him", "her", "us")
    )
