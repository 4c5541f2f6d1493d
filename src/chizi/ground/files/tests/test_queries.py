"""Showing what is kept, without letting any of it run."""

import io

import pytest
from PIL import Image

from chizi.ground.files import refusals, storing
from chizi.ground.files.queries import file, files, handed_in, open_file, preview
from chizi.ground.files.tests import samples
from chizi.ground.files.tests.conftest import Keep


def test_each_page_of_a_pdf_is_a_picture(keep: Keep):
    kept = keep(samples.pdf(3, script=True), "报告.pdf")
    for page in (1, 3, 3):
        media_type, content = preview(kept.digest, page)
        assert media_type == "image/jpeg"
        with Image.open(io.BytesIO(content)) as image:
            assert max(image.size) == 1600
    for page in (0, 4, -1, 10**9):
        with pytest.raises(refusals.NoPreview):
            preview(kept.digest, page)


def test_a_preview_can_be_lost_and_is_made_again(keep: Keep):
    kept = keep(samples.picture())
    before = preview(kept.digest)
    storing.preview_place(kept.digest, 1).unlink()
    assert preview(kept.digest)[0] == before[0]
    assert storing.preview_place(kept.digest, 1).exists()


def test_a_clear_picture_is_shown_on_white(keep: Keep):
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    _, content = preview(keep(out.getvalue(), "章.png").digest)
    with Image.open(io.BytesIO(content)) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_words_are_shown_as_plain_text(keep: Keep):
    text = "text/plain; charset=utf-8"
    assert preview(keep(samples.package(), "x.docx").digest) == (text, "整改报告\n完毕".encode())
    assert preview(keep("完毕".encode(), "x.txt").digest) == (text, "完毕".encode())
    long = preview(keep("改".encode() * 100_000, "x.txt").digest)[1]
    assert 60_000 < len(long) <= 64 * 1024
    assert set(long.decode()) == {"改"}


def test_a_sheet_cannot_be_shown_here_and_a_doctype_is_not_read(keep: Keep):
    sheet = keep(samples.zipped({"[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w/>"}), "x.xlsx")
    bomb = keep(samples.zipped({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "x.docx")
    for kept in (sheet, bomb):
        with pytest.raises(refusals.NoPreview):
            preview(kept.digest)


@pytest.mark.parametrize("digest", ["", "x", "../../etc/passwd", "0" * 64, "A" * 64, "\0" * 64])
@pytest.mark.django_db
def test_what_is_not_there_is_not_there(store, digest: str):
    for ask in (file, open_file, preview):
        with pytest.raises(refusals.NoSuchFile):
            ask(digest)
    assert handed_in(digest) == ""


def test_many_files_are_one_query_with_the_names_of_the_room(keep: Keep, django_assert_num_queries):
    digests = [keep(f"{n}".encode(), "x").digest for n in range(5)]
    with django_assert_num_queries(1):
        found = files({digest: f"{n}.txt" for n, digest in enumerate(digests)})
    assert [found[digest].name for digest in digests] == [f"{n}.txt" for n in range(5)]


def test_a_content_that_is_gone_is_said_so(keep: Keep):
    kept = keep(b"x", "x")
    storing.place_of(kept.digest).unlink()
    with pytest.raises(refusals.FileLost):
        open_file(kept.digest)
    assert keep(b"x", "x").digest == kept.digest, "handing it in again brings it back"
    with open_file(kept.digest) as source:
        assert source.read() == b"x"
