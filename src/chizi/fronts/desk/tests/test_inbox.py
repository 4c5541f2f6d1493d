"""One's own inbox, and where the digest goes."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings
from django.test import Client

from chizi.ground.notices.actions import notify
from chizi.ground.notices.queries import inbox, preferences, unread_count
from chizi.org.models import Person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 2, tzinfo=UTC)
CHOICE = {"digest_hour": "9", "quiet_from": "21:00", "quiet_until": "08:00"}


def person(name: str) -> Person:
    return Person.objects.create(username=name, name=name.title())


@pytest.fixture
def lin() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person("lin"), backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    return client


def tell(count: int = 1, to: str = "person:lin", text: str = "Due: %(n)s <b>") -> None:
    for number in range(count):
        notify(actor="x", now=NOW, to=[to], kind="due.task", text=text, params={"n": number}, href="/desk/")


def test_an_empty_inbox_says_what_comes_here(lin: Client):
    text = lin.get("/desk/inbox/").content.decode()
    assert "Nothing has come in" in text
    assert "Mark all as read" not in text


def test_notices_are_listed_escaped_with_their_links_and_the_number_stands_on_every_page(lin: Client):
    tell(2)
    tell(to="person:wang", text="not for Lin")
    text = lin.get("/desk/inbox/").content.decode()
    assert '<a href="/desk/">Due: 1 &lt;b&gt;</a>' in text
    assert "2 unread notices" in text
    assert "not for Lin" not in text
    assert re.search(r'Inbox <span class="num">2</span>', lin.get("/desk/search/").content.decode())


def test_one_or_all_are_marked_and_another_s_is_not_there(lin: Client):
    tell(3)
    tell(to="person:wang")
    mine, foreign = inbox("person:lin").items[0], inbox("person:wang").items[0]
    assert lin.post("/desk/inbox/read/", {"number": mine.number})["Location"] == "/desk/inbox/"
    for number in (foreign.number, "x", 10**30, "\0", -1):
        assert lin.post("/desk/inbox/read/", {"number": number}).status_code == 404
    assert unread_count("person:lin") == 2
    lin.post("/desk/inbox/read/", {"all": "1"})
    assert unread_count("person:lin") == 0
    assert unread_count("person:wang") == 1
    assert lin.post("/desk/inbox/read/").status_code == 302, "nothing chosen, nothing done"
    assert lin.get("/desk/inbox/read/").status_code == 405


def test_a_long_inbox_has_pages_and_survives_a_rubbish_cursor(lin: Client):
    tell(60)
    first = lin.get("/desk/inbox/").content.decode()
    following = re.search(r'href="(/desk/inbox/\?after=[^"]+)"', first)
    assert following is not None
    second = lin.get(following[1]).content.decode()
    assert second.count("Due: ") - 10 == 10, "ten are left, each named again by its button"
    for after in ("x", "new.-1", "%00", "new.99999999999999999999"):
        assert lin.get(f"/desk/inbox/?after={after}").status_code == 200


def test_the_page_takes_the_same_queries_for_one_notice_and_for_fifty(
    lin: Client, django_assert_max_num_queries
):
    tell(50)
    lin.get("/desk/inbox/")
    with django_assert_max_num_queries(8):
        lin.get("/desk/inbox/")


def test_the_digest_is_chosen_and_kept(lin: Client, settings):
    settings.MAIL_ON = True
    answer = lin.post("/desk/inbox/settings/", CHOICE | {"email": "lin@example.cn", "digest_hour": "18"})
    assert answer["Location"] == "/desk/inbox/settings/"
    kept = preferences("person:lin")
    assert (kept.email, kept.digest_hour) == ("lin@example.cn", 18)
    text = lin.get("/desk/inbox/settings/").content.decode()
    assert 'value="lin@example.cn"' in text
    assert 'id="id_webhook"' not in text, "a way that is off is not asked for"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "nobody"}, "id_email"),
        ({"email": "a@b.cn", "digest_hour": "22"}, "id_digest_hour"),
        ({"digest_hour": "24"}, "id_digest_hour"),
        ({"quiet_from": "25:00"}, "id_quiet_from"),
        ({"quiet_until": ""}, "id_quiet_until"),
        ({"email": "a\0@b.cn"}, "id_email"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    lin: Client, settings, wrong, field: str
):
    settings.MAIL_ON = True
    answer = lin.post("/desk/inbox/settings/", CHOICE | {"email": "kept@example.cn"} | wrong)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert f'id="{field}_error"' in text
    assert f'href="#{field}"' in text
    assert wrong.get("email", "kept@example.cn").replace("\0", "") in text.replace("\0", "")
    assert preferences("person:lin").email == ""


def test_an_installation_without_ways_says_so(lin: Client):
    assert "everything stays in the inbox" in lin.get("/desk/inbox/settings/").content.decode()


def test_a_stranger_is_sent_to_sign_in():
    for path in ("/desk/inbox/", "/desk/inbox/settings/"):
        assert "/accounts/login/" in Client().get(path)["Location"]
