"""What can be wrong with a knowledge file beside its form: unknown ids, names that are taken."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.reading.actor_table import actor_table, slug
from detente.reading.cue_patterns import fault_of_cue
from detente.reading.issues import catalogue
from detente.reading.knowledge import AddedActor, AddedIssue, AddedPerson, Knowledge
from detente.reading.tables import PRODUCT, using
from detente.reading.word_patterns import PatternIndex

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a knowledge file."""

    place: Place
    """Keys and numbers of list items from the top of the file."""
    what: str
    """What is wrong with which value."""
    advice: str
    """What to do about it."""

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.place))}: {self.what}; {self.advice}"


def faults_of(knowledge: Knowledge) -> Iterator[Fault]:
    """Yield what is wrong with the content of a file whose form is right."""
    with using(PRODUCT):
        faults = [
            *_faults_of_actors(knowledge),
            *_faults_of_persons(knowledge),
            *_faults_of_issues(knowledge),
            *_faults_of_words(knowledge),
        ]
    yield from faults


def _faults_of_actors(knowledge: Knowledge) -> Iterator[Fault]:
    rows = actor_table().rows
    taken = {name: row.id for row in rows.values() for name in row.names()}
    for actor_id, actor in knowledge.actors.items():
        place: Place = ("actors", actor_id)
        if actor_id in actor_table().persons:
            yield Fault(place, "is the id of a person", "choose another id")
        yield from _faults_of_form(actor_id, actor, place)
        if actor.home is not None and actor.home not in {*rows, *knowledge.actors}:
            yield Fault(
                (*place, "home"), f"there is no actor {actor.home!r}", "give the id of a state"
            )
        names = (actor.name.de, actor.name.en) if actor.name else ()
        for key, name in [*(("name", n) for n in names), *(("aliases", a) for a in actor.aliases)]:
            owner = taken.setdefault(name, actor_id)
            if owner != actor_id:
                advice = "leave it out, or give a name that is its own"
                yield Fault((*place, key), f"{name!r} already names {owner}", advice)


def _faults_of_form(actor_id: str, actor: AddedActor, place: Place) -> Iterator[Fault]:
    is_known = actor_id in actor_table().rows
    for key in ("type", "name"):
        given = getattr(actor, key) is not None
        if given and is_known:
            advice = "leave it out to add names, or choose another id for a new actor"
            yield Fault((*place, key), f"{actor_id} is known already", advice)
        elif not given and not is_known:
            advice = "add it, or correct the id if a known actor is meant"
            yield Fault((*place, key), f"is missing, and no actor {actor_id!r} is known", advice)


def _faults_of_persons(knowledge: Knowledge) -> Iterator[Fault]:
    rows, offices = actor_table().rows, actor_table().offices
    for number, person in enumerate(knowledge.persons):
        place: Place = ("persons", number)
        if person.party is not None and person.party not in {*rows, *knowledge.actors}:
            advice = "add it under [actors], or correct the id"
            yield Fault((*place, "party"), f"there is no actor {person.party!r}", advice)
        if person.office not in offices:
            advice = f"use one of {', '.join(offices)}"
            yield Fault((*place, "office"), f"there is no office {person.office!r}", advice)
        if slug(person.name) in {*rows, *knowledge.actors}:
            yield Fault((*place, "name"), "is the id of an actor", "write the full name")
        if _ends_before_it_begins(person):
            what = f"{person.until} lies before {person.since}"
            yield Fault((*place, "to"), what, "exchange the two")


def _ends_before_it_begins(person: AddedPerson) -> bool:
    if person.since is None or person.until is None:
        return False
    length = min(len(person.since), len(person.until))
    return person.until[:length] < person.since[:length]


def _faults_of_issues(knowledge: Knowledge) -> Iterator[Fault]:
    for issue_id, issue in knowledge.issues.items():
        place: Place = ("issues", issue_id)
        known = catalogue().issues.get(issue_id)
        if known is None:
            yield from _faults_of_new_issue(issue, place)
        elif issue.name is not None:
            advice = "leave it out to add words, or choose another id for a new issue"
            yield Fault((*place, "name"), f"{issue_id} is known already", advice)
        for option_id, option in issue.options.items():
            is_new = known is None or option_id not in known.options
            if is_new != (option.name is not None):
                what = "is missing" if is_new else f"option {option_id} is known already"
                advice = "add it" if is_new else "leave it out to add words"
                yield Fault((*place, "options", option_id, "name"), what, advice)
        yield from _faults_of_patterns(issue, place)


def _faults_of_new_issue(issue: AddedIssue, place: Place) -> Iterator[Fault]:
    if issue.name is None:
        advice = "add it, or correct the id if a known issue is meant"
        yield Fault((*place, "name"), "is missing, and no such issue is known", advice)
    if len(issue.options) < 2:
        yield Fault(
            (*place, "options"), "has fewer than two options", "add the usual ways to settle it"
        )
    if not any(issue.words.values()):
        yield Fault((*place, "words"), "has no words", 'add words = { de = ["..."], en = ["..."] }')
    marks = [option.at for option in issue.options.values() if option.at is not None]
    if marks and (len(marks) < len(issue.options) or marks != sorted(marks)):
        advice = "give every option its place, rising, or none"
        yield Fault((*place, "options"), "places (at) are not in order", advice)


def _faults_of_patterns(issue: AddedIssue, place: Place) -> Iterator[Fault]:
    filed = [((*place, "words"), issue.words), ((*place, "not"), issue.looks_like)]
    for option_id, option in issue.options.items():
        filed.append(((*place, "options", option_id, "says"), option.says))
        filed.append(((*place, "options", option_id, "near"), option.near))
    for where, by_language in filed:
        for language, pattern in ((k, p) for k, patterns in by_language.items() for p in patterns):
            try:
                PatternIndex([(pattern, 0)])
            except ValueError as error:
                yield Fault((*where, language), str(error), "see docs/how-to/knowledge.md")


def _faults_of_words(knowledge: Knowledge) -> Iterator[Fault]:
    for number, entry in enumerate(knowledge.words):
        for key, by_language in (("verbs", entry.verbs), ("nouns", entry.nouns)):
            for language, pattern in ((k, p) for k, found in by_language.items() for p in found):
                what = fault_of_cue(pattern)
                if what is not None:
                    place = ("words", number, key, language)
                    yield Fault(place, what, "see docs/how-to/knowledge.md")
