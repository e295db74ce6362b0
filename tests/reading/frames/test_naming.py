"""Names of speakers as a whole: gaps inside them, and what stands behind a name."""

import pytest

from detente.reading.frames.find import Frame
from detente.reading.frames.naming import complete_names
from detente.reading.text import segment
from detente.sources.frozen import Language


def completed(
    text: str, cue: str, who: list[str], content: list[str], language: Language = "en"
) -> str:
    """Return the words of the completed name; each given word is the first of its form."""
    sentences = segment(text, language)
    words = [token.text for sentence in sentences for token in sentence.tokens]
    parts = {"who": tuple(sorted(words.index(word) for word in who))}
    if content:
        parts["content"] = tuple(words.index(word) for word in content)
    head = words.index(cue)
    frame = Frame(head, (head,), "state", "happened", 0.9, 0.9, parts)
    (found,) = complete_names([frame], sentences)
    return " ".join(words[n] for n in found.parts["who"])


def test_a_small_gap_inside_a_name_is_closed() -> None:
    text = "The envoy of Chad, Ms Deby, said no."
    assert completed(text, "said", ["The", "envoy", "Chad", "Deby"], ["no"]) == (
        "The envoy of Chad , Ms Deby"
    )


def test_a_gap_that_is_long_or_holds_other_parts_stays() -> None:
    text = "Chad and its many friends abroad said no."
    assert completed(text, "said", ["Chad", "abroad"], ["no"]) == "Chad abroad"
    assert completed("Deby said she agreed.", "said", ["Deby", "she"], ["agreed"]) == "Deby she"


@pytest.mark.parametrize(
    ("text", "language", "whole"),
    [
        ("“No,” said Deby, a lawyer in Lomé.", "en", "Deby , a lawyer in Lomé"),
        ("„Nein“, sagte Deby, die Ministerin aus Lomé, später.", "de",
         "Deby , die Ministerin aus Lomé"),
    ],
)  # fmt: skip
def test_an_apposition_behind_a_name_that_follows_its_verb_belongs_to_it(
    text: str, language: Language, whole: str
) -> None:
    cue = "said" if language == "en" else "sagte"
    assert completed(text, cue, ["Deby"], [], language) == whole


@pytest.mark.parametrize(
    "text",
    [
        "“No,” said Deby, adding that Chad waits.",
        "“No,” said Deby. The lawyer left.",
        "“No,” said Deby, the",
    ],
)
def test_what_else_follows_a_name_does_not(text: str) -> None:
    assert completed(text, "said", ["Deby"], []) == "Deby"


def test_a_name_before_its_verb_takes_nothing_from_behind() -> None:
    assert completed("Deby, a lawyer, said no.", "said", ["Deby"], ["no"]) == "Deby"


def test_a_frame_without_a_name_stays_as_it_is() -> None:
    sentences = segment("It was said.", "en")
    frame = Frame(2, (2,), "state", "happened", 0.9, 0.9, {})
    assert complete_names([frame], sentences) == (frame,)
