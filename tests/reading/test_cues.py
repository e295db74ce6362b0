"""Which words make an act: separable verbs, nouns that look like verbs, longer patterns first."""

import pytest
from tests.builders import make_source

from detente.reading.clauses import split_clauses
from detente.reading.cues import Cue, find_cues, lexicon
from detente.reading.kinds import kinds, plover_category
from detente.reading.rules import RulesReader
from detente.reading.text import segment
from detente.sources.frozen import Language


def cues_of(text: str, language: Language) -> list[tuple[Cue, list[str]]]:
    (sentence,) = segment(text, language)
    found = find_cues(sentence.tokens, split_clauses(sentence, language), language)
    return [(cue, [sentence.tokens[n].text for n in cue.words]) for cue in found]


@pytest.mark.parametrize(
    "text",
    [
        "Athen lehnte den Vorschlag am Abend ab.",
        "Athen hat den Vorschlag abgelehnt.",
        "Athen will den Vorschlag ablehnen.",
        "Es hieß, dass Athen den Vorschlag ablehnt.",
    ],
)
def test_a_separable_verb_is_one_cue_in_all_its_forms(text: str) -> None:
    kinds_found = [cue.rule.name for cue, _ in cues_of(text, "de")]
    assert "de.refuse.ablehnen" in kinds_found


def test_a_split_verb_keeps_both_pieces_as_its_words() -> None:
    ((_, words),) = cues_of("Der Präsident sagte umgehend seine Reise ab.", "de")
    assert words == ["sagte", "ab"]


@pytest.mark.parametrize(
    ("text", "kinds_found"),
    [
        ("Peru demands an answer.", ["demand"]),
        ("The offer was late.", []),
        ("They offer a truce.", ["offer"]),
        ("Peru will meet Chile.", ["meet"]),
        ("An official offered a truce.", ["offer"]),
        ("The proposed truce failed.", []),
    ],
)
def test_english_nouns_are_told_from_verbs(text: str, kinds_found: list[str]) -> None:
    assert [cue.rule.kind for cue, _ in cues_of(text, "en") if not cue.rule.noun] == kinds_found


def test_a_described_noun_is_no_act() -> None:
    assert not [
        cue for cue, _ in cues_of("Die vereinbarte Summe ist klein.", "de") if not cue.rule.noun
    ]


def test_the_longer_pattern_wins() -> None:
    (found,) = cues_of("Athen lehnt das kategorisch ab.", "de")
    assert found[0].rule.force == "categorical"


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_that_can_be_said_has_cues(language: Language) -> None:
    by_word = lexicon(language).by_word
    said = {rule.kind for rules in by_word.values() for rule, _ in rules}
    assert said == set(kinds())


def test_an_announced_deed_agrees_or_threatens_in_event_codes() -> None:
    def category(text: str) -> list[str]:
        acts = RulesReader().read(make_source(text, "en")).acts
        return [plover_category(act) for act in acts]

    assert category("Egypt will withdraw its troops from Sudan.") == ["AGREE"]
    assert category("Egypt will impose sanctions on Sudan.") == ["THREATEN"]
    assert category("Egypt imposed sanctions on Sudan.") == ["SANCTION"]
    assert category("Students in Egypt staged a demonstration against Sudan.") == ["PROTEST"]
