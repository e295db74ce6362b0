"""A text is read by tables first; the model is asked only about what they leave open."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.builders import make_source

from detente.reading import rounds, rules
from detente.reading.framed import Framed, by_sentence
from detente.reading.frames.find import Frame, find_frames
from detente.reading.rounds import (
    Scanned,
    first_round,
    is_settled,
    next_round,
    open_sentences,
    scan_text,
)
from detente.reading.rules import RulesReader
from detente.reading.text import Sentence, segment
from detente.sources.frozen import Language
from detente.sources.receive import receive
from detente.sources.source import Source

SETTLED = {
    "de": "Peru und Chile trafen sich am Montag in Lima. Peru forderte Chile zum Abzug auf.",
    "en": "Peru and Chile met in Lima on Monday. Peru urged Chile to withdraw its troops.",
}
OPEN = {
    "de": "Peru und Chile trafen sich am Montag in Lima. Danach wurde ein Abzug gefordert. "
    "Die Straße nach Süden ist lang.",
    "en": "Peru and Chile met in Lima on Monday. Later a withdrawal was demanded. "
    "The road to the south is long.",
}
REPORTS = sorted(Path(__file__).parents[2].glob("examples/*/sources/*.txt"))[:8]
LANGUAGES: tuple[Language, ...] = ("de", "en")


def scanned(source: Source) -> Scanned:
    language: Language = "de" if source.language == "de" else "en"
    return scan_text(source, tuple(segment(source.text, language)), language, ("rules", "0"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the words of the sentences about which the model is asked, as it is asked."""
    words: list[str] = []

    def find(sentences: Sequence[Sentence], *, together: int) -> tuple[Frame, ...]:
        words.extend(sentence.tokens[0].text for sentence in sentences)
        return find_frames(sentences, together=together)

    monkeypatch.setattr(rules, "find_frames", find)
    return words


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_tables_settle_is_not_asked(language: Language, asked: list[str]) -> None:
    source = make_source(SETTLED[language], language)
    reading = RulesReader().read(source)
    assert asked == []
    alone = RulesReader(trained=False).read(source)
    assert [act.id for act in reading.acts] == [act.id for act in alone.acts]
    assert {act.reader for act in reading.acts} == {"rules"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_tables_leave_open_is_asked(language: Language, asked: list[str]) -> None:
    RulesReader().read(make_source(OPEN[language], language))
    assert asked == {"de": ["Danach", "Die"], "en": ["Later", "The"]}[language]


def test_a_text_of_something_else_is_not_asked_about(asked: list[str]) -> None:
    text = (
        "The striker scored a goal in the league match. The goalkeeper and the coach praised the "
        "tournament, the stadium and the referee after the championship match."
    )
    reading = RulesReader().read(make_source(text, "en"))
    assert "other than negotiations" in reading.warnings[0]
    assert asked == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_settled_means_a_doer_for_all_and_a_deed_a_target_or_nobody_else(
    language: Language,
) -> None:
    (meeting,) = RulesReader(trained=False).read(make_source(OPEN[language], language)).acts
    demand = meeting.model_copy(update={"kind": "demand", "actors": (), "targets": ()})
    both = {"peru", "chile"}
    assert meeting.actors
    assert not is_settled([], both)
    assert is_settled([meeting], both)
    assert not is_settled([meeting, demand], both)
    said = demand.model_copy(update={"actors": ("peru",)})
    assert not is_settled([said], both)
    assert is_settled([said], {"peru"})
    assert is_settled([said, said.model_copy(update={"actors": ("chile",)})], both)
    assert is_settled([said.model_copy(update={"targets": ("chile",)})], both)
    assert is_settled([said, meeting], both)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_what_is_kept_from_the_round_before_is_what_would_be_found_again(path: Path) -> None:
    text = scanned(receive(path.read_bytes(), str(path)))
    first = first_round(text)
    numbers = open_sentences(text, first)
    asked = [text.sentences[number] for number in numbers]
    framed: list[tuple[Framed, ...]] = [()] * len(text.sentences)
    for number, own in zip(numbers, by_sentence(asked, find_frames(asked)), strict=True):
        framed[number] = own
    kept = next_round(text, first, framed)
    anew = rounds._read(text, kept.cast, framed, {})
    assert kept.acts() == anew.acts()
    assert {n: heard.sayings for n, heard in kept.heard.items()} == {
        n: heard.sayings for n, heard in anew.heard.items()
    }


def test_a_round_without_frames_is_the_round_before() -> None:
    text = scanned(make_source(SETTLED["en"]))
    first = first_round(text)
    assert next_round(text, first, [()] * len(text.sentences)) is first


def test_a_settled_sentence_keeps_its_parse_and_acts() -> None:
    text = scanned(make_source(OPEN["en"]))
    first = first_round(text)
    frame = Framed(head=3, cue=(3,), kind="demand", modality="happened", score=1.0, kind_score=1.0)
    second = next_round(text, first, [(), (frame,), ()])
    assert second.heard[0].parse is first.heard[0].parse
    assert second.heard[0].acts is first.heard[0].acts
    assert second.heard[1].parse.framed == (frame,)
    assert second.heard[1].parse.clauses is first.heard[1].parse.clauses
