"""Quotations belong as a whole to whose words they are."""

from detente.reading.frames.find import Frame
from detente.reading.frames.quoted import complete_quotations
from detente.reading.quotations import find_quotations
from detente.reading.text import segment

TEXT = (
    'Lima said the border stays closed. "We have waited for years. Nobody came to see us here."\n\n'
    'The road is long. "Nobody knows who built this old road through the hills," a sign reads.'
)


def frame(head: int, *content: int) -> Frame:
    return Frame(head, (head,), "state", "happened", 1.0, 1.0, {"content": content})


def completed(*frames: Frame) -> list[str]:
    """Return the content of each frame in words."""
    sentences = segment(TEXT, "en")
    tokens = [token for sentence in sentences for token in sentence.tokens]
    done = complete_quotations(frames, sentences, find_quotations(TEXT))
    return [" ".join(tokens[n].text for n in one.parts.get("content", ())) for one in done]


def test_a_quotation_that_is_touched_belongs_to_the_content_to_its_end() -> None:
    (content,) = completed(frame(1, 9))
    assert content.startswith('" We have waited for years . Nobody came to see us here . "')


def test_a_quotation_nobody_is_named_for_goes_on_with_what_was_said_before_it() -> None:
    (content,) = completed(frame(1, 2, 3, 4, 5))
    assert content.startswith('the border stays closed " We have waited')
    assert content.endswith('through the hills , "')


def test_a_quotation_with_a_speaker_of_its_own_is_left_to_him() -> None:
    sentences = segment(TEXT, "en")
    tokens = [token.text for sentence in sentences for token in sentence.tokens]
    reads, sign = tokens.index("reads"), tokens.index("Nobody", 15)
    first, second = completed(frame(1, 2, 3), frame(reads, sign))
    assert "built" not in first
    assert "built" in second


def test_a_cue_inside_a_quotation_does_not_take_the_quotation_it_stands_in() -> None:
    inside = 10
    outer, inner = completed(frame(1, 9), frame(inside, 12))
    assert outer.count("waited") == 1
    assert "Nobody came" not in inner


def test_frames_without_quotations_stay_as_they_are() -> None:
    sentences = segment("Lima said the border stays closed.", "en")
    frames = (frame(1, 2, 3, 4, 5),)
    assert complete_quotations(frames, sentences, ()) == frames
