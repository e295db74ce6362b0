"""What a settlement settles, in words."""

from detente.brief.voices import spoken_part
from detente.brief.writer import Pen
from detente.case.model import Case, Outcome


def terms(pen: Pen, case: Case, outcome: Outcome) -> str:
    """Return an outcome in words, issues in the order of the case, the unspoken ones last."""
    spoken = dict(spoken_part(case, outcome))
    rest = {issue: outcome[issue] for issue in case.issues if issue not in spoken}
    words = pen.names.outcome(spoken)
    if not rest:
        return words
    aside = pen.text("settlement.taken_as", options=pen.names.outcome(rest))
    return f"{words}. {aside}" if words else aside
