"""Sessions are seen and ended by their own person, and leave nothing behind."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chizi.org.models import Person
from chizi.site.sessions.devices import device_of
from chizi.site.sessions.live import clear_sessions, end_session, end_sessions, ident_of, live_sessions
from chizi.site.sessions.models import LiveSession

PASSWORD = "right-horse-battery"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604.1"
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin() -> Person:
    person = Person(username="lin", name="林")
    person.set_password(PASSWORD)
    person.save()
    return person


def signed_in(agent: str = CHROME) -> Client:
    client = Client(headers={"user-agent": agent})
    answer = client.post("/accounts/login/", {"login": "lin", "password": PASSWORD})
    assert answer.status_code == 302
    return client


def test_a_person_sees_each_session_with_its_kind_of_device_and_nothing_more(lin):
    here, other = signed_in(), signed_in(PHONE)
    found = live_sessions(lin, now=timezone.now(), here=here.session.session_key)
    assert [(one.here, one.device) for one in found] == [(True, "Chrome · Windows"), (False, "Safari · iOS")]
    assert str(other.session.session_key) not in repr(found)
    columns = {field.column for field in LiveSession._meta.local_fields}
    assert columns == {"session_key", "session_data", "expire_date", "person_id"}


def test_an_ended_session_is_signed_out_at_its_next_request(lin):
    here, other = signed_in(), signed_in()
    assert end_session(lin, ident_of(other.session.session_key))
    assert here.get("/accounts/security/").status_code == 200
    assert other.get("/accounts/security/")["Location"].startswith("/accounts/login/")


def test_ending_the_others_keeps_this_one(lin):
    here, *others = signed_in(), signed_in(), signed_in()
    assert end_sessions(lin, but=here.session.session_key) == 2
    assert here.get("/accounts/security/").status_code == 200
    assert [one.get("/accounts/security/").status_code for one in others] == [302, 302]
    assert LiveSession.objects.filter(person=lin).count() == 1


def test_nobody_ends_the_session_of_somebody_else(lin):
    here = signed_in()
    other = Person.objects.create(username="wang", name="王")
    assert not end_session(other, ident_of(here.session.session_key))
    assert here.get("/accounts/security/").status_code == 200


def test_a_session_from_before_a_new_password_is_not_shown_as_live(lin):
    signed_in()
    lin.set_password("another-long-sentence")
    lin.save()
    assert live_sessions(lin, now=timezone.now()) == []


def test_R02_signing_out_leaves_no_row(lin):
    client = signed_in()
    client.post("/accounts/logout/")
    assert not LiveSession.objects.filter(person=lin).exists()


def test_what_has_run_out_goes(lin):
    signed_in()
    assert clear_sessions(timezone.now()) == 0
    assert clear_sessions(timezone.now() + timedelta(hours=13)) == 1


def test_an_unknown_browser_has_no_name():
    assert device_of("") == device_of("curl/8") == ""
    assert device_of("Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0") == "Firefox · Linux"
