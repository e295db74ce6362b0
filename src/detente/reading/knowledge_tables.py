"""A knowledge file's content laid over the tables of the product."""

from collections.abc import Iterable, Mapping
from typing import Any

from detente.reading.knowledge import AddedActor, AddedIssue, AddedPerson, Knowledge
from detente.reading.tables import PRODUCT, Tables, load_csv, load_toml, using
from detente.sources.frozen import LANGUAGES, Language

Row = dict[str, str]
ACTOR_FILES = ("states.csv", "organisations.csv")


def tables_with(knowledge: Knowledge, sha256: str) -> Tables:
    """Return the tables of the product with what `knowledge` adds; the product's stay as they are.

    `sha256` names the set: everything built from the tables is kept under it.
    """
    with using(PRODUCT):
        replaced: dict[str, Any] = {
            "persons.csv": (*load_csv("persons.csv"), *map(_person_row, knowledge.persons)),
            "issues.toml": _issues(knowledge),
            "words.toml": _words(knowledge),
        }
        replaced |= {name: _actor_rows(name, knowledge) for name in ACTOR_FILES}
        for language in LANGUAGES:
            replaced[f"issues.{language}.toml"] = _issue_words(knowledge, language)
            groups = [*_groups(knowledge, language), *load_toml(f"cues_{language}.toml")["group"]]
            replaced[f"cues_{language}.toml"] = {"group": groups}
    return Tables(sha256, replaced)


def _actor_rows(name: str, knowledge: Knowledge) -> tuple[Row, ...]:
    rows = {row["id"]: row for row in load_csv(name)}
    known = {row["id"] for file in ACTOR_FILES for row in load_csv(file)}
    for actor_id, actor in knowledge.actors.items():
        if actor_id in rows:
            rows[actor_id] = _widened(rows[actor_id], actor)
        elif actor_id not in known and (actor.type == "state") == (name == "states.csv"):
            rows[actor_id] = _widened(_new_row(name, actor_id, actor), actor)
    return tuple(rows.values())


def _new_row(name: str, actor_id: str, actor: AddedActor) -> Row:
    row = dict.fromkeys(load_csv(name)[0], "")
    de, en = (actor.name.de, actor.name.en) if actor.name else (actor_id, actor_id)
    row |= {"id": actor_id, "de": de, "en": en, "number": "p" if actor.plural else "s"}
    row |= {"code": actor.code or "", "article_de": actor.article_de or ""}
    if name == "organisations.csv":
        row |= {"type": actor.type or "", "home": actor.home or ""}
    return row


def _widened(row: Row, actor: AddedActor) -> Row:
    more = {
        "aliases": actor.aliases,
        "capitals" if "capitals" in row else "seats": actor.seats,
        **{f"adj_{language}": actor.adjectives.get(language, ()) for language in LANGUAGES},
    }
    if "people_de" in row:
        more |= {f"people_{lang}": actor.people.get(lang, ()) for lang in LANGUAGES}
    return row | {column: _joined(row[column], texts) for column, texts in more.items()}


def _joined(cell: str | None, texts: Iterable[str]) -> str:
    return "|".join(dict.fromkeys([*(cell or "").split("|"), *texts])).strip("|")


def _person_row(person: AddedPerson) -> Row:
    return {
        "name": person.name,
        "de": person.de or "",
        "sex": person.sex,
        "party": person.party or "",
        "office": person.office,
        "from": person.since or "",
        "to": person.until or "",
        "short": "|".join(person.short),
        "aliases": "|".join(person.aliases),
    }


def _issues(knowledge: Knowledge) -> dict[str, Any]:
    issues = dict(load_toml("issues.toml"))
    for issue_id, issue in knowledge.issues.items():
        entry = dict(issues.get(issue_id) or {"options": {}, "pax": []})
        if issue.name is not None:
            entry["name"] = issue.name.model_dump()
        entry["pax"] = [*entry["pax"], *issue.pax]
        options = dict(entry["options"])
        for option_id, option in issue.options.items():
            if option.name is not None:
                options[option_id] = {**option.name.model_dump(), "at": option.at}
        issues[issue_id] = entry | {"options": options}
    return issues


def _issue_words(knowledge: Knowledge, language: Language) -> dict[str, Any]:
    issues = dict(load_toml(f"issues.{language}.toml"))
    for issue_id, issue in knowledge.issues.items():
        entry = dict(issues.get(issue_id, {"words": []}))
        entry["words"] = [*entry["words"], *issue.words.get(language, ())]
        entry["not"] = [*entry.get("not", ()), *issue.looks_like.get(language, ())]
        for option_id in issue.options:
            entry[option_id] = _option_words(entry.get(option_id, {}), issue, option_id, language)
        issues[issue_id] = entry
    return issues


def _option_words(
    entry: Mapping[str, Any], issue: AddedIssue, option_id: str, language: Language
) -> dict[str, Any]:
    option = issue.options[option_id]
    says, near = option.says.get(language, ()), option.near.get(language, ())
    return {
        **entry,
        "says": [*entry.get("says", ()), *says],
        "near": [*entry.get("near", ()), *near],
    }


def _words(knowledge: Knowledge) -> dict[str, Any]:
    words = load_toml("words.toml")
    forms = {
        form.lower(): verb.lower()
        for entry in knowledge.words
        for form, verb in entry.forms.items()
    }
    return words | {"irregular": words["irregular"] | forms}


def _groups(knowledge: Knowledge, language: Language) -> list[dict[str, Any]]:
    groups = []
    for entry in knowledge.words:
        group: dict[str, Any] = {
            "kind": entry.kind,
            "force": entry.force,
            "verbs": list(entry.verbs.get(language, ())),
            "nouns": list(entry.nouns.get(language, ())),
            "needs": entry.needs,
            "report": entry.report,
        }
        if entry.stance is not None:
            group["stance"] = entry.stance
        groups.append(group)
    return groups
