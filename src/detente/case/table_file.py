"""A score table as rows of cells: encoding, separator and decimal sign are found out.

Spreadsheets write tables in many ways: UTF-8, UTF-16 or Windows letters; comma, semicolon or tab;
12.5 or 12,5. What cannot be told apart is refused, never guessed.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from detente.case.decimals import exact
from detente.case.xml_tree import read_limited
from detente.errors import CaseError

SEPARATORS = ";\t,"
_FORMULA = re.compile(r"'[=+\-@]")
_FRACTION = re.compile(r"\d{1,60}/\d{1,60}")


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    place: str
    """File and line."""
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Header and rows; cells are stripped, empty rows left out."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    path: Path
    comma: bool
    """Whether numbers have a decimal comma."""

    def number(self, row: Row, text: str) -> Fraction:
        """Return the number in a cell, exactly: 12.5, 12,5 or 200/3."""
        try:
            if _FRACTION.fullmatch(text):
                return Fraction(text)
            if "." in text and self.comma:
                raise ValueError
            return exact(text.replace(",", ".") if self.comma else text)
        except (ValueError, ZeroDivisionError):
            sign = "a comma" if self.comma else "a point"
            msg = f"{row.place}: {text!r} is not a number with {sign} as decimal sign; repair it"
            raise CaseError(msg) from None


def read_table_file(path: Path) -> Table:
    """Return the cells of a score table; `CaseError` where it is none."""
    text = _text(path)
    first = text.lstrip("\r\n").partition("\n")[0].strip()
    told = re.fullmatch(r"sep=(.)", first, re.IGNORECASE)
    separator = told[1] if told else max(SEPARATORS, key=_outside_quotes(first).count)
    rows = [row for row in _rows(path, text, separator) if any(row.cells)]
    rows = rows[1:] if told else rows
    if len(rows) < 2:
        msg = f"{path}: holds no table; begin with a line of column names"
        raise CaseError(msg)
    body = tuple(rows[1:])
    comma = separator != "," and any(
        re.search(r"\d,\d", cell) and re.fullmatch(r"[\d.,/ +-]+", cell)
        for row in body
        for cell in row.cells
    )
    return Table(rows[0].cells, body, path, comma)


def _text(path: Path) -> str:
    data = read_limited(path)
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        msg = f"{path}: is no text; save the table as CSV"
        raise CaseError(msg)
    return text


def _rows(path: Path, text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield Row(f"{path}:{reader.line_num}", tuple(_cell(cell) for cell in cells))
    except csv.Error as slip:
        msg = f"{path}:{reader.line_num}: is no line of a table ({slip}); check the quotation marks"
        raise CaseError(msg) from None


def _cell(text: str) -> str:
    text = " ".join(text.split())
    return text[1:] if _FORMULA.match(text) else text


def _outside_quotes(line: str) -> str:
    return re.sub(r'"[^"]*"', "", line)
