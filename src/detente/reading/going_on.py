"""Sentences that go on with words told before: by mood, by tense or in quotation marks."""

from detente.reading.attribution import Saying
from detente.reading.parse import Parse
from detente.reading.words import form_in


def runs_on(parse: Parse) -> bool:
    """Tell whether a sentence has the mood of words told before: "sei", "would not be stopped"."""
    if parse.language == "en":
        return _goes_on_in_english(parse)
    sure = ("sei", "seien", "habe", "werde", "müsse", "könne", "wolle", "dürfe", "solle")
    return any(
        clause.role == "main"
        and any(parse.tokens[n].text.lower() in sure for n in clause.numbers())
        for clause in parse.clauses
    )


def _goes_on_in_english(parse: Parse) -> bool:
    """Tell whether a main clause has "would" that hangs on no condition."""
    if any(clause.role == "condition" for clause in parse.clauses):
        return False
    return any(
        clause.role == "main"
        and any(
            parse.tokens[n].lower == "would" and parse.tokens[n + 1].lower != "have"
            for n in clause.numbers()[:-1]
        )
        for clause in parse.clauses
    )


def covers_subjunctive(parse: Parse, sayings: tuple[Saying, ...]) -> bool:
    """Tell whether a sentence says itself whose words stand in its main subjunctive clause."""
    main = [clause for clause in parse.clauses if clause.role == "main"]
    reported = [
        n
        for clause in main
        for n in clause.numbers()
        if form_in(parse.tokens[n], "de", "subjunctive")
    ]
    if parse.language != "de" or not reported:
        return bool(sayings)
    return any(saying.holds(n) for saying in sayings for n in reported)


def all_quoted(parse: Parse) -> bool:
    """Tell whether nearly all of a sentence stands in quotation marks."""
    covered = sum(last - first for first, last in parse.quotes)
    return covered >= 0.8 * len(parse.tokens)
