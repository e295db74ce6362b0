"""How sentences are cut into clauses, without a parser, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.clauses import Clause, split_clauses
from detente.reading.text import Sentence, segment
from detente.sources.frozen import Language


def clauses_of(text: str, language: Language) -> tuple[Sentence, tuple[Clause, ...]]:
    (sentence,) = segment(text, language)
    return sentence, split_clauses(sentence, language)


def words(sentence: Sentence, clause: Clause) -> str:
    return " ".join(sentence.tokens[n].text for n in clause.numbers())


@pytest.mark.parametrize(
    ("text", "language", "roles"),
    [
        ("Kairo betonte, dass der Damm das Wasser mindere.", "de", ["main", "that"]),
        ("Cairo stressed that the dam would reduce the water.", "en", ["main", "that"]),
        ("Offen ist, ob die Runde stattfindet.", "de", ["main", "whether"]),
        ("It is open whether the round will take place.", "en", ["main", "whether"]),
        ("Er zieht ab, falls der Rat zustimmt.", "de", ["main", "condition"]),
        ("He will leave if the council agrees.", "en", ["main", "condition"]),
        ("Sie bleibt, selbst wenn alle gehen.", "de", ["main", "even_if"]),
        ("She will stay even if all of them left.", "en", ["main", "even_if"]),
        ("Sie einigten sich, die Grenze zu öffnen.", "de", ["main", "infinitive"]),
        ("Peru, das den Plan ablehnte, reiste ab.", "de", ["main", "relative"]),
        ("Russia said it would withdraw.", "en", ["main", "that"]),
        ("Sollte die Waffenruhe halten, beginnen die Gespräche.", "de", ["condition", "main"]),
    ],
)
def test_a_clause_knows_what_it_is(text: str, language: Language, roles: list[str]) -> None:
    assert [clause.role for clause in clauses_of(text, language)[1]] == roles


def test_a_main_clause_goes_on_behind_the_clause_inside_it() -> None:
    sentence, (main, _) = clauses_of("Peru, das den Plan ablehnte, reiste gestern ab.", "de")
    assert words(sentence, main) == "Peru reiste gestern ab ."


def test_an_apposition_stays_in_its_clause() -> None:
    sentence, (main,) = clauses_of("Der Chef der Bank, Karl Muster, warb für das Projekt.", "de")
    assert words(sentence, main).startswith("Der Chef der Bank Karl Muster warb")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kairo lehnte den Plan ab und forderte neue Gespräche.", "de"),
        ("Cairo rejected the plan and demanded new talks.", "en"),
    ],
)
def test_a_second_verb_opens_a_clause_that_takes_the_subject(text: str, language: Language) -> None:
    sentence, (_, second) = clauses_of(text, language)
    assert words(sentence, second).split()[0] in ("und", "and")
    assert second.elliptic


def test_a_finite_verb_is_not_seen_in_an_infinitive_with_have() -> None:
    _, clauses = clauses_of("Er bestritt, eigene Soldaten geschickt zu haben.", "de")
    assert [clause.role for clause in clauses] == ["main", "infinitive"]


@given(st.text(min_size=1, max_size=120), st.sampled_from(["de", "en"]))
def test_no_token_stands_in_two_clauses_and_parents_come_first(
    text: str, language: Language
) -> None:
    for sentence in segment(text, language):
        clauses = split_clauses(sentence, language)
        numbers = [n for clause in clauses for n in clause.numbers()]
        assert len(numbers) == len(set(numbers))
        assert set(numbers) <= set(range(len(sentence.tokens)))
        for place, clause in enumerate(clauses):
            assert clause.parent is None or clause.parent < place
