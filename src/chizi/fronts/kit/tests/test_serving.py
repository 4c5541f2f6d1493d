"""Files in a browser: given out so that nothing in them can act, shown where they are spoken of."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.template import Context, Template
from django.utils import translation

from chizi.fronts.kit.evidence import MOST_PAGES, evidence
from chizi.fronts.kit.serving import send_file, send_preview
from chizi.ground.files.actions import keep_file
from chizi.ground.files.queries import KeptFile, open_file, preview

DIGEST = "ab" * 32


def kept(media_type: str, name: str, pages: int = 1) -> KeptFile:
    return KeptFile(DIGEST, 1234, media_type, name, pages)


@pytest.mark.parametrize(
    ("media_type", "asked", "inline"),
    [("image/jpeg", False, True), ("image/jpeg", True, False), ("text/plain", False, True),
     ("application/pdf", False, False), ("application/zip", False, False)],
)  # fmt: skip
def test_only_pictures_and_text_open_in_the_browser_and_nothing_may_act(
    media_type: str, asked: bool, inline: bool
):
    answer = send_file(kept(media_type, "整改.x"), BytesIO(b"x"), attachment=asked)
    assert answer["Content-Disposition"].startswith("inline" if inline else "attachment")
    assert "filename*=utf-8''%E6%95%B4" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Cache-Control"] == "private, no-cache"
    assert send_preview((media_type, b"x"))["Content-Security-Policy"] == answer["Content-Security-Policy"]


def test_a_name_cannot_break_out_of_its_header():
    answer = send_file(kept("image/png", 'a";\r\nX: 1.png'.replace("\r\n", "")), BytesIO(b"x"))
    assert "\n" not in answer["Content-Disposition"]
    assert "X" not in answer


def drawn(one: object) -> str:
    with translation.override("en"):
        return Template("{% load kit %}{% evidence one %}").render(Context({"one": one}))


def test_each_page_is_a_picture_with_words_that_comes_when_it_is_looked_at():
    with translation.override("en"):
        one = evidence(
            kept("application/pdf", "<报告>.pdf", 25),
            href="/f",
            page_href=lambda n: f"/f/{n}",
            version=2,
            note="Lin",
        )
    text = drawn(one)
    assert text.count('loading="lazy"') == MOST_PAGES
    assert 'src="/f/20" alt="&lt;报告&gt;.pdf, page 20 of 25"' in text
    assert "5 more pages are in the download." in text
    assert "version 2" in text
    assert "Lin" in text
    assert f'<code title="{DIGEST}">{DIGEST[:12]}</code>' in text
    assert "1.2" in text, "its size"


@pytest.mark.django_db
def test_words_are_shown_as_words(tmp_path, settings):
    settings.FILES, settings.PREVIEWS = tmp_path / "files", tmp_path / "previews"
    content = ("整改 a<b " * 1000).encode()
    found = keep_file(
        actor="person:lin", now=datetime(2026, 4, 1, tzinfo=UTC), stream=BytesIO(content), name="说明.txt"
    )
    text = drawn(evidence(found, href="/f", page_href=str))
    assert "整改 a&lt;b" in text
    assert "<img" not in text
    assert len(text) < 10_000
    with open_file(found.digest) as source:
        assert send_preview(preview(found.digest)).content == source.read()


def test_what_cannot_be_shown_is_said():
    with translation.override("en"):
        one = evidence(kept("application/x", "表.xlsx", 0), href="/f", page_href=str)
    assert "download it to read it" in drawn(one)
