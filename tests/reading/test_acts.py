"""An act's span keeps to its own sentence, whoever was speaking before."""

import pytest
from tests.builders import make_source

from detente.reading.rules import RulesReader


@pytest.mark.parametrize(
    "last", ["Auch das habe Peru abgelehnt.", "Die Frage solle offen bleiben."]
)
def test_words_that_run_on_from_a_long_sentence_stay_in_their_own(last: str) -> None:
    text = (
        "Nach langen Gesprächen mit seinen Beratern und mit dem Parlament sagte der Außenminister "
        "von Chile, die Grenze sei offen. " + last
    )
    acts = RulesReader().read(make_source(text, "de")).acts
    assert all(act.span.quote in text for act in acts)
    assert all(act.span.end - act.span.start <= len(last) for act in acts[1:])
