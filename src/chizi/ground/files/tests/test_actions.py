"""What is kept, and everything that is turned down by name with nothing left behind."""

import errno
import hashlib
import io
import os
import subprocess
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from chizi.ground.files import refusals, storing, walled
from chizi.ground.files.actions import keep_file, sweep_files
from chizi.ground.files.models import HandedFile, StoredFile
from chizi.ground.files.queries import handed_in, open_file, preview
from chizi.ground.files.tests import samples
from chizi.ground.files.tests.conftest import NOW, Keep
from chizi.journal.models import Entry


def left(store: Path) -> list[str]:
    """Every file of the store, and of the place where they are on their way in."""
    places = (store, store.parent / "spill")
    return sorted(path.name for place in places for path in place.rglob("*") if path.is_file())


def test_a_photo_is_painted_anew_upright_and_says_nothing_but_its_pixels(keep: Keep):
    handed = samples.picture(exif=True)
    kept = keep(handed)
    with open_file(kept.digest) as file:
        content = file.read()
    assert (kept.media_type, kept.name, kept.pages, kept.size) == (
        "image/jpeg",
        "整改照片.jpg",
        1,
        len(content),
    )
    assert kept.digest == hashlib.sha256(content).hexdigest()
    assert kept.handed == hashlib.sha256(handed).hexdigest()
    assert handed_in(kept.handed) == kept.digest
    assert b"SECRET" in handed
    assert b"SECRET" not in content
    assert b"Exif" not in content
    with Image.open(io.BytesIO(content)) as image:
        assert image.size == (40, 60), "turned as EXIF said"
        assert not image.getexif()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_every_kind_of_picture_becomes_one_that_browsers_show(keep: Keep, kind: str):
    kept = keep(samples.picture(kind), "x.jpg")
    assert kept.media_type in ("image/png", "image/jpeg")
    assert kept.name in ("x.png", "x.jpg")
    assert preview(kept.digest)[0] == "image/jpeg"


def test_a_file_that_is_two_things_is_only_its_picture(keep: Keep):
    both = samples.picture("GIF") + b"/*<script>alert(1)</script>*/" + samples.zipped({"x.js": "1"})
    with open_file(keep(both).digest) as file:
        content = file.read()
    assert b"script" not in content
    assert b"PK" not in content


def test_the_same_content_twice_is_one_file_and_the_kept_form_is_known_again(keep: Keep, store: Path):
    first = keep(samples.picture())
    assert keep(samples.picture(), "另一张.jpg").digest == first.digest
    with open_file(first.digest) as file:
        again = keep(file.read())
    assert again.digest == first.digest
    assert left(store) == [first.digest]
    assert (StoredFile.objects.count(), HandedFile.objects.count()) == (1, 1)
    assert Entry.objects.filter(object=f"file:{first.digest}", kind="file.kept").count() == 1


def test_a_thousand_times_the_same_file_is_quick(keep: Keep):
    keep(samples.picture())
    started = time.process_time()
    for _ in range(100):
        keep(samples.picture())
    assert time.process_time() - started < 5, "it is not painted again"


def test_documents_are_kept_as_they_came(keep: Keep):
    for content, name, pages in (
        (samples.pdf(3, script=True), "报告.pdf", 3),
        (samples.package(), "报告.docx", 1),
        (samples.zipped({"[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w/>"}), "表.xlsx", 0),
    ):
        kept = keep(content, name)
        assert (kept.name, kept.pages) == (name, pages)
        assert kept.digest == kept.handed == hashlib.sha256(content).hexdigest()


def test_text_becomes_utf8(keep: Keep):
    kept = keep("单位，结果\n".encode("gb18030"), "结果.csv")
    with open_file(kept.digest) as file:
        assert file.read().decode() == "单位，结果\n"
    assert (kept.media_type, kept.name) == ("text/plain", "结果.csv")


RELATION = (
    '<Relationship Type="http://x/attachedTemplate" Target="http://evil/x.dotm" TargetMode="External"/>'
)
TURNED_DOWN = {
    "0 bytes": (b"", "x.jpg", refusals.EmptyFile),
    "HTML as .jpg": (b"<html><script>1</script>", "x.jpg", refusals.ActiveContent),
    "SVG": (b'<svg onload="x"/>', "x.svg", refusals.ActiveContent),
    "a program as .jpg": (b"MZ\x90\0" + bytes(100), "x.jpg", refusals.NotWhatItSays),
    "a program": (b"\x7fELF" + bytes(100), "x", refusals.UnknownKind),
    "text as .jpg": (b"hello", "x.jpg", refusals.NotWhatItSays),
    "half a JPEG": (samples.picture(size=(300, 300))[:-400], "x.jpg", refusals.BrokenFile),
    "144 megapixels": (samples.huge_png(), "x.png", refusals.TooManyPixels),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(50), "x.heic", refusals.HeicPicture),
    "AVIF": (b"\0\0\0\x18ftypavif" + bytes(50), "x.avif", refusals.HeicPicture),
    "a film": (b"\0\0\0\x18ftypisom" + bytes(50), "x.mp4", refusals.Film),
    "EICAR": (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-" + b"FILE!$H+H*", "x.txt",
              refusals.UnsafeFile),
    "half a PDF": (samples.pdf()[:-30], "x.pdf", refusals.BrokenFile),
    "a PDF of nothing": (b"%PDF-1.4\n%%EOF", "x.pdf", refusals.BrokenFile),
    "macros": (samples.package(word__vbaProject_DOT_bin=b"x"), "x.docx", refusals.ActiveContent),
    "an inner program": (samples.package(word__embeddings__x_DOT_exe=b"MZ"), "x.docx", refusals.UnsafeFile),
    "a fetched template": (samples.package(word___rels__settings_DOT_xml_DOT_rels=RELATION), "x.docx",
                           refusals.UnsafeFile),
    "a swollen part": (samples.package(word__x_DOT_xml=bytes(30_000_000)), "x.docx", refusals.UnsafeFile),
    "a part outside": (samples.zipped({"../x": "1", "word/document.xml": "<x/>"}), "x.docx", refusals.UnsafeFile),
    "any zip": (samples.zipped({"a": "1"}), "x.zip", refusals.UnknownKind),
    "half a zip": (samples.package()[:-30], "x.docx", refusals.BrokenFile),
}  # fmt: skip


@pytest.mark.parametrize("case", TURNED_DOWN)
def test_a_bad_file_is_turned_down_by_name_and_leaves_nothing(keep: Keep, store: Path, case: str):
    content, name, refusal = TURNED_DOWN[case]
    with pytest.raises(refusal) as raised:
        keep(content, name)
    assert raised.value.text % raised.value.params, "every place of the sentence is filled"
    assert left(store) == []
    assert (StoredFile.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_locked_pdf_is_turned_down(keep: Keep):
    from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]

    locked = samples.pdf().replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
        b" /Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /Length 40"
        b" /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>",
    )
    with pytest.raises(PdfiumError, match="assword"):
        PdfDocument(locked)
    with pytest.raises(refusals.LockedFile):
        keep(locked, "x.pdf")


def test_several_pictures_in_one_file_are_not_quietly_cut_to_one(keep: Keep):
    out, page = io.BytesIO(), Image.new("L", (20, 20))
    page.save(out, "TIFF", save_all=True, append_images=[page, page])
    with pytest.raises(refusals.SeveralPictures):
        keep(out.getvalue(), "扫描.tiff")


def test_a_picture_of_144_megapixels_is_refused_fast_and_with_little_memory(keep: Keep):
    content = samples.huge_png()
    assert len(content) < 25_000
    started = time.perf_counter()
    with pytest.raises(refusals.TooManyPixels):
        keep(content, "x.png")
    assert time.perf_counter() - started < 5, "nothing was unpacked"


class Endless:
    """4 GiB that are never there: counts what was taken of them."""

    taken = 0

    def read(self, size: int) -> bytes:
        self.taken += size
        return bytes(size)


def test_4_gib_are_refused_while_they_come(store: Path, db: None, settings):
    settings.FILE_LIMIT = 3 << 20
    stream = Endless()
    with pytest.raises(refusals.FileTooLarge):
        keep_file(actor="person:lin", now=NOW, stream=stream, name="x.jpg")
    assert stream.taken <= 4 << 20
    assert left(store) == []


@pytest.mark.parametrize("where", ["take_in", "settle"])
def test_a_full_disk_is_said_and_nothing_half_written_stays(keep: Keep, store: Path, monkeypatch, where: str):
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(storing, where, full)
    with pytest.raises(refusals.DiskIsFull):
        keep(samples.picture())
    assert left(store) == []
    assert StoredFile.objects.count() == 0


def test_the_content_is_on_the_disk_before_its_row(keep: Keep, store: Path, monkeypatch):
    seen = []
    synced = os.fsync

    def watch(handle: int) -> None:
        seen.append(StoredFile.objects.count())
        synced(handle)

    monkeypatch.setattr(storing.os, "fsync", watch)
    keep(samples.picture())
    assert len(seen) == 4, "the file, its two folders and the store"
    assert set(seen) == {0}


@pytest.mark.parametrize(
    ("code", "refusal"),
    [(-24, refusals.HeavyFile), (-9, refusals.HeavyFile), (-6, refusals.HeavyFile), (-11, refusals.BrokenFile),
     (1, refusals.BrokenFile)],
)  # fmt: skip
def test_a_file_that_kills_the_process_that_reads_it_is_refused(
    keep: Keep, store: Path, monkeypatch, code: int, refusal: type[Exception]
):
    ended = subprocess.CompletedProcess([], code, b"", b"")
    monkeypatch.setattr(walled.subprocess, "run", lambda *a, **k: ended)
    with pytest.raises(refusal):
        keep(samples.picture())
    assert left(store) == []


def test_a_file_that_takes_for_ever_is_given_up(keep: Keep, monkeypatch):
    def wait(*args: object, **more: object) -> None:
        raise subprocess.TimeoutExpired("child", 1)

    monkeypatch.setattr(walled.subprocess, "run", wait)
    with pytest.raises(refusals.HeavyFile):
        keep(samples.picture())


def test_the_process_that_reads_files_knows_no_secret(keep: Keep, monkeypatch):
    seen: dict[str, str] = {}
    real = subprocess.run

    def run(*args: Any, **more: Any) -> Any:
        seen.update(more["env"])
        return real(*args, **more)

    monkeypatch.setenv("CHIZI_SECRET_KEY", "s3cret")
    monkeypatch.setattr(walled.subprocess, "run", run)
    keep(samples.picture())
    assert seen
    assert not [name for name in seen if name.startswith(("CHIZI", "DATABASE", "AWS"))]


def test_of_a_moving_picture_the_first_frame_is_kept(keep: Keep):
    out, frames = io.BytesIO(), [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with open_file(keep(out.getvalue(), "x.gif").digest) as file, Image.open(file) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert image.convert("RGB").getpixel((5, 5))[0] > 200


def test_an_upload_that_breaks_off_leaves_nothing(store: Path, db: None):
    class Broken:
        def read(self, size: int) -> bytes:
            if not hasattr(self, "once"):
                self.once = True
                return b"x" * size
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        keep_file(actor="person:lin", now=NOW, stream=Broken(), name="x")
    assert left(store) == []


@pytest.mark.django_db(transaction=True)
def test_files_that_nobody_speaks_of_go_after_a_day(store: Path):
    def keep(content: bytes) -> str:
        return keep_file(actor="person:lin", now=NOW, stream=BytesIO(content), name="x").digest

    used, unused = keep(b"used"), keep(b"unused")
    assert sweep_files(actor="console", now=NOW, referenced={used}) == 0, "they may be on their way"
    assert sweep_files(actor="console", now=NOW + timedelta(days=2), referenced={used}) == 1
    assert left(store) == [used]
    assert not StoredFile.objects.filter(digest=unused).exists()


HEADS = (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF0000WEBPVP8 ", b"II*\0", b"BM", b"%PDF-1.4\n",
         b"PK\x03\x04", samples.picture()[:200], samples.package()[:150])  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(HEADS), st.binary(max_size=300), st.text(max_size=20))
def test_any_bytes_are_kept_or_turned_down_by_name(keep: Keep, head: bytes, rest: bytes, name: str):
    sentence, size = "", 0
    try:
        size = keep(head + rest, name).size
    except refusals.FileNotTaken as refusal:
        sentence = refusal.text % refusal.params
    assert bool(size) != bool(sentence)
