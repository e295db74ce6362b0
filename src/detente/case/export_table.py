"""A case as a score table (CSV): one line per party, issue and option, ranges as they are.

In German with semicolons, decimal commas and German column names, as spreadsheets there expect.
"""

import csv
import io

from detente.case.import_table import COLUMNS
from detente.case.layout import short_range
from detente.case.model import Case, IssuePreference, Range, Value
from detente.case.portable import option_names, unique_names
from detente.sources.frozen import Language

_BEST = Value(low=100, high=100)
_UNKNOWN = Value(low=0, high=100)
_WORDS: dict[Language, dict[bool, str]] = {
    "de": {True: "ja", False: "nein"},
    "en": {True: "yes", False: "no"},
}


def write_table(case: Case, slug: str, language: Language) -> dict[str, str]:
    """Return the table by its file name; it keeps seats, ranges and fractions."""
    german = language == "de"
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if german else ",", lineterminator="\n")
    writer.writerow([words[1 if german and len(words) > 1 else 0] for words in COLUMNS.values()])
    players = [(name, case.party_name(name)) for name in case.players()]
    issues = [(name, case.issue_name(name)) for name in case.issues]
    issue_names = unique_names(issues, language)
    for party, name in zip(case.players(), unique_names(players, language), strict=True):
        wants = case.preferences[party]
        seat = _WORDS[language][party in case.seated()]
        no_deal = _cell(wants.no_deal, german)
        for issue, issue_name in zip(case.issues, issue_names, strict=True):
            item = wants.issues.get(issue, IssuePreference())
            salience = _cell(item.salience, german, unknown="0..100")
            options = case.issues[issue].options
            names = option_names(case, issue, language)
            for option, option_name in zip(options, names, strict=True):
                value = item.scores.get(option, _BEST if option == item.ideal else _UNKNOWN)
                texts = [_safe(text) for text in (name, issue_name, option_name)]
                writer.writerow([*texts, _cell(value, german), salience, no_deal, seat])
    return {f"{slug}.csv": stream.getvalue()}


def _cell(value: Range, german: bool, unknown: str = "") -> str:
    if (value.low, value.high) == (0, 100):
        return unknown
    text = str(short_range(value))
    ends = [end.replace(".", ",") if german else end for end in text.split("..")]
    return "..".join(ends)


def _safe(text: str) -> str:
    """Return a text that a spreadsheet takes for a text, not for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
