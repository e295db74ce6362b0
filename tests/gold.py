"""The project's own corpus (`corpus/README.md`), ready for tests."""

from pathlib import Path

from detente.evaluate.gold_acts import GoldText
from detente.sources.frozen import LANGUAGES, Language

FOLDER = Path(__file__).parents[1] / "corpus"
PROCESSES = tuple(sorted(path.parent.name for path in FOLDER.glob("*/report.de.txt")))


def gold_text(process: str, language: Language) -> GoldText:
    """Return one text of the corpus."""
    return GoldText(FOLDER / process, language)


def texts() -> list[GoldText]:
    """Return every text of the corpus."""
    return [gold_text(process, language) for process in PROCESSES for language in LANGUAGES]
