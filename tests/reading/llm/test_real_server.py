"""A running server with a real model, asked only where DETENTE_LLM_URL names one."""

import os

import pytest
from tests.builders import make_source

from detente.reading.act import check_span
from detente.reading.llm.endpoint import Endpoint
from detente.reading.llm.reader import LlmReader

URL = os.environ.get("DETENTE_LLM_URL", "")
TEXT = (
    "Egypt's foreign minister met his Ethiopian counterpart in Kinshasa on Wednesday.\n\n"
    "Egypt demanded a binding agreement. Ethiopia rejected a binding agreement."
)


@pytest.mark.slow
@pytest.mark.skipif(not URL, reason="DETENTE_LLM_URL names no server")
def test_whatever_a_model_says_stands_in_the_text_or_is_told():
    endpoint = Endpoint(
        url=URL,
        model=os.environ.get("DETENTE_LLM_MODEL", "default"),
        key_env=os.environ.get("DETENTE_LLM_KEY_ENV") or None,
        answer_tokens=600,
        timeout=600,
    )
    reader = LlmReader(endpoint)
    source = make_source(TEXT)
    estimate = reader.estimate([source])
    reading = reader.read(source)
    reader.close()
    for act in reading.acts:
        for span in act.spans():
            check_span(source, span)
    assert reading.acts or reading.warnings or reader.spent.answered
    assert reader.spent.sent <= estimate.sent * reader.spent.requests * 2
