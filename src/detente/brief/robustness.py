"""What is not known, and which assumptions carry the answer: the values that would decide."""

from collections.abc import Iterable, Iterator

from detente.analysis.finding import Decider, OpenQuestion
from detente.brief.assumptions import in_language
from detente.brief.blocks import Block, Points, Prose, Row, Section, Statement
from detente.brief.paths import value_words
from detente.brief.voices import is_silent
from detente.brief.writer import Pen, Writer
from detente.case.model import Case, Range, Reasoned

N_DECIDERS = 5
"""Deciding values shown per question."""


def robustness(writer: Writer) -> Section:
    """Return silences, ascribed positions, open answers with what decides them, assumptions."""
    pen = Pen(writer, "robustness")
    blocks: list[Block] = []
    if writer.case is not None:
        unknown = _unknown(pen, writer.case)
        if unknown:
            blocks += [pen.heading("robustness.unknown"), Points(statements=tuple(unknown))]
        if writer.case.left_out:
            left_out = tuple(_left_out(pen, writer.case))
            blocks += [pen.heading("robustness.left_out"), Points(statements=left_out)]
    if pen.words.certain:
        blocks.append(Prose(statements=(pen.say(pen.text("robustness.certain")),)))
    elif writer.findings is not None:
        blocks.append(pen.heading("robustness.deciding"))
        questions = writer.findings.robustness.values.questions
        for question in told_questions(writer.case, questions):
            blocks += _question(pen, question)
        blocks.append(pen.note("robustness.note"))
    if writer.case is not None:
        carried = _assumptions(pen, writer.case)
        if carried:
            blocks += [pen.heading("robustness.assumptions"), Points(statements=tuple(carried))]
    if not blocks:
        blocks.append(pen.note("findings.none"))
    return pen.section(blocks)


def told_questions(case: Case | None, questions: Iterable[OpenQuestion]) -> list[OpenQuestion]:
    """Return the questions without those on parties that have said nothing on what is open."""
    return [
        question
        for question in questions
        if case is None or question.party is None or not is_silent(case, question.party)
    ]


def question_words(pen: Pen, question: OpenQuestion) -> str:
    """Return the question and in how many plausible value sets the answer is yes."""
    party = pen.names.actor(question.party) if question.party else ""
    share = pen.words.share(question.yes)
    return pen.text(f"robustness.about.{question.about}", party=party, share=share)


def values_of(case: Case) -> Iterator[tuple[str, Range, Reasoned]]:
    """Return every number of the preferences with its path and what it takes its reasons from."""
    for party, preference in case.preferences.items():
        if preference.ordinal:
            continue
        yield f"preferences.{party}.no_deal", preference.no_deal, preference
        for issue, wish in preference.issues.items():
            base = f"preferences.{party}.issues.{issue}"
            yield f"{base}.salience", wish.salience, wish
            for option, value in wish.scores.items():
                yield f"{base}.scores.{option}", value, wish
        for number, added in enumerate(preference.interactions):
            yield f"preferences.{party}.interactions.{number}.add", added.add, added
        for number, line in enumerate(preference.red_lines):
            if line.at_least is not None:
                yield f"preferences.{party}.red_lines.{number}.at_least", line.at_least, line


def _question(pen: Pen, question: OpenQuestion) -> list[Block]:
    statement = pen.say(question_words(pen, question))
    blocks: list[Block] = [Prose(statements=(statement,))]
    if question.deciders:
        rows = [_decider(pen, decider) for decider in question.deciders[:N_DECIDERS]]
        columns = [
            pen.text(f"robustness.column.{name}")
            for name in ("value", "range", "weight", "when_low", "when_high", "reason")
        ]
        blocks.append(pen.table(pen.text("robustness.caption"), columns, rows, (1, 2, 3, 4)))
    return blocks


def _decider(pen: Pen, decider: Decider) -> Row:
    words = pen.words
    low, high = words.number(decider.low), words.number(decider.high)
    reasons = [
        pen.quote(act) for act in map(pen.writer.act, decider.because[:2]) if act is not None
    ]
    if decider.assume:
        reasons.append(pen.assumption(decider.assume))
    return Row(
        head=pen.say(value_words(pen, decider.path)),
        cells=(
            pen.cell(pen.text("number.range", low=low, high=high)),
            pen.cell(words.percent(decider.weight)),
            pen.cell(words.percent(decider.when_low)),
            pen.cell(words.percent(decider.when_high)),
            tuple(reasons),
        ),
    )


def _unknown(pen: Pen, case: Case) -> list[Statement]:
    found = []
    mute = [p for p in pen.writer.parties() if is_silent(case, p)]
    if mute:
        words = pen.text("robustness.mute", parties=pen.names.actors(mute))
        found.append(pen.say(words, (), (pen.mark("silent"),)))
    ordinal = case.ordinal()
    if ordinal:
        words = pen.text("robustness.ordinal", parties=pen.names.actors(ordinal))
        found.append(pen.say(words))
    for party in (p for p in pen.writer.parties() if p not in (*mute, *ordinal)):
        wishes = case.preferences[party].issues if party in case.preferences else {}
        silent = [i for i in case.issues if i not in wishes or wishes[i].silent]
        if silent:
            issues = pen.words.join([pen.names.issue(issue) for issue in silent])
            marks = (pen.mark("silent"),)
            found.append(pen.say(pen.text("robustness.silent", issues=issues), (), marks,
                                 pen.names.actor(party)))  # fmt: skip
        ascribed = {i: wish for i, wish in wishes.items() if wish.ascribed}
        if ascribed:
            issues = pen.words.join([pen.names.issue(issue) for issue in ascribed])
            because = [act for wish in ascribed.values() for act in wish.because]
            marks = (pen.mark("ascribed"),)
            found.append(pen.say(pen.text("robustness.ascribed", issues=issues), because, marks,
                                 pen.names.actor(party)))  # fmt: skip
    return found


def _left_out(pen: Pen, case: Case) -> list[Statement]:
    """Return the issues that the sources raise and the case leaves out, with the reason."""
    language = pen.words.language
    return [
        pen.say(in_language(reason, language), lead=pen.names.issue(issue))
        for issue, reason in case.left_out.items()
    ]


def _orders(case: Case) -> Iterator[tuple[str, str]]:
    """Yield the entries of the orders of parties without points that rest on an assumption."""
    for party in case.ordinal():
        held = case.preferences[party]
        kind = "ranking" if held.ranking else "priorities"
        for number, entry in enumerate(held.ranking or held.priorities):
            assume = entry.assume or ("" if entry.because else held.assume or "")
            if assume:
                yield f"preferences.{party}.{kind}.{number}", assume


def _assumptions(pen: Pen, case: Case) -> list[Statement]:
    """Return every assumption of the case once, with the values that rest on it."""
    carried: dict[str, list[str]] = {}
    for path, value, owner in values_of(case):
        assume = value.assume or ("" if value.because else owner.assume or "")
        if assume:
            carried.setdefault(assume, []).append(path)
    for path, assume in _orders(case):
        carried.setdefault(assume, []).append(path)
    for party, entry in case.parties.items():
        if entry.assume:
            carried.setdefault(entry.assume, []).append(f"parties.{party}.seat")
        if entry.influence.assume:
            carried.setdefault(entry.influence.assume, []).append(f"parties.{party}.influence")
    for link in case.links:
        if link.assume:
            carried.setdefault(link.assume, [])
    language = pen.words.language
    spoken = {in_language(assume, language): paths for assume, paths in carried.items()}
    return [
        pen.say(
            pen.text("robustness.carries", len(paths), assume=assume)
            if len(paths) != 1
            else pen.text(
                "robustness.carries_one", assume=assume, value=value_words(pen, paths[0])
            ),
            marks=(pen.mark("assumed"),),
        )
        for assume, paths in spoken.items()
    ]
