"""Frames: who says or does what to whom, in both languages, in sentences of their own."""

import hashlib
import json
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reading.frames import MODEL_VERSION
from detente.reading.frames.find import Frame, find_frames
from detente.reading.frames.model import load_model
from detente.reading.text import segment
from detente.sources.frozen import Language


def frames(text: str, language: Language) -> list[dict[str, str]]:
    """Return each frame as the words of its parts."""
    sentences = segment(text, language)
    tokens = [token for sentence in sentences for token in sentence.tokens]

    def words(numbers: tuple[int, ...]) -> str:
        return " ".join(tokens[n].text for n in numbers)

    return [
        {"kind": frame.kind, "cue": words(frame.cue)}
        | {name: words(numbers) for name, numbers in frame.parts.items()}
        for frame in find_frames(sentences)
    ]


SAID = [
    ("de", "Der Außenminister sagte am Abend, die Grenze bleibe geschlossen.", "sagte",
     "Der Außenminister", "die Grenze bleibe geschlossen"),
    ("en", "The foreign minister said in the evening that the border would stay closed.", "said",
     "The foreign minister", "that the border would stay closed"),
    ("de", "„Wir reisen morgen ab“, sagte der Sprecher der Delegation.", "sagte",
     "der Sprecher der Delegation", "Wir reisen morgen ab"),
    ("en", "“We are leaving tomorrow,” said the spokesman of the delegation.", "said",
     "the spokesman of the delegation", "We are leaving tomorrow"),
    ("de", "Laut dem Verteidigungsministerium in Lima sind drei Soldaten gefallen.", "Laut",
     "dem Verteidigungsministerium in Lima", "sind drei Soldaten gefallen"),
    ("en", "Three soldiers were killed, according to the ministry of defense in Lima.",
     "according to", "the ministry of defense in Lima", "Three soldiers were killed"),
    ("de", "Die Präsidentin warnte, dass der Vertrag ohne Kontrollen wertlos sei.", "warnte",
     "Die Präsidentin", "dass der Vertrag ohne Kontrollen wertlos sei"),
    ("en", "The president warned that the treaty was worthless without inspections.", "warned",
     "The president", "that the treaty was worthless without inspections"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "cue", "who", "content"), SAID)
def test_who_says_what_is_found(
    language: Language, text: str, cue: str, who: str, content: str
) -> None:
    found = [frame for frame in frames(text, language) if frame["cue"] == cue]
    assert [frame.get("who") for frame in found] == [who]
    assert content in found[0]["content"]


DONE = [
    ("de", "Peru lehnte den Vorschlag Chiles ab.", "lehnte ab", "refuse", "Peru"),
    ("en", "Peru rejected the proposal made by Chile.", "rejected", "refuse", "Peru"),
    ("de", "Die Regierung in Nairobi ließ zwölf Gefangene frei.", "ließ frei", "release",
     "Die Regierung in Nairobi"),
    ("en", "The government in Nairobi released twelve prisoners.", "released", "release",
     "The government in Nairobi"),
    ("de", "Bolivien zog seine Truppen aus dem Grenzgebiet zurück.", "zog zurück", "withdraw",
     "Bolivien"),
    ("en", "Bolivia is withdrawing its troops from the border area.", "withdrawing", "withdraw",
     "Bolivia"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "cue", "kind", "who"), DONE)
def test_who_does_what_is_found(
    language: Language, text: str, cue: str, kind: str, who: str
) -> None:
    (frame,) = [one for one in frames(text, language) if one["cue"] == cue]
    assert (frame["kind"], frame["who"]) == (kind, who)


def test_what_one_says_that_another_promised_is_a_frame_inside_a_frame() -> None:
    found = frames("The minister said that Chile had promised to open the border.", "en")
    by_cue = {frame["cue"]: frame for frame in found}
    assert "Chile had promised" in by_cue["said"]["content"]
    assert by_cue["promised"]["who"] == "Chile"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Dorf liegt an einem Fluss. Im Winter ist es dort kalt."),
        ("en", "The village lies on a river. In winter it is cold there."),
    ],
)
def test_a_description_has_no_frame(language: Language, text: str) -> None:
    assert frames(text, language) == []


def test_no_text_has_no_frame() -> None:
    assert find_frames(()) == ()


def test_a_given_head_has_exactly_one_frame_whatever_it_is() -> None:
    sentences = segment("The village lies on a river.", "en")
    (frame,) = find_frames(sentences, heads=[2])
    assert (frame.head, 2 in frame.cue) == (2, True)


def test_the_version_of_the_reader_is_that_of_the_model_it_loads() -> None:
    assert load_model().version == MODEL_VERSION


def test_the_same_text_has_the_same_frames() -> None:
    sentences = segment(SAID[0][1] + " " + DONE[0][1], "de")
    assert find_frames(sentences) == find_frames(sentences)


def test_windows_that_are_read_one_at_a_time_do_not_change_each_other() -> None:
    long = (
        "Peru sah Berge und Seen" + ", auch Wälder und Täler" * 14 + "; Chile lehnte den Plan ab. "
    )
    other = "Chile sah Inseln" + " und Buchten und Häfen" * 18 + "; Peru forderte eine Pause. "
    first, second = (segment(text, "de") for text in (long, other))
    both = segment(long + other, "de")
    alone = find_frames(first, together=1)
    shift = sum(len(sentence.tokens) for sentence in first)
    behind = [frame for frame in find_frames(both, together=1) if frame.head >= shift]
    assert find_frames(both, together=1)[: len(alone)] == alone
    assert [(frame.head - shift, frame.kind, frame.score) for frame in behind] == [
        (frame.head, frame.kind, frame.score) for frame in find_frames(second, together=1)
    ]
    assert alone
    assert behind


def test_the_card_describes_the_encoder_beside_it() -> None:
    folder = files("detente.reading") / "model"
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((folder / "encoder.onnx").read_bytes()).hexdigest()
    assert card["encoder_sha256"] == digest


def test_frames_of_a_sentence_longer_than_a_window_are_found_to_its_end() -> None:
    text = "Peru sah " + "Berge und Seen, " * 120 + "aber Chile lehnte den Vorschlag ab."
    assert any(frame["cue"].startswith("lehnte") for frame in frames(text, "de"))


@settings(deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_is_read_and_every_number_is_that_of_a_token(text: str) -> None:
    sentences = segment(text, "en")
    count = sum(len(sentence.tokens) for sentence in sentences)
    for frame in find_frames(sentences):
        assert_within(frame, count)


def assert_within(frame: Frame, count: int) -> None:
    for numbers in (frame.cue, *frame.parts.values()):
        assert list(numbers) == sorted(set(numbers))
        assert all(0 <= number < count for number in numbers)
    assert frame.head in frame.cue
    assert 0 <= frame.score <= 1
    assert frame.kind in load_model().kinds
