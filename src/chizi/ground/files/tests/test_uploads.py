"""Films, and large files in pieces: what a cut costs, what is refused, what is swept."""

import errno
import hashlib
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chizi.ground.files import refusals, uploading
from chizi.ground.files.actions import (
    append_upload,
    begin_upload,
    drop_upload,
    finish_upload,
    keep_file,
    sweep_uploads,
)
from chizi.ground.files.films import check_film
from chizi.ground.files.jobs import sweep_given_up
from chizi.ground.files.models import StoredFile, Upload
from chizi.ground.files.queries import KeptFile, open_file, upload_state, words
from chizi.ground.files.tests import samples
from chizi.ground.files.tests.conftest import NOW, Keep

WHO = {"actor": "person:lin", "now": NOW}


@pytest.fixture
def sent(store: Path, db: None, settings):
    """sent(content, name) in pieces of a hundred bytes, to its end."""
    settings.FILM_LIMIT = 1 << 20

    def send(content: bytes, name: str = "片.mp4") -> KeptFile:
        number = begin_upload(name=name, size=len(content), **WHO).pk
        for at in range(0, len(content), 100):
            append_upload(upload_id=number, offset=at, stream=BytesIO(content[at : at + 100]), **WHO)
        return finish_upload(upload_id=number, digest=hashlib.sha256(content).hexdigest(), **WHO)

    return send


def left(store: Path) -> list[Path]:
    return [one for one in (store.parent / "uploads").rglob("*") if one.is_file()]


@pytest.mark.parametrize("content", [samples.mp4(), samples.webm(), samples.webm(live=True)])
def test_a_film_is_kept_by_what_it_is_and_not_by_its_name(sent, store, content: bytes):
    kept = sent(content, "片.exe")
    assert kept.is_film
    assert kept.name.endswith((".mp4", ".webm"))
    with open_file(kept.digest) as source:
        assert source.read() == content
    assert left(store) == []


def test_what_a_phone_writes_beside_the_film_is_painted_over(sent):
    handed = samples.mp4(tells=b"+37.87+112.55/")
    kept = sent(handed)
    with open_file(kept.digest) as source:
        content = source.read()
    assert b"+37.87" in handed
    assert b"+37.87" not in content
    assert len(content) == len(handed)
    kept = sent(samples.webm(tags=b"LOCATION=+37.87+112.55"), "片.webm")
    with open_file(kept.digest) as source:
        assert b"+37.87" not in source.read()


BAD = {
    "cut off at 99 %": (samples.mp4()[:-4], refusals.BrokenFile),
    "WebM cut off": (samples.webm()[:-4], refusals.BrokenFile),
    "a box that reaches too far": (
        samples.mp4()[:-308] + b"\0\0\xff\xffmdat" + bytes(50),
        refusals.BrokenFile,
    ),
    "no pictures in it": (samples.mp4(handler=b"soun"), refusals.OtherFilm),
    "another brand": (samples.mp4(brand=b"qt  "), refusals.OtherFilm),
    "data elsewhere": (samples.mp4(outside=True), refusals.UnsafeFile),
    "Matroska": (samples.webm(doc=b"matroska"), refusals.OtherFilm),
    "files in it": (samples.webm(attached=True), refusals.UnsafeFile),
    "sound": (b"ID3" + bytes(200), refusals.OtherFilm),
    "a web page": (b"<html><script>1</script>", refusals.ActiveContent),
    "SVG": (b'<svg onload="x"/>', refusals.ActiveContent),
    "a program": (b"\x7fELF" + bytes(200), refusals.NotWhatItSays),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_film_is_refused_by_name_and_leaves_nothing(sent, store, case: str):
    content, refusal = BAD[case]
    name = "片.jpg" if refusal is refusals.NotWhatItSays else "片.mp4"
    with pytest.raises(refusal) as raised:
        sent(content, name)
    assert raised.value.text % raised.value.params
    assert left(store) == []
    assert (StoredFile.objects.count(), Upload.objects.count()) == (0, 0)


FILMS = (samples.mp4(tells=b"x"), samples.webm(tags=b"0123456789"))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([samples.mp4(tells=b"x"), samples.webm(tags=b"0123456789")]),
    st.integers(0, 700),
    st.binary(max_size=8),
)
def test_any_damage_is_refused_by_name_or_harmless(tmp_path: Path, content: bytes, at: int, damage: bytes):
    path = tmp_path / "film"
    path.write_bytes(content[:at] + damage + content[at + len(damage) :])
    told = ""
    try:
        told = check_film(path, "片")
    except refusals.FileNotTaken as refusal:
        told = refusal.text % refusal.params
    assert told


def test_an_upload_that_is_cut_at_99_percent_goes_on_where_it_broke(store: Path, db: None):
    content = samples.mp4()

    class Breaking(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() >= len(content) - 10:
                raise OSError("the line broke")
            return super().read(min(size or 64, 64, len(content) - 10 - self.tell()))

    number = begin_upload(name="片.mp4", size=len(content), mark="m", **WHO).pk
    with pytest.raises(OSError, match="the line broke"):
        append_upload(upload_id=number, offset=0, stream=Breaking(content), **WHO)
    with pytest.raises(refusals.UploadIncomplete):
        finish_upload(upload_id=number, digest="0" * 64, **WHO)
    again = begin_upload(name="片.mp4", size=len(content), mark="m", **WHO).pk
    here = upload_state("person:lin", again).arrived
    assert (again, here) == (number, len(content) - 10)
    assert append_upload(upload_id=number, offset=here, stream=BytesIO(content[here:]), **WHO) == len(content)
    kept = finish_upload(upload_id=number, digest=hashlib.sha256(content).hexdigest(), **WHO)
    assert kept.is_film
    assert finish_upload(upload_id=number, digest="", **WHO).digest == kept.digest, "asked twice"


def test_a_piece_sent_twice_or_too_far_on_is_told_where_to_go_on(store: Path, db: None):
    number = begin_upload(name="片.mp4", size=300, **WHO).pk
    append_upload(upload_id=number, offset=0, stream=BytesIO(bytes(100)), **WHO)
    for offset in (0, 50, 200, -1):
        with pytest.raises(refusals.WrongOffset) as raised:
            append_upload(upload_id=number, offset=offset, stream=BytesIO(bytes(100)), **WHO)
        assert raised.value.params["offset"] == 100


def test_more_than_was_announced_and_more_than_the_limit_are_refused(store: Path, db: None, settings):
    settings.FILM_LIMIT = 1000
    with pytest.raises(refusals.FileTooLarge):
        begin_upload(name="片.mp4", size=1001, **WHO)
    with pytest.raises(refusals.EmptyFile):
        begin_upload(name="片.mp4", size=0, **WHO)
    number = begin_upload(name="片.mp4", size=100, **WHO).pk
    with pytest.raises(refusals.FileTooLarge):
        append_upload(upload_id=number, offset=0, stream=BytesIO(bytes(101)), **WHO)


def test_what_did_not_arrive_as_it_was_sent_is_thrown_away_and_can_be_sent_again(store: Path, db: None):
    content = samples.mp4()
    number = begin_upload(name="片.mp4", size=len(content), **WHO).pk
    append_upload(upload_id=number, offset=0, stream=BytesIO(bytes(len(content))), **WHO)
    with pytest.raises(refusals.UploadDamaged):
        finish_upload(upload_id=number, digest=hashlib.sha256(content).hexdigest(), **WHO)
    append_upload(upload_id=number, offset=0, stream=BytesIO(content), **WHO)
    assert finish_upload(upload_id=number, digest=hashlib.sha256(content).hexdigest(), **WHO).is_film


def test_nobody_touches_the_upload_of_somebody_else(store: Path, db: None):
    number = begin_upload(name="片.mp4", size=100, **WHO).pk
    other = {"actor": "person:zhou", "now": NOW}
    for number_asked in (number, uuid4()):
        with pytest.raises(refusals.UnknownUpload):
            append_upload(upload_id=number_asked, offset=0, stream=BytesIO(b"x"), **other)
        with pytest.raises(refusals.UnknownUpload):
            finish_upload(upload_id=number_asked, digest="", **other)
        with pytest.raises(refusals.UnknownUpload):
            drop_upload(upload_id=number_asked, **other)


def test_two_windows_do_not_write_into_one_file(store: Path, db: None):
    number = begin_upload(name="片.mp4", size=100, **WHO).pk

    class Second(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            with pytest.raises(refusals.UploadBusy):
                append_upload(upload_id=number, offset=0, stream=BytesIO(b"y"), **WHO)
            return b""

    append_upload(upload_id=number, offset=0, stream=Second(), **WHO)


def test_uploads_that_were_given_up_are_swept_with_their_bytes(store: Path, db: None):
    number = begin_upload(name="片.mp4", size=100, **WHO).pk
    append_upload(upload_id=number, offset=0, stream=BytesIO(b"x" * 50), **WHO)
    assert sweep_uploads(**WHO) == 0
    assert sweep_given_up(NOW + timedelta(days=3)) == 1
    assert (left(store), Upload.objects.count()) == ([], 0)
    again = begin_upload(name="片.mp4", size=100, **WHO).pk
    append_upload(upload_id=again, offset=0, stream=BytesIO(b"x"), **WHO)
    drop_upload(upload_id=again, **WHO)
    assert left(store) == []


def test_a_person_sends_five_files_at_a_time(store: Path, db: None):
    for number in range(5):
        begin_upload(name=f"{number}.mp4", size=100, **WHO)
    with pytest.raises(refusals.TooManyUploads):
        begin_upload(name="6.mp4", size=100, **WHO)


def test_a_full_disk_is_said_and_what_has_come_stays(store: Path, db: None, monkeypatch):
    number = begin_upload(name="片.mp4", size=100, **WHO).pk
    append_upload(upload_id=number, offset=0, stream=BytesIO(b"x" * 10), **WHO)

    def full(_number: UUID, _offset: int, _stream: object, _size: int) -> int:
        raise refusals.DiskIsFull from OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(uploading, "append", full)
    with pytest.raises(refusals.DiskIsFull):
        append_upload(upload_id=number, offset=10, stream=BytesIO(b"x"), **WHO)
    assert upload_state("person:lin", number).arrived == 10


def test_what_is_no_film_follows_the_rules_of_every_file(sent):
    assert sent(samples.package(), "报告.docx").name == "报告.docx"
    with pytest.raises(refusals.ActiveContent):
        sent(samples.package(word__vbaProject_DOT_bin=b"x"), "报告.docx")


def test_a_film_is_still_no_evidence(keep: Keep):
    with pytest.raises(refusals.Film):
        keep(samples.mp4(), "片.mp4")


def test_words_of_files_are_read_for_searching(keep: Keep):
    assert words(keep(samples.package(), "x.docx").digest) == "整改报告\n完毕"
    assert words(keep("完毕".encode(), "x.txt").digest) == "完毕"
    assert words(keep(samples.pdf(), "x.pdf").digest).strip() == ""
    assert words(keep(samples.picture()).digest) == ""


def test_keeping_by_the_form_and_by_pieces_is_one_file(sent, keep: Keep):
    whole = keep_file(stream=BytesIO(samples.picture()), name="x.jpg", **WHO)
    assert sent(samples.picture(), "x.jpg").digest == whole.digest
