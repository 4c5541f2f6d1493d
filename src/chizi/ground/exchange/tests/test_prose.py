"""Running text from .txt and .docx, and what is turned down."""

import zipfile

import pytest

from chizi.ground.exchange import refusals
from chizi.ground.exchange.prose import read_prose

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = (
    f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{SPACE}"><w:body>'
    "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>第一条</w:t></w:r>"
    "<w:r><w:tab/><w:t>目的</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>"
    "<w:p><w:r><w:t>第二条</w:t><w:br/><w:t>附则</w:t></w:r></w:p></w:body></w:document>"
)


def document(path, body=BODY, part="word/document.xml"):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(part, body)
    return path


def test_a_word_document_gives_its_paragraphs(tmp_path):
    text = read_prose(document(tmp_path / "a.docx"), name="a.docx")
    assert text == "第一条\t目的\n第二条\n附则"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_read_in_the_charsets_of_offices(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("第一条 为了规范监督检查工作。\n".encode(encoding))
    assert read_prose(path, name="a.txt") == "第一条 为了规范监督检查工作。\n"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", refusals.EmptyFile),
        (b"%PDF-1.7 ...", refusals.ProseFormat),
        (b"<!doctype html><p>x", refusals.ProseFormat),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old word", refusals.ProseFormat),
        (b"PK\x03\x04 cut off", refusals.CutOff),
        (b"text \0 with zero", refusals.NulBytes),
    ],
)
def test_what_is_no_text_is_turned_down_by_name(tmp_path, data, refusal):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(refusal):
        read_prose(path, name="a.docx")


@pytest.mark.parametrize(
    ("body", "part", "refusal"),
    [
        (BODY, "xl/workbook.xml", refusals.ProseFormat),
        (BODY[:-20], "word/document.xml", refusals.DamagedFile),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "word/document.xml", refusals.UnsafeWorkbook),
        (BODY, "../word/document.xml", refusals.UnsafeWorkbook),
        ("<x>" + " " * 20_000_000 + "</x>", "word/document.xml", refusals.SwollenWorkbook),
    ],
)
def test_a_document_that_no_program_writes_is_turned_down(tmp_path, body, part, refusal):
    with pytest.raises(refusal):
        read_prose(document(tmp_path / "a.docx", body, part), name="a.docx")
