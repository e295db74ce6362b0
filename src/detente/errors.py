"""Every error of détente.

::

    DetenteError
    ├── SourceError            a text cannot be received            (also ValueError)
    ├── ReadingError           a source cannot be read
    │   └── SpanMismatchError  a quote is not what stands at its span
    ├── KnowledgeError         a knowledge file cannot be used      (also ValueError)
    ├── RecordError            acts contradict the form of a record
    ├── CaseError              a case cannot be used                (also ValueError)
    │   ├── InvalidCaseError   all problems of a case, at once
    │   └── NoNegotiationError the record holds nothing to draft a case from
    ├── AnalysisError          a question cannot be answered on this case
    ├── BriefError             a brief cannot be written
    ├── EvaluationError        gold data cannot be used             (also ValueError)
    └── StoreError             a project cannot be opened or written

A message says what was wrong with which value, where, and what to do; lower case, no full stop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


class DetenteError(Exception):
    """Base of all errors that a user's input or surroundings can cause."""

    code = "detente"

    def __init__(self, message: str = "", *, german: str | None = None) -> None:
        super().__init__(message)
        self.german = german

    def in_language(self, language: str) -> str:
        """Return the message in a language of the brief; in English where it has no other."""
        return self.german if language == "de" and self.german else str(self)


class SourceError(DetenteError, ValueError):
    """A text cannot be received: empty, binary, too large, no text layer, unknown encoding."""

    code = "source"


class ReadingError(DetenteError):
    """A source cannot be read: unsupported language, reader not available."""

    code = "reading"


class SpanMismatchError(ReadingError):
    """A quote is not the text that stands at its span."""

    code = "span-mismatch"


class KnowledgeError(DetenteError, ValueError):
    """A file of actors, persons, issues and words cannot be used; names all its faults."""

    code = "knowledge"


class RecordError(DetenteError):
    """Acts cannot be joined to a record of a process."""

    code = "record"


class CaseError(DetenteError, ValueError):
    """A case file cannot be used."""

    code = "case"


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a case: where it stands, what it is, what to do."""

    path: str
    """Place inside the case, such as ``preferences.russia.no_deal``."""
    message: str
    """What is wrong with which value."""
    advice: str
    """What to do about it."""
    line: int | None = None
    """Line in the file, counted from 1; None where there is no file."""
    file: str | None = None
    """Name of the file; None where there is no file."""
    severity: Literal["error", "warning"] = "error"
    """A case with an error cannot be used; one with a warning can."""

    def __str__(self) -> str:
        place = self.file or "case"
        if self.line is not None:
            place = f"{place}:{self.line}"
        return f"{place}: {self.path}: {self.message}; {self.advice}"


class InvalidCaseError(CaseError):
    """A case has problems; `problems` holds all of them, in file order."""

    code = "invalid-case"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class NoNegotiationError(CaseError):
    """A record holds no negotiation: no two parties with an open issue between them."""

    code = "no-negotiation"


class AnalysisError(DetenteError):
    """A question cannot be answered on this case, for example because it is too large."""

    code = "analysis"


class BriefError(DetenteError):
    """A brief cannot be written, for example because the folder is not writable."""

    code = "brief"


class EvaluationError(DetenteError, ValueError):
    """Gold data cannot be used: missing, not of its format, or contradicting itself."""

    code = "evaluation"


class StoreError(DetenteError):
    """A project cannot be opened or written: not a project, newer version, locked, disk full."""

    code = "store"
