"""Lines to blocks: which lines of a text belong together, and what kind of block they are.

A line break inside a sentence is bridged, even over blank lines; headings, bylines and
datelines stand alone.
"""

import re
from dataclasses import dataclass
from typing import Literal

from detente.reading.tables import load_toml

SentenceKind = Literal["body", "heading", "byline", "dateline"]

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-*•‣◦▪●–—]|\d{1,2}[.)]|\(?[a-z]\))\s+")
_MARKDOWN = re.compile(r"#{1,6}\s")
_FINAL = re.compile(r"""[.!?…:;]["'“”„‟«»‹›’‘)\]\s]*(?:\[\d+\]\s*)*$""")
_QUESTION = re.compile(r"""\?["'“”«»‹›’‘)\]\s]*$""")
_INNER_END = re.compile(r"[a-zäöüß]{2}[.!?]\s+[A-ZÄÖÜ„“\"»]")
_OPENS_LOWER = re.compile(r"[\"'„“»«(]?[a-zà-öø-ÿß]")
_OPEN_ENDING = re.compile(
    rf"(?:[,\-–(&]|(?<!\w)(?:{'|'.join(load_toml('sentences.toml')['cannot_end'])}))\s*$",
    re.IGNORECASE,
)
_NAME = r"(?:[A-ZÄÖÜÁÉØŠŻ][\w.'’-]*|von|van|de|der|den|al|el|bin|du|di|la|zu|und|and|&)"
_BYLINE = re.compile(
    r"(?:Von|VON) unser(?:er|em|en) [\w-]*(?:[Kk]orrespondent|Redakteur|Reporter)\w*.{0,60}$|"
    r"(?:By|From|BY|FROM) (?:our|a|the) (?:[\w-]+ ){0,3}"
    r"(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor)s?\b"
    r"(?!\s+(?:said|has|have|was|were)\b).{0,60}$|"
    rf"(?:Von|By|Text|Autor|Autorin|Author|VON|BY)(?::\s*|\s+)[A-ZÄÖÜÁÉØŠŻ][\w.'’-]*"
    rf"(?:,?\s+{_NAME}){{0,8}}(?:\s*[,|/(].{{0,40}})?$"
)
_MONTH = r"(?:Jan|Feb|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec)[a-zäöü]*\.?"
_DATE = rf"(?:\d{{1,2}}\.?\s*{_MONTH}|{_MONTH}\s*\d{{1,2}})(?:,?\s*\d{{4}})?"
_DAY = rf"(?:[A-Z][a-z]+,?\s+)?(?:den\s+)?{_DATE}"
_FULL_DATE = rf"(?:\d{{1,2}}\.?\s*{_MONTH}|{_MONTH}\s*\d{{1,2}}),?\s*\d{{4}}"
_PLACE = r"[A-ZÄÖÜ][^\W\d_'’.-]*(?:[ '’.-]{1,2}[A-ZÄÖÜ]?[^\W\d_'’.-]+){0,3}"
_CAPS = "[A-ZÀ-ÖØ-Þ]"
_CAPITALS = (
    rf"{_CAPS}{{3,}}(?:[ '’.-]{_CAPS}{{2,}}){{0,3}}"
    rf"(?:\s*/\s*{_CAPS}{{3,}}(?:[ '’.-]{_CAPS}{{2,}}){{0,3}}|\s*,\s*{_PLACE}){{0,2}}"
)
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:\s*[,/]\s*{_PLACE}){{0,2}},?\s*(?:{_DATE},?\s*)?"
    rf"\([A-Za-z][\w ./-]{{1,30}}\)\s*[-–—:]+"
    rf"|{_PLACE}(?:\s*[,/]\s*{_PLACE}){{0,2}},\s*(?:den\s+)?{_DATE}\s*[-–—:]+"
    rf"|{_CAPS}{{3,}}(?:[ '’.-]{_CAPS}{{2,}}){{0,3}}(?:\s*[,/]\s*{_PLACE}){{0,2}}"
    rf"(?:,\s*{_DATE})?\s*(?:[–—]|-{{1,2}})(?=\s)"
    rf"|{_CAPITALS},\s*{_DAY}\s*[.:](?=\s)"
    rf"|{_CAPITALS}\s*\({_DAY}\)(?:\s*[-–—:.]+)?(?=\s)"
    rf"|{_PLACE}(?:\s*/\s*{_PLACE})?(?:,\s*(?:den\s+)?{_FULL_DATE}\.(?=\s+[A-ZÄÖÜ„“\"])"
    rf"|\s*\({_FULL_DATE}\)\s*[-–—:]+(?=\s)))"
)
_DATE_LINE_ALONE = re.compile(
    rf"(?:{_PLACE}(?:/{_PLACE})?,?\s+(?:den\s+)?{_DATE}|(?:[A-Z][a-z]+,?\s+)?{_FULL_DATE})\s*[-–—:.]?\s*$"
)

_LONGEST_HEADING = 120
_MOST_HEADING_WORDS = 16
_MOST_QUESTION_WORDS = 12
_LINE_OF_A_PARAGRAPH = 120
_WRAP_SLACK = 4
_LINE_OF_A_BODY = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, trimmed, with the number of blank lines before it."""

    start: int
    end: int
    text: str
    blank_before: int


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that holds whole sentences of one kind."""

    start: int
    end: int
    kind: SentenceKind


def find_blocks(text: str) -> list[Block]:
    """Cut `text` into blocks, in order; every visible character is in one."""
    lines = _lines(text)
    widths = _widths(lines)
    groups: list[list[Line]] = []
    for i, line in enumerate(lines):
        if i and _continues(lines[i - 1], line, widths[i - 1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = [block for i, group in enumerate(groups) for block in _classify(group, i, groups)]
    if any(block.kind == "body" for block in blocks):
        return blocks
    return [
        Block(block.start, block.end, "body") if block.kind == "heading" else block
        for block in blocks
    ]


def _lines(text: str) -> list[Line]:
    lines = []
    end_before, breaks = 0, 0
    for match in _LINE.finditer(text):
        breaks += sum(1 for _ in _BREAK.finditer(text, end_before, match.start()))
        end_before = match.end()
        words = match.group()
        trimmed = words.strip(" \t\xa0\u3000\ufeff\u200b\x00")
        if trimmed:
            start = match.start() + words.index(trimmed)
            lines.append(Line(start, start + len(trimmed), trimmed, max(0, breaks - 1)))
            breaks = 0
    return lines


def _widths(lines: list[Line]) -> list[int]:
    """Return for each line the widest line of its run without blank lines."""
    widths: list[int] = []
    run: list[int] = []
    for i, line in enumerate(lines):
        if i and line.blank_before:
            widths += [max(run)] * len(run)
            run = []
        run.append(len(line.text))
    if run:
        widths += [max(run)] * len(run)
    return widths


def _continues(line: Line, following: Line, width: int) -> bool:
    """Tell whether `following` goes on with the sentence or paragraph of `line`."""
    if _BULLET.match(following.text) or _MARKDOWN.match(following.text + " "):
        return False
    if _MARKDOWN.match(line.text) or _stands_alone(line.text):
        return False
    if _stands_alone(following.text):
        return False
    if following.blank_before:
        return _broken_off(line.text, following.text)
    if _FINAL.search(line.text[-12:]):
        return width <= _LINE_OF_A_PARAGRAPH
    if _OPENS_LOWER.match(following.text) or _OPEN_ENDING.search(line.text[-16:]):
        return True
    first_word = following.text.partition(" ")[0]
    return len(line.text) + 1 + len(first_word) > width - _WRAP_SLACK and len(line.text) > 20


def _broken_off(line: str, following: str) -> bool:
    """Tell whether a sentence goes on after blank lines."""
    if _FINAL.search(line[-12:]):
        return False
    if len(line) >= _LINE_OF_A_BODY and _OPEN_ENDING.search(line[-16:]):
        return True
    return bool(_OPENS_LOWER.match(following)) and len(line) > _LINE_OF_A_BODY


def _stands_alone(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and bool(
        _BYLINE.match(line) or _DATE_LINE_ALONE.match(line)
    )


def _classify(group: list[Line], place: int, groups: list[list[Line]]) -> list[Block]:
    start, end = group[0].start, group[-1].end
    first = group[0].text
    if len(group) == 1 and len(first) <= _LONGEST_HEADING:
        if _BYLINE.match(first):
            return [Block(start, end, "byline")]
        if _DATE_LINE_ALONE.match(first):
            return [Block(start, end, "dateline")]
    if _is_heading(group, place, groups):
        return [Block(start, end, "heading")]
    dateline = _DATELINE.match(first[:160])
    if dateline and dateline.end() < len(first):
        cut = start + dateline.end()
        return [Block(start, cut, "dateline"), Block(cut, end, "body")]
    return [Block(start, end, "body")]


def _is_heading(group: list[Line], place: int, groups: list[list[Line]]) -> bool:
    first = group[0].text
    if _MARKDOWN.match(first):
        return True
    words = " ".join(line.text for line in group)
    n_words = words.count(" ") + 1
    if len(group) > 2 or len(words) > _LONGEST_HEADING or n_words > _MOST_HEADING_WORDS:
        return False
    if _BULLET.match(first) or _INNER_END.search(words):
        return False
    last = place == len(groups) - 1
    if not last and not groups[place + 1][0].blank_before and place and not group[0].blank_before:
        return False
    if _QUESTION.search(words):
        return n_words <= _MOST_QUESTION_WORDS
    return not _FINAL.search(words) and not words.endswith(",")
