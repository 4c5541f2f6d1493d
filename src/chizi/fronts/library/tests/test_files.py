"""Films and files as pages send them out, and large files as a page's script brings them in."""

import hashlib
import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chizi.ground.files.tests import samples
from chizi.learn.models import Material
from chizi.learn.tests.materials_world import film, kept

FILM = samples.mp4()
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\n同志们好\n".encode()
WRITTEN = {
    "kind": "film",
    "owner": "agency:county",
    "title": "警示片",
    "source": "分局教整办",
    "text": "",
    "classification": "internal",
    "audience": "place",
    "readers": "",
    "edits": "0",
    "key": "33333333-3333-4333-8333-333333333333",
}


@pytest.fixture
def shown(here, put):
    """A published film with captions, and the digest of each."""
    files = film(here) | kept(CAPTIONS, "字幕.vtt")
    one = put(kind="film", files=files)
    by_part = dict(one.versions.get().files.values_list("part", "digest"))
    return one, by_part["film"], by_part["captions"]


def test_a_film_is_shown_with_its_captions_and_sent_in_parts(at, shown):
    one, digest, captions = shown
    page = at("qin").get(f"/library/{one.pk}/")
    assert f"/library/{one.pk}/files/{captions}/" in page.text
    assert 'kind="captions"' in page.text
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    address = f"/library/{one.pk}/files/{digest}/"
    whole, content = fetched(at("qin"), address)
    assert (whole.status_code, whole.headers["Accept-Ranges"], content) == (200, "bytes", FILM)
    part, content = fetched(at("qin"), address, range="bytes=4-7")
    assert (part.status_code, content, part.headers["Content-Range"]) == (
        206,
        b"ftyp",
        f"bytes 4-7/{len(FILM)}",
    )
    assert part.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in part.headers["Content-Security-Policy"]
    assert fetched(at("qin"), address, range="bytes=-6")[1] == b"frames"
    for asked, status in (
        ("bytes=99999-", 416),
        ("bytes=5-2", 200),
        ("bytes=0-1,4-5", 200),
        ("rubbish", 200),
    ):
        assert fetched(at("qin"), address, range=asked)[0].status_code == status
    assert fetched(at("qin"), address, **{"if-none-match": f'"{digest}"'})[0].status_code == 304
    assert fetched(at("qin"), address, **{"range": "bytes=0-1", "if-range": '"other"'})[0].status_code == 200


def fetched(client, address: str, **headers: str):
    """The answer and its whole content."""
    answer = client.get(address, headers=headers)
    return answer, b"".join(answer)


def test_captions_leave_as_captions_and_strangers_get_nothing(at, shown):
    one, digest, captions = shown
    answer, content = fetched(at("qin"), f"/library/{one.pk}/files/{captions}/")
    assert content == CAPTIONS
    assert answer.headers["Content-Type"] == "text/vtt; charset=utf-8"
    for who in ("dong", "ma"):
        assert at(who).get(f"/library/{one.pk}/files/{digest}/").status_code == 404


def test_a_document_is_read_page_by_page_and_its_download_runs_nowhere(at, put):
    files = kept(samples.pdf(2, script=True), "报告.pdf")
    (digest,) = files
    one = put(files=files)
    page = at("qin").get(f"/library/{one.pk}/")
    assert f"/files/{digest}/pages/2/" in page.text
    assert at("qin").get(f"/library/{one.pk}/files/{digest}/pages/2/").headers["Content-Type"] == "image/jpeg"
    assert at("qin").get(f"/library/{one.pk}/files/{digest}/pages/9/").status_code == 404
    assert (
        at("qin")
        .get(f"/library/{one.pk}/files/{digest}/")
        .headers["Content-Disposition"]
        .startswith("attachment")
    )


def send(client, content: bytes, name: str = "警示片.mp4", cut_at: int = 10**9):
    """As the script does: announce, send pieces of a hundred bytes, finish; ``cut_at`` breaks off there."""
    told = {"name": name, "size": len(content), "mark": "1"}
    begun = client.post("/library/uploads/", json.dumps(told), "application/json").json()
    own, offset = f"/library/uploads/{begun['id']}/", begun["offset"]
    while offset < min(len(content), cut_at):
        piece = content[offset : offset + 100]
        answer = client.post(own, piece, "application/octet-stream", headers={"x-offset": str(offset)})
        offset = answer.json()["offset"]
    digest = {"digest": hashlib.sha256(content).hexdigest()}
    return client.post(f"{own}finish/", json.dumps(digest), "application/json")


def test_a_film_comes_in_pieces_and_goes_on_after_a_cut(at, here):
    hu = at("hu")
    cut = send(hu, FILM, cut_at=500)
    assert (cut.status_code, cut.json()["code"]) == (409, "UploadIncomplete")
    done = send(hu, FILM)
    assert done.status_code == 200
    stored = hu.post("/library/new/", {**WRITTEN, "kept": [done.json()["token"]]})
    assert stored.status_code == 302
    assert Material.objects.get().versions.get().files.get().part == "film"
    assert hu.post(f"/library/{Material.objects.get().pk}/publish/").status_code == 403
    assert at("han").post(f"/library/{Material.objects.get().pk}/publish/").status_code == 400, "no captions"


def test_nobody_carries_the_file_of_somebody_else_into_a_form(at, here):
    token = send(at("hu"), FILM).json()["token"]
    assert at("han").post("/library/new/", {**WRITTEN, "text": "文字", "kept": [token]}).status_code == 302
    assert Material.objects.get().versions.get().files.count() == 0


def test_without_script_a_small_film_comes_with_the_form(at, here):
    files = [SimpleUploadedFile("警示片.mp4", FILM), SimpleUploadedFile("字幕.vtt", CAPTIONS)]
    assert at("hu").post("/library/new/", {**WRITTEN, "files": files}).status_code == 302
    parts = set(Material.objects.get().versions.get().files.values_list("part", flat=True))
    assert parts == {"film", "captions"}


def test_bad_pieces_are_answered_in_words(at, here):
    hu = at("hu")
    for body in (
        b"",
        b"[]",
        b"{",
        b'{"size": -1}',
        b'{"size": 1e30, "name": 5}',
        b'{"size": 999999999999, "name": "x"}',
    ):
        assert hu.post("/library/uploads/", body, "application/json").status_code == 400
    number = hu.post("/library/uploads/", b'{"name": "a.mp4", "size": 10}', "application/json").json()["id"]
    own = f"/library/uploads/{number}/"
    for offset in ("5", "-1", "x", "9" * 30, ""):
        answer = hu.post(own, b"12345", "application/octet-stream", headers={"x-offset": offset})
        assert (answer.status_code, answer.json()["offset"]) == (409, 0)
    assert hu.post(own, bytes(11), "application/octet-stream", headers={"x-offset": "0"}).status_code == 400
    assert hu.get(own).json() == {"offset": 0, "size": 10}
    assert hu.post(f"{own}finish/", b"{}", "application/json").status_code == 409
    assert at("han").get(own).status_code == 404
    assert hu.get(f"/library/uploads/{uuid4()}/").status_code == 404
    assert hu.delete(own).status_code == 204
    assert hu.get(own).status_code == 404
    assert at("qin").post("/library/uploads/", b"{}", "application/json").status_code == 403
