"""Films in parts, and answers that leave the request to the database as it is."""

from io import BytesIO

import pytest
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from chizi.fronts.kit.ranges import send_ranges, span_of
from chizi.ground.files.queries import KeptFile

DIGEST = "a" * 64
TAG = f'"{DIGEST}"'


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=-5", (95, 99)),
        ("bytes=-500", (0, 99)),
        ("", None),
        ("bytes=-", None),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=" + "9" * 40 + "-", None),
    ],
)
def test_a_range_is_read(header: str, span: tuple[int, int] | None) -> None:
    assert span_of(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_range_beyond_the_file_cannot_be_satisfied(header: str) -> None:
    with pytest.raises(ValueError):
        span_of(header, 100)


def part(stream: BytesIO | None = None, media_type: str = "", **headers: str) -> HttpResponseBase:
    kept = KeptFile(digest=DIGEST, size=1000, media_type="video/mp4", name="film.mp4", pages=0)
    request = RequestFactory().get("/", headers=headers)
    return send_ranges(request, kept, stream or BytesIO(bytes(range(250)) * 4), media_type)


def test_a_film_is_sent_in_the_part_that_is_asked_for() -> None:
    answer = part(range="bytes=250-499")
    assert isinstance(answer, StreamingHttpResponse)
    assert (answer.status_code, answer["Content-Range"]) == (206, "bytes 250-499/1000")
    assert b"".join(answer) == bytes(range(250))
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_part_of_a_film_that_has_changed_is_the_whole() -> None:
    assert part(range="bytes=0-9", if_range='"other"').status_code == 200
    assert part(range="bytes=0-9", if_range=TAG).status_code == 206
    assert part(range="bytes=5000-").status_code == 416
    assert part(if_none_match=TAG).status_code == 304


def test_captions_are_sent_as_what_they_are() -> None:
    assert part(media_type="text/vtt")["Content-Type"] == "text/vtt"
    assert part(media_type="text/vtt", range="bytes=0-9")["Content-Type"] == "text/vtt"


@pytest.mark.parametrize(
    ("headers", "status"), [({"if_none_match": TAG}, 304), ({"range": "bytes=5000-"}, 416)]
)
def test_an_answer_without_the_file_lets_go_of_it_and_not_of_the_request(
    headers: dict[str, str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing the answer that is not sent would say that the request is over, and end its database connection."""
    stream = BytesIO(bytes(1000))
    closed: list[HttpResponseBase] = []
    monkeypatch.setattr(HttpResponseBase, "close", lambda answer: closed.append(answer))
    answer = part(stream, **headers)
    assert (answer.status_code, stream.closed, closed) == (status, True, [])
