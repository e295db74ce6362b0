"""The findings page in the terminal: short, plain, harmless."""

import pytest
from tests.brief.fixture import case, findings, record

from detente.brief.build import build_brief
from detente.brief.summary import WIDTH
from detente.sources.frozen import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_fits_on_a_screen_and_tells_the_findings(language):
    paper = build_brief(record(), case(), findings(), language)
    lines = paper.summary()
    assert lines[0] == case().title.in_language(language)
    assert 12 <= len(lines) <= 30
    assert max(map(len, lines)) <= WIDTH
    flat = " ".join(" ".join(lines).split())
    for statement in (s for s in paper.opening if s.see != "robustness"):
        assert statement.text.split(";")[0][:60] in flat


def test_a_mark_is_told_in_words():
    lines = build_brief(record(), case(), findings(), "en").summary()
    assert "[proposed by the draft, not confirmed]" in " ".join(line.strip() for line in lines)


def test_no_name_can_steer_the_terminal():
    title = case().title.model_copy(update={"en": "Talks\x1b[31m\x07\r\u202e\u200b here"})
    given = case().model_copy(update={"title": title})
    lines = build_brief(record(), given, findings(), "en").summary()
    assert lines[0] == "Talks [31m here"
    assert all(char.isprintable() for line in lines for char in line)


def test_a_brief_without_a_negotiation_is_summed_up_too():
    lines = build_brief(record(), None, None, "de").summary()
    assert "keine Verhandlung" in " ".join(lines)
    assert len(lines) < 20
