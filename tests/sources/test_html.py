"""A page gives its main text and what it states about itself; nothing else."""

import socket
from datetime import date

import pytest

from detente.errors import SourceError
from detente.sources.html import extract
from detente.sources.receive import receive

FIRST = "Die Delegationen trafen sich am Dienstag in Genf und sprachen über eine Waffenruhe. " * 3
SECOND = "Eine zweite Runde soll im März folgen; wer den Vorsitz führt, ließen beide offen. " * 3


def page(head: str = "", body: str | None = None) -> bytes:
    inner = f"<article><p>{FIRST}</p><p>{SECOND}</p></article>" if body is None else body
    return f"<!doctype html><html><head>{head}</head><body>{inner}</body></html>".encode()


def test_the_main_text_comes_without_menu_and_imprint() -> None:
    body = (
        "<nav><a href=/>Startseite</a> <a href=/p>Politik</a></nav>"
        f"<article><h1>Gespräche in Genf</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
        "<footer>Impressum | Datenschutz</footer>"
    )
    text = extract(page(body=body), "x", None).text
    assert FIRST.strip() in text
    assert SECOND.strip() in text
    assert "Impressum" not in text
    assert "Startseite" not in text


def test_title_publisher_and_day_are_what_the_page_states() -> None:
    head = (
        "<title>Gespräche in Genf | Beispielblatt</title>"
        '<meta property="og:title" content="Gespräche  in\nGenf">'
        '<meta property="og:site_name" content="Beispielblatt">'
        '<meta property="article:published_time" content="2025-02-18T10:00:00+01:00">'
    )
    content = extract(page(head), "x", None)
    assert content.title == "Gespräche in Genf"
    assert content.publisher == "Beispielblatt"
    assert content.published == date(2025, 2, 18)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="date" content="1978-09-17">', date(1978, 9, 17)),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": '
            '"2025-02-18T05:00:00Z", "dateModified": "2026-01-01"}</script>',
            date(2025, 2, 18),
        ),
        ('<meta property="article:modified_time" content="2024-01-01">', None),
        ('<meta name="date" content="yesterday">', None),
        ("", None),
    ],
)
def test_the_day_is_stated_by_the_page_or_unknown(head: str, expected: date | None) -> None:
    assert extract(page(head), "x", None).published == expected


@pytest.mark.parametrize("text", ["Am 3. Februar 2021 begann es.", "2021-02-03", "© 2019 Blatt"])
def test_a_date_in_the_text_is_not_the_day_of_publication(text: str) -> None:
    body = f"<article><p>{text} {FIRST}</p></article><footer>{text}</footer>"
    assert extract(page(body=body), "x", None).published is None


def test_a_page_too_plain_to_have_a_main_text_gives_all_it_shows() -> None:
    data = b"<html><body><div>Talks began.</div><div>They &amp; we met.</div></body></html>"
    text = extract(data, "x", None).text
    assert "Talks began." in text
    assert "They & we met." in text


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<img src=a.png>",
        "<script>var text = 'The delegations met in Geneva on Tuesday';</script>",
        "<style>p { color: red }</style><noscript></noscript>",
        "<!-- The delegations met in Geneva. -->",
        "<p> &nbsp; </p>",
    ],
)
def test_a_page_without_text_says_so_and_what_to_do(body: str) -> None:
    with pytest.raises(SourceError, match="is an HTML page without text; open it in a browser"):
        receive(page(body=body), "x.html")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        msg = "a page opened a connection"
        raise AssertionError(msg)

    monkeypatch.setattr(socket, "socket", refuse)
    head = '<link rel=stylesheet href="http://127.0.0.1:9/a.css"><base href="http://127.0.0.1:9/">'
    body = f'<iframe src="http://127.0.0.1:9/"></iframe><article><p>{FIRST}</p></article>'
    assert FIRST.strip() in extract(page(head, body), "x", None).text


def test_markup_in_the_text_stays_text() -> None:
    body = f"<article><p>&lt;script&gt;alert(1)&lt;/script&gt; {FIRST}</p></article>"
    assert "<script>alert(1)</script>" in extract(page(body=body), "x", None).text


def test_the_same_page_gives_the_same_content() -> None:
    assert len({extract(page("<title>T</title>"), "x", None) for _ in range(5)}) == 1
