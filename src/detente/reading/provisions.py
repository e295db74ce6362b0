"""What a plan, a draft or an agreement provides: meant for later, told as if it took place."""

from collections.abc import Iterator

from detente.reading.act import Modality
from detente.reading.clauses import Clause
from detente.reading.cues import Cue
from detente.reading.grammar import is_finite
from detente.reading.text import Token
from detente.reading.words import form_in, is_word
from detente.sources.frozen import Language

_ON_PAPER = 6
_OPENING = 12
_SAYS_SO = {
    "de": ("vorsieht", "vorsah", "vorsehen", "vorsehe", "vorsähe", "vorsahen"),
    "en": ("foresee", "envisage", "envision", "stipulate", "require", "oblige"),
}
_SEES = ("sieht", "sah", "sehen", "sahen", "sehe", "sähe")
_FRAMES = {
    "de": ("nach", "laut", "gemäß", "unter", "entsprechend", "zufolge"),
    "en": ("under",),
}
_ENDINGS = ("plan", "entwurf", "abkommen", "vorschlag", "vertrag")
_IN_RETURN = {"de": ("im gegenzug",), "en": ("in return", "in exchange")}


def provided(
    tokens: tuple[Token, ...], clauses: tuple[Clause, ...], cue: Cue, language: Language
) -> Modality | None:
    """Return how real it is what a text provides; None where no text is said to provide it."""
    for number in _upwards(tokens, clauses, cue.clause, language):
        words = [tokens[n] for n in clauses[number].numbers()]
        if _says_so(tokens, words, cue, language):
            return _by_paper(words, language)
    if cue.rule.noun or not _is_present(tokens, clauses[cue.clause], cue, language):
        return None
    opening = [token for token in tokens[:_OPENING] if token.index < cue.words[-1]]
    if _is_framed(opening, language):
        return _by_paper(opening, language)
    start = " ".join(token.lower for token in opening[:2])
    return "planned" if start in _IN_RETURN[language] else None


def _upwards(
    tokens: tuple[Token, ...], clauses: tuple[Clause, ...], number: int, language: Language
) -> Iterator[int]:  # fmt: skip
    """Yield a clause and those it hangs in; "dass ... und ..." reaches over the coordinator."""
    at: int | None = number
    while at is not None:
        yield at
        up = clauses[at].parent
        if up is None and at and language == "de" and _runs_on(tokens, clauses[at]):
            up = at - 1
        at = up


def _runs_on(tokens: tuple[Token, ...], clause: Clause) -> bool:
    """Tell a second "dass"-clause by its verb, which stands last: "und Chile ... aufhebt"."""
    if not form_in(tokens[clause.first], "de", "coordinators"):
        return False
    numbers = [n for n in clause.numbers() if tokens[n].text[0].isalpha()]
    finite = [n for n in numbers if is_finite(tokens, n, "de")]
    return len(numbers) > 1 and finite[:1] == numbers[-1:]


def _says_so(
    tokens: tuple[Token, ...], words: list[Token], cue: Cue, language: Language
) -> bool:  # fmt: skip
    """Tell whether a clause says what a text provides: "sieht vor", "would see", "calls for"."""
    if language == "de":
        texts = [word.lower for word in words]
        sees = [n for n, text in enumerate(texts) if text in _SEES]
        return any(text in _SAYS_SO["de"] for text in texts) or any(
            "vor" in texts[n + 1 :] for n in sees
        )
    for n, word in enumerate(words):
        if word.index in cue.words or not _provides(tokens, word.index):
            continue
        before = words[max(0, n - _ON_PAPER) : n]
        if any(_is_paper(other, "en") or other.lower == "it" for other in before):
            return True
    return False


def _provides(tokens: tuple[Token, ...], i: int) -> bool:
    """Tell whether an English verb says what the text before it provides."""
    lemma = tokens[i].base
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    if lemma == "see":
        return tokens[i - 1].text == "would"
    takes = {"provide": ("that", "for"), "call": ("for",)}
    return following in takes.get(lemma, ()) or lemma in _SAYS_SO["en"]


def _is_framed(opening: list[Token], language: Language) -> bool:
    """Tell whether a sentence opens with the text it quotes: "under the plan", "laut Entwurf"."""
    for n, token in enumerate(opening[:_ON_PAPER]):
        if _is_paper(token, language):
            around = [*opening[max(0, n - 4) : n], *opening[n + 1 : n + 2]]
            return any(other.lower in _FRAMES[language] for other in around)
    return False


def _by_paper(words: list[Token], language: Language) -> Modality:
    """Return "conditional" for a mere proposal: it holds only if it is taken."""
    mere = any(is_word(word, language, "proposals") for word in words if _is_paper(word, language))
    return "conditional" if mere else "planned"


def _is_paper(token: Token, language: Language) -> bool:
    if language == "en":
        return is_word(token, "en", "papers")
    compound = token.base.endswith(_ENDINGS)
    return token.text[0].isupper() and (compound or is_word(token, "de", "papers"))


def _is_present(
    tokens: tuple[Token, ...], clause: Clause, cue: Cue, language: Language
) -> bool:  # fmt: skip
    """Tell whether a deed is told in the present tense, so that it need not have been done."""
    text = tokens[cue.head].lower
    if language == "en":
        before = tokens[cue.words[0] - 1].lower if cue.words[0] else ""
        helped = before in ("has", "have", "had", "did", "was", "were")
        return not helped and (text.endswith("s") or text == tokens[cue.head].base)
    if any(form_in(tokens[n], "de", "have") for n in clause.numbers() if n not in cue.words):
        return False
    if text.endswith("n"):
        return text == tokens[cue.head].base or "werden" in [
            tokens[n].text for n in clause.numbers()
        ]
    return text.endswith("t") and not text.endswith(("hielt", "trat", "bat", "bot", "riet", "tat"))
