"""The marked sentences the model is trained on: every line fits its marks, both languages alike."""

from pathlib import Path

import pytest
from training.markup import MarkupError, load, parse_line

FILES = sorted((Path(__file__).parent.parent / "training" / "frames").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_is_a_text_with_frames_whose_words_stand_in_it(path: Path) -> None:
    for example in load(path):
        assert "{" not in example.text
        assert "}" not in example.text
        for frame in example.frames:
            for spans in frame.spans.values():
                assert all(0 <= first < last <= len(example.text) for first, last in spans)


def test_both_languages_have_as_many_examples_within_a_third() -> None:
    count = {"de": 0, "en": 0}
    for path in FILES:
        count[path.name.split(".")[-2]] += sum(1 for _ in load(path))
    assert min(count.values()) * 3 >= max(count.values()) * 2


def test_marks_nest_and_pieces_of_a_frame_belong_together() -> None:
    line = "{W1 Oslo} {C1:refuse lehnte} {M1 den Plan {T1 Bonns}} {C1 ab}."
    example = parse_line(line, "de")
    (frame,) = example.frames
    cut = {role: [example.text[a:b] for a, b in spans] for role, spans in frame.spans.items()}
    assert example.text == "Oslo lehnte den Plan Bonns ab."
    assert cut == {
        "who": ["Oslo"], "cue": ["lehnte", "ab"], "target": ["Bonns"],
        "content": ["den Plan Bonns"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{C1:refuse lehnte ab.", "never closed"),
        ("{C1 lehnte} ab.", "no kind"),
        ("{W1 Oslo} schwieg.", "no cue"),
        ("{C1:refusal lehnte} ab.", "no kind; take one of"),
        ("{C1:lift:soon lifted}", "no modality"),
        ("{W1:state Oslo} said", "only a cue"),
        ("Oslo} said", "without an opening one"),
        ("{X1 Oslo} said", "no role"),
    ],
)
def test_marks_that_do_not_fit_are_refused_with_a_reason(line: str, why: str) -> None:
    with pytest.raises(MarkupError, match=why):
        parse_line(line, "de")
