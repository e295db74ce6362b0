"""A name as the subject of a sentence: its article, and whether its verb stands in the plural.

Grammar follows the name shown, not the id, so that names that trade places take it along. A name
that no table knows takes no article and a verb in the singular.
"""

from detente.reading.actor_table import ActorRow, actor_table
from detente.reading.tables import cached
from detente.sources.frozen import Language

UNINFLECTED = frozenset({"Warschauer", "Shanghaier"})
"""German adjectives made from cities; they never change."""
THE_STATES = frozenset({"Bahamas", "Comoros", "Gambia", "Maldives", "Netherlands", "Philippines"})
"""States whose English name takes an article without a word that shows it."""
THE_WORDS = frozenset(
    {"Cypriots", "Emirates", "Islands", "Kingdom", "Region", "Republic", "See", "States", "Union"}
)
"""Words that give the English name of a state an article."""
THE_PEOPLES = frozenset(
    {"Chechens", "Contras", "Houthis", "Kurds", "Mujahideen", "Sandinistas", "Taliban", "Tamils",
     "Troika", "Unionists"}
)  # fmt: skip
"""Single words that take an English article."""
THE_LETTERS = frozenset(
    {"AUC", "CNDD-FDD", "CSTO", "ELN", "EZLN", "FARC", "FDLR", "FLN", "FMLN", "FNL", "IAEA",
     "MNLA", "MPLA", "NPFL", "OECD", "OPCW", "OSCE", "SDLP", "SPLM-IO", "SPLM-N", "SPLM/A", "URNG",
     "YPG"}
)  # fmt: skip
"""Names spoken letter by letter; they take an English article, those spoken as words do not."""
NO_THE = frozenset(
    {"CPN (Maoist)", "Hayat Tahrir al-Sham", "Islamic State", "Palestinian Islamic Jihad"}
)
"""Names of several words without an English article."""


def as_subject(name: str, language: Language) -> str:
    """Return a name in the nominative with its article: ``die Ukraine``, ``the United States``."""
    row = _rows(language).get(name)
    if row is None:
        return name
    if language == "en":
        return f"the {name}" if _takes_the(row, name) else name
    if row.article_de is None:
        return name
    return f"{row.article_de} {_weak(name, row)}"


def is_plural(name: str, language: Language) -> bool:
    """Return whether the verb after the name stands in the plural; English states never do."""
    row = _rows(language).get(name)
    if row is None or (language == "en" and row.type == "state"):
        return False
    return row.plural


@cached
def _rows(language: Language) -> dict[str, ActorRow]:
    rows = list(actor_table().rows.values())
    return {row.name.in_language(language): row for row in reversed(rows)}


def _weak(name: str, row: ActorRow) -> str:
    """Return a German name as it stands after its article: ``Vereinigte`` loses its ending."""
    words = name.split(" ")
    for place, word in enumerate(words[:-1]):
        if word in UNINFLECTED:
            break
        if row.plural and word.endswith("e"):
            words[place] = f"{word}n"
        elif (row.article_de == "der" and word.endswith("er")) or (
            row.article_de == "das" and word.endswith("es")
        ):
            words[place] = word[:-1]
        else:
            break
    return " ".join(words)


def _takes_the(row: ActorRow, name: str) -> bool:
    words = name.split(" ")
    if name in NO_THE or words[0] == "the":
        return False
    if row.type == "state":
        return name in THE_STATES or not THE_WORDS.isdisjoint(words)
    if len(words) == 1:
        return name in THE_PEOPLES or name in THE_LETTERS
    return row.article_de is not None
