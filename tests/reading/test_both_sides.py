"""Whom "both sides" means where no sentence names the two together."""

import pytest
from tests.builders import make_source

from detente.reading.rules import RulesReader
from detente.reading.talks import leading_pair
from detente.sources.frozen import Language


def signers(text: str, language: Language) -> tuple[str, ...]:
    reading = RulesReader().read(make_source(text, language=language))
    return next(act.actors for act in reading.acts if act.kind == "sign")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The delegation of the ELN came to Quito. Colombia's government sent a general. The ELN "
         "had waited for months. Bogotá had hesitated. On Sunday both sides signed the paper.",
         "en"),
        ("Die Delegation des ELN kam nach Quito. Kolumbiens Regierung schickte einen General. Das "
         "ELN hatte Monate gewartet. Bogotá hatte gezögert. Am Sonntag unterzeichneten beide "
         "Seiten das Papier.", "de"),
    ],
)  # fmt: skip
def test_both_sides_are_those_the_text_speaks_of_most(text: str, language: Language) -> None:
    assert set(signers(text, language)) == {"eln", "colombia"}


def test_the_pair_stands_in_the_order_in_which_it_is_named() -> None:
    sentences = [("peru",), ("chile", "un"), ("chile",), ("chile", "peru")]
    assert leading_pair(sentences) == ("peru", "chile")


@pytest.mark.parametrize(
    "sentences",
    [
        [],
        [("peru",), ("peru",)],
        [("peru",), ("peru",), ("chile",)],
        [("peru",), ("chile",), ("bolivia",)] * 2,
    ],
    ids=["nobody", "one alone", "one named once", "three alike"],
)
def test_no_pair_without_two_clear_parties(sentences: list[tuple[str, ...]]) -> None:
    assert leading_pair(sentences) is None
