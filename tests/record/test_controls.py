"""Who has what an issue is about, as the words next to a name tell: troops, prisoners."""

import pytest
from tests.builders import make_source

from detente.reading.rules import RulesReader
from detente.record.build import build_record
from detente.record.record import Record


def record_of(text: str, language: str) -> Record:
    source = make_source(text, language)  # type: ignore[arg-type]
    return build_record([RulesReader().read(source)])


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Peru demanded that the Chilean troops leave.", ("chile", "troop_withdrawal")),
        ("en", "Peru demanded an end to Chile's blockade.", ("chile", "blockade")),
        ("en", "Peru demanded an end to the sanctions of Chile.", ("chile", "sanctions")),
        ("en", "Peru demanded the release of prisoners held by Chile.", ("chile", "prisoners")),
        ("en", "Peru asked about the prisoners in Chilean custody.", ("chile", "prisoners")),
        ("de", "Peru forderte den Abzug der chilenischen Truppen.", ("chile", "troop_withdrawal")),
        ("de", "Peru forderte ein Ende der Sanktionen Chiles.", ("chile", "sanctions")),
        ("de", "Peru forderte, die Gefangenen in chilenischer Haft freizulassen.",
         ("chile", "prisoners")),
        ("de", "Peru forderte die Freilassung der Gefangenen, die Chile festhält.",
         ("chile", "prisoners")),
    ],
)  # fmt: skip
def test_an_owner_or_keeper_has_it(language: str, text: str, expected: tuple[str, str]) -> None:
    record = record_of(text, language)
    assert [(entry.party, entry.issue) for entry in record.controls] == [expected]
    (entry,) = record.controls
    assert all(record.act(act).span.quote in text for act in entry.because)
    assert entry.because


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Peru demanded that Chile sanctions be discussed."),
        ("en", "Peru demanded sanctions against Chile."),
        ("en", "Peru demanded the withdrawal of the troops from Chile."),
        ("de", "Peru forderte Sanktionen gegen Chile."),
        ("de", "Peru forderte den Abzug der Truppen aus Chile."),
        ("de", "Gäbe Chile die Siedlungen auf, sagte Peru, wäre viel gewonnen."),
        ("en", "Peru said that Chile has no troops there."),
        ("de", "Peru sagte, Chile habe dort keine Truppen."),
    ],
)
def test_whom_it_meets_where_it_is_and_who_has_none_does_not_have_it(
    language: str, text: str
) -> None:
    assert record_of(text, language).controls == ()
