"""A DOCX file gives its paragraphs in order, as they read with all changes accepted."""

import pytest
from tests.documents import docx_of, docx_with, parts, zipped

from detente.errors import SourceError
from detente.sources.receive import receive

LINES = ("Die Delegationen trafen sich in Genf.", "Eine zweite Runde soll im März folgen.")


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def text_of(body: str) -> str:
    return receive(docx_of(body.encode()), "x", language="de").text


def test_paragraphs_are_lines_and_the_title_is_the_stated_one() -> None:
    source = receive(docx_with(*LINES, title="Gespräche  in Genf"), "report.txt")
    assert source.text == "\n".join(LINES)
    assert (source.title, source.language) == ("Gespräche in Genf", "de")


def test_tables_stand_where_they_stand() -> None:
    cell = "<w:tbl><w:tr><w:tc><w:p>" + run("Seite A") + "</w:p></w:tc></w:tr></w:tbl>"
    body = f"<w:p>{run('Davor')}</w:p>{cell}<w:p>{run('Danach')}</w:p>"
    assert text_of(body) == "Davor\nSeite A\nDanach"


def test_insertions_count_and_deletions_do_not() -> None:
    body = (
        f"<w:p>{run('Beide ')}<w:ins>{run('Seiten ')}</w:ins>"
        f"<w:del><w:r><w:delText>Parteien </w:delText></w:r></w:del>{run('stimmten zu.')}</w:p>"
    )
    assert text_of(body) == "Beide Seiten stimmten zu."


def test_tabs_and_breaks_are_kept() -> None:
    body = "<w:p><w:r><w:t>Genf</w:t><w:tab/><w:t>Riad</w:t><w:br/><w:t>Wien</w:t></w:r></w:p>"
    assert text_of(body) == "Genf\tRiad\nWien"


def test_a_text_box_is_not_read_twice() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><w:r><mc:AlternateContent {mc}><mc:Choice>{run('Kasten')}</mc:Choice>"
        f"<mc:Fallback>{run('Kasten')}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(body) == "Kasten"


def test_a_file_without_text_says_so() -> None:
    with pytest.raises(SourceError, match=r"x\.docx is a \.docx file without text"):
        receive(docx_with(""), "x.docx")


def test_an_entity_never_reads_a_file(tmp_path: object) -> None:
    prologue = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    body = b"<w:p><w:r><w:t>Die Delegation &a; kam.</w:t></w:r></w:p>"
    with pytest.raises(SourceError, match="declares entities"):
        receive(docx_of(body, prologue), "x.docx")


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped({**parts(docx_with("Hallo")), "word/media/a.bin": b"\0" * 120_000_000})
    assert len(bomb) < 1_000_000
    with pytest.raises(SourceError, match=r"unpacks to 120,\d{3},\d{3} bytes .*limit"):
        receive(bomb, "x.docx")


def test_a_broken_part_is_a_broken_file() -> None:
    broken = zipped({**parts(docx_with("Hallo")), "word/document.xml": b"<w:document"})
    with pytest.raises(SourceError, match=r"is a broken \.docx file \(XMLSyntaxError\)"):
        receive(broken, "x.docx")
