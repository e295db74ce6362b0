"""A PDF gives its text layer, page by page; what cannot be opened says why."""

import io

import pypdf
import pytest
from tests.documents import pdf, pdf_of

from detente.errors import SourceError
from detente.sources import pdf as module
from detente.sources.receive import receive

PAGES = ("Die Delegationen trafen sich in Genf für Gespräche.", "Die zweite Runde folgt im März.")


def locked(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(PAGES)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


def test_pages_follow_each_other_after_an_empty_line() -> None:
    source = receive(pdf(PAGES), "report.txt")
    assert source.text == "\n\n".join(PAGES)
    assert source.media_type == "application/pdf"
    assert source.language == "de"


@pytest.mark.parametrize(
    ("stated", "title"),
    [("Talks  in Geneva", "Talks in Geneva"), ("Microsoft Word - a.doc", None), ("", None)],
)
def test_the_title_is_taken_unless_a_program_put_it_there(stated: str, title: str | None) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(PAGES)))
    writer.add_metadata({"/Title": stated})
    packed = io.BytesIO()
    writer.write(packed)
    assert receive(packed.getvalue(), "x").title == title


def test_a_pdf_without_text_layer_names_a_way_to_get_one() -> None:
    with pytest.raises(SourceError, match=r"scan\.pdf is a PDF without a text layer.*ocrmypdf"):
        receive(pdf(["", ""]), "scan.pdf")


def test_a_password_is_asked_for_nobody() -> None:
    with pytest.raises(SourceError, match="needs a password; print it to a new PDF"):
        receive(locked("secret"), "x.pdf")


def test_a_pdf_that_anyone_may_open_is_read() -> None:
    assert receive(locked(""), "x.pdf").text == "\n\n".join(PAGES)


@pytest.mark.parametrize("kept", [9, 100, 300])
def test_a_cut_pdf_is_broken_or_without_text(kept: int) -> None:
    with pytest.raises(SourceError, match=r"x\.pdf is a (broken PDF|PDF without)"):
        receive(pdf(PAGES)[:kept], "x.pdf")


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(SourceError, match=r"1,001 pages, more than the limit of 1,000"):
        receive(pdf(["page"] * 1_001), "x.pdf")


def test_a_page_that_draws_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CONTENT", 1_000)
    with pytest.raises(SourceError, match="pages of more than 1,000 bytes"):
        receive(pdf_of([b"0 0 m " * 1_000]), "x.pdf")


def test_a_script_in_a_pdf_is_not_text() -> None:
    action = b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    data = pdf(PAGES).replace(b"/Type /Catalog", action)
    assert receive(data, "x").text == "\n\n".join(PAGES)
