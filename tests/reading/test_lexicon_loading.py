"""A text loads the names of its own language only; what loads is found as before."""

import pytest

from detente.reading import lexicon
from detente.reading.text import segment
from detente.sources.frozen import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Russian envoy met American and Israeli officials in Oslo.", "en"),
        ("Der russische Gesandte traf israelische Vertreter in Oslo.", "de"),
    ],
)
def test_a_text_needs_the_names_of_its_own_language_only(
    text: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    load = lexicon.lexicon
    monkeypatch.setattr(lexicon, "lexicon", lambda one: asked.append(one) or load(one))
    (sentence,) = segment(text, language)
    hits = lexicon.find_hits(sentence.tokens, language)
    assert {hit.kind for hit in hits} >= {"adjective", "capital"}
    assert set(asked) == {language}


def test_a_german_adjective_with_a_capital_is_part_of_a_title() -> None:
    (sentence,) = segment("Er leitet das Haus Russische Kultur.", "de")
    assert not [hit for hit in lexicon.find_hits(sentence.tokens, "de") if hit.kind == "adjective"]
    (sentence,) = segment("Russische Truppen zogen ab.", "de")
    assert [hit.id for hit in lexicon.find_hits(sentence.tokens, "de") if hit.kind == "adjective"]
