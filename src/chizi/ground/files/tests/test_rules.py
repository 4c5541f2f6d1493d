"""Names, kinds and texts, without a disk."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.ground.files import rules
from chizi.ground.files.rules import Kind

NAMES = {
    "../../etc/passwd.jpg": "passwd.jpg",
    "C:\\temp\\x.JPG": "x.jpg",
    "a\r\nContent-Type: x.jpg": "aContent-Type_ x.jpg",
    "\u202egpj.exe": "gpj.exe.jpg",
    "con": "file con.jpg",
    "con.jpg": "file con.jpg",
    "整改照片.png": "整改照片.jpg",
    "": "file.jpg",
    "....": "file.jpg",
    "x" * 300 + ".jpeg": "x" * 115 + ".jpeg",
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_is_made_harmless_and_fits_its_content(name: str):
    assert rules.clean_name(name, Kind.JPEG) == NAMES[name]


def test_a_text_that_is_called_a_program_gets_an_ending_that_runs_nothing():
    assert rules.clean_name("run.bat", Kind.TEXT) == "run.bat.txt"
    assert rules.clean_name("名单.csv", Kind.TEXT) == "名单.csv"


@given(st.text(max_size=400), st.sampled_from(["", Kind.JPEG, Kind.PDF, Kind.TEXT]))
def test_every_name_becomes_a_short_line_without_folders_and_stays_as_it_is(name: str, kind: str):
    cleaned = rules.clean_name(name, kind)
    assert 0 < len(cleaned) <= rules.LONGEST_NAME
    assert not set('/\\\r\n\0"<>|?*') & set(cleaned)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in cleaned)
    assert cleaned.isprintable()
    assert rules.clean_name(cleaned, kind) == cleaned


def test_content_is_told_apart_by_its_first_bytes():
    assert rules.kind_of(b"\xff\xd8\xff\xe0") is Kind.JPEG
    assert rules.kind_of(b"RIFF1234WEBP") is Kind.WEBP
    assert rules.kind_of(b"\0\0\0\x18ftypheic") is Kind.HEIC
    assert rules.kind_of(b"\0\0\0\x18ftypisom") is Kind.FILM
    assert rules.kind_of(b"BMW cars, a list") is Kind.TEXT
    assert rules.kind_of(b"MZ\x90\0\x03") is Kind.UNKNOWN
    assert rules.kind_of(b"  %PDF-1.4") is not Kind.PDF, "a PDF begins with its mark"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_as_people_s_programs_write_it(codec: str):
    assert rules.text_of("整改，完毕\n".encode(codec)) == "整改，完毕\n"


def test_what_is_no_text_is_none():
    assert rules.text_of(b"\xff\xff\xff") is None
    assert rules.text_of(b"a\0b") is None
    assert rules.text_of("a\x85b".encode()) is None


def test_web_pages_are_seen_in_any_case_and_width():
    for page in ("<HTML>", "  <svg onload=1>", "<!DocType x>", "< script>", "<?xml version='1.0'?>"):
        assert rules.is_web(page.encode())
        assert rules.is_web(page.encode("utf-16"))
    assert not rules.is_web("整改 < 3 天, a<b".encode())
