"""What is too large is thrown away while it comes."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory

from chizi.fronts.kit.uploads import takes_uploads, uploaded
from chizi.ground.files.refusals import FileTooLarge
from chizi.org.models import Person


class Known:
    is_authenticated = True


class Match:
    def __init__(self, limit: int, *, strangers: bool = False) -> None:
        self.func = takes_uploads(limit, strangers=strangers)(lambda request: None)


def asked(content: bytes, match: Match, user: object) -> HttpRequest:
    file = SimpleUploadedFile("x.bin", content)
    request = RequestFactory().post("/", {"words": "typed before", "file": file})
    request.resolver_match = match  # type: ignore[assignment]
    request.user = user  # type: ignore[assignment]
    return request


def test_an_upload_within_the_limit_arrives():
    request = asked(b"x" * 300_000, Match(400_000), Known())
    assert [file.size for file in uploaded(request, "file")] == [300_000]


@pytest.mark.parametrize("size", [400_001, 5_000_000])
def test_one_above_it_is_refused_by_name_and_what_was_typed_stays(size: int):
    request = asked(b"x" * size, Match(400_000), Known())
    assert request.POST["words"] == "typed before"
    assert request.FILES.getlist("file") == []
    with pytest.raises(FileTooLarge) as raised:
        uploaded(request, "file")
    assert raised.value.field == "file"


def test_a_claim_of_4_gib_or_of_nothing_changes_nothing():
    for claimed in ("4294967296", "10"):
        request = asked(b"x" * 500_000, Match(400_000), Known())
        request.META["CONTENT_LENGTH"] = claimed
        assert request.FILES.getlist("file") == []


def test_a_stranger_s_file_is_not_taken_unless_the_page_is_for_strangers():
    assert uploaded(asked(b"x", Match(400_000), AnonymousUser()), "file") == []
    assert len(uploaded(asked(b"x", Match(400_000, strangers=True), AnonymousUser()), "file")) == 1


@pytest.mark.django_db
def test_a_page_that_got_too_much_says_so_and_shows_what_was_typed(settings):
    settings.FILE_LIMIT = 100_000
    person = Person.objects.create(username="lin", name="Lin")
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    client.get("/desk/inbox/settings/")
    form = {
        "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
        "email": "typed@example.cn",
        "file": SimpleUploadedFile("x.bin", b"x" * 200_000),
    }
    answer = client.post("/desk/inbox/settings/", form)
    assert answer.status_code == 400
    assert "too large" in answer.content.decode()
    assert "typed@example.cn" in answer.content.decode()
