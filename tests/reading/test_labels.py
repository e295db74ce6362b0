"""Labels: turns of a transcript, headlines that name a speaker, signed quotations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.attributions import find_attributions
from detente.reading.labels import find_labels

TALK = """The two spoke on Monday:

ANKER: Will the port open in May?
DE VRIES: It will. We signed.

It was a long day.
ANKER: And the ships?
DE VRIES: They sail.

Both left by car.
"""


def told(text: str) -> list[tuple[str, str, str]]:
    return [
        (text[slice(*label.name)], text[slice(*label.mark)], text[slice(*label.content)])
        for label in find_labels(text)
    ]


def test_a_turn_of_a_conversation_lasts_until_the_next_one() -> None:
    assert told(TALK) == [
        ("ANKER", ":", "Will the port open in May?"),
        ("DE VRIES", ":", "It will. We signed.\n\nIt was a long day."),
        ("ANKER", ":", "And the ships?"),
        ("DE VRIES", ":", "They sail."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Note: The port opens in May.\n\nNote: The port closes in June.\n\nNote: No ships.",
        "Correction: The port opens in May.\n\nSource: the ministry.\n\nPhoto: the port.",
        "Q: The port?\n\nA: Open.\n\nQ: And the ships?\n\nA: They sail.",
        "He said: The port opens.\nShe said: It closes.\nHe said: No.\nShe said: Yes.",
    ],
)
def test_one_label_labels_used_once_and_labels_that_name_nobody_are_no_conversation(
    text: str,
) -> None:
    assert told(text) == []


def test_a_headline_names_its_speaker_where_the_text_names_him_again() -> None:
    line = "Minister Anker: Hafen öffnet im Mai\n\nDas sagte {} am Montag."
    assert told(line.format("Anker")) == [("Minister Anker", ":", "Hafen öffnet im Mai")]
    assert told(line.format("der Minister")) == []


@pytest.mark.parametrize("dash", ["―", "—", "–"])
def test_a_quotation_is_signed_with_a_dash_and_a_name(dash: str) -> None:
    text = f"Wir fragten nach.\n\n„Der Hafen ist offen.“ {dash} Jo Anker.\n\nDann war Ruhe."
    assert told(text) == [("Jo Anker", dash, "„Der Hafen ist offen.“")]


def test_a_dash_in_the_middle_of_a_sentence_signs_nothing() -> None:
    assert told("“Open” – Anker’s word – was not meant.") == []


def test_labels_stand_among_the_attributions_of_a_report_in_text_order() -> None:
    text = "Anker: Port opens in May\n\nAnker said on Monday that the port would open."
    found = find_attributions(text, "en")
    assert found[0].rule == "label"
    assert [one.cue[0] for one in found] == sorted(one.cue[0] for one in found)
    assert len(found) == 2


@given(text=st.text(alphabet="AnÄ:―–.“”\"„ \n\r\t'’", max_size=80))
def test_any_text_gives_labels_whose_parts_lie_in_it_and_are_not_empty(text: str) -> None:
    for label in find_labels(text):
        for start, end in (label.mark, label.name, label.content):
            assert 0 <= start < end <= len(text)
        assert text[slice(*label.mark)] in ":―–—"
        assert not text[slice(*label.name)].isspace()
