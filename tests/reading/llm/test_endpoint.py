"""The address and key of a model: used only where they are safe, never shown."""

import traceback

import pytest
from tests.builders import make_source
from tests.scripted_model import Raw, scripted_model

from detente.errors import ReadingError
from detente.reading.llm.endpoint import Endpoint
from detente.reading.llm.reader import LlmReader
from detente.sources.source import SHARING

TEXT = "Egypt demanded a binding agreement."
KEY = "sk-not-a-real-key"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://127.0.0.1:8000/v1", "http://127.0.0.1:8000/v1/chat/completions"),
        ("https://llm.example/v1/", "https://llm.example/v1/chat/completions"),
        ("https://llm.example/chat/completions", "https://llm.example/chat/completions"),
        ("http://[::1]:1/x", "http://[::1]:1/x/chat/completions"),
    ],
)
def test_the_way_to_completions_is_added(url, address):
    assert Endpoint(url=url, model="m").address() == address


@pytest.mark.parametrize(
    "url", ["", "llm.example", "ftp://llm.example", "http://", "http://[", "https://a/v1?key=1"]
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(ReadingError, match="no address of a server"):
        Endpoint(url=url, model="m").address()


def test_a_key_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(ReadingError, match="--llm-key-env") as caught:
        Endpoint(url=f"https://user:{KEY}@llm.example/v1", model="m").address()
    assert KEY not in str(caught.value)


def test_the_key_travels_in_the_header_and_stands_nowhere_else(monkeypatch, capsys):
    monkeypatch.setenv("MODEL_KEY", KEY)
    with scripted_model([Raw(status=500), []]) as model:
        endpoint = Endpoint(url=model.url, model="m", key_env="MODEL_KEY")
        reader = LlmReader(endpoint, sleep=lambda _: None)
        reading = reader.read(make_source(TEXT))
        reader.close()
    assert [headers["Authorization"] for headers in model.headers] == [f"Bearer {KEY}"] * 2
    assert KEY not in reading.model_dump_json() + repr(endpoint) + repr(model.asked)
    assert KEY not in "".join(capsys.readouterr())


def test_a_key_refused_by_the_server_is_not_shown(monkeypatch):
    monkeypatch.setenv("MODEL_KEY", KEY)
    with scripted_model([Raw(KEY.encode(), status=401)]) as model:
        reader = LlmReader(Endpoint(url=model.url, model="m", key_env="MODEL_KEY"))
        with pytest.raises(ReadingError) as caught:
            reader.read(make_source(TEXT))
        reader.close()
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_without_a_key_none_is_sent(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with scripted_model([[]]) as model:
        reader = LlmReader(Endpoint(url=model.url, model="m"))
        reader.read(make_source(TEXT))
        reader.close()
    assert "Authorization" not in model.headers[0]


@pytest.mark.parametrize("value", [None, "", "  ", "sk\nx", "schlüssel"])
def test_a_variable_without_a_usable_key_is_named(monkeypatch, value):
    monkeypatch.delenv("MODEL_KEY", raising=False)
    if value is not None:
        monkeypatch.setenv("MODEL_KEY", value)
    with pytest.raises(ReadingError, match="MODEL_KEY holds no key"):
        Endpoint(url="https://llm.example", model="m", key_env="MODEL_KEY").key()


def test_a_key_does_not_travel_unprotected_to_another_machine(monkeypatch):
    monkeypatch.setenv("MODEL_KEY", KEY)
    for url in ("http://127.0.0.1:1", "http://localhost", "https://llm.example"):
        assert Endpoint(url=url, model="m", key_env="MODEL_KEY").key() == KEY
    with pytest.raises(ReadingError, match=r"unprotected to llm\.example; use an https"):
        Endpoint(url="http://llm.example", model="m", key_env="MODEL_KEY").key()


@pytest.mark.parametrize("limit", SHARING)
@pytest.mark.parametrize("mark", SHARING)
def test_a_source_above_the_limit_never_leaves(mark, limit):
    source = make_source(TEXT, sharing=mark)
    with scripted_model([[]]) as model:
        reader = LlmReader(Endpoint(url=model.url, model="m", sharing_limit=limit))
        if SHARING.index(mark) <= SHARING.index(limit):
            assert reader.read(source).acts == ()
        else:
            with pytest.raises(ReadingError, match=r"report\.txt .* the limit is"):
                reader.read(source)
            assert model.asked == []
        reader.close()


def test_amber_stays_at_home_unless_somebody_says_otherwise():
    assert Endpoint(url="https://llm.example", model="m").sharing_limit == "green"


def test_all_sources_that_may_not_be_sent_are_named_before_any_is_sent():
    sources = [
        make_source(TEXT, name="a.txt"),
        make_source(TEXT, name="b.txt", sharing="red"),
        make_source(TEXT, name="c.txt", sharing="amber"),
    ]
    with scripted_model([[]]) as model:
        reader = LlmReader(Endpoint(url=model.url, model="m"))
        with pytest.raises(ReadingError, match=r"b\.txt \(red\), c\.txt \(amber\)"):
            reader.estimate(sources)
        reader.close()
    assert model.asked == []


def test_a_limit_of_tokens_refuses_before_anything_is_sent():
    with scripted_model([[]]) as model:
        reader = LlmReader(Endpoint(url=model.url, model="m", max_tokens=100))
        with pytest.raises(ReadingError, match=r"more than the limit of 100; raise --max-tokens"):
            reader.read(make_source(TEXT))
        reader.close()
    assert model.asked == []


def test_the_estimate_is_never_below_the_text_and_counts_what_is_asked():
    text = "\n\n".join(f"Round {n}. {TEXT}" for n in range(200))
    with scripted_model([[]]) as model:
        reader = LlmReader(Endpoint(url=model.url, model="m", chunk_tokens=300))
        estimate = reader.estimate([make_source(text)])
        reader.read(make_source(text))
        reader.close()
    assert estimate.requests == len(model.asked) == reader.spent.requests
    sent = sum(len(m["content"].encode()) for asked in model.asked for m in asked["messages"])
    assert estimate.sent > sent / 2.5
    assert reader.spent.sent == 7 * len(model.asked)
