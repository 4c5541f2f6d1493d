"""What comes to the sign-in page from outside: long passwords, foreign hosts, forged ways on, leavers."""

import time

import pytest
from django.test import Client

from chizi.org.models import Person
from tests.signin.conftest import LOGIN, PASSWORD, SECURITY, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", [300, 100_000, 2_000_000, 10_000_000])
def test_a_password_of_megabytes_is_refused_at_once(lin: Person, size: int) -> None:
    began = time.process_time()
    answer = Client().post(LOGIN, {"login": "lin", "password": "x" * size})
    assert answer.status_code in {200, 400}
    assert time.process_time() - began < 1


def test_a_new_password_of_megabytes_is_refused_at_once(browser_of_lin: Client, lin: Person) -> None:
    long = "correct horse " * 60_000
    form = {"oldpassword": PASSWORD, "password1": long, "password2": long}
    began = time.process_time()
    assert browser_of_lin.post("/accounts/password/", form).status_code == 200
    assert time.process_time() - began < 1
    lin.refresh_from_db()
    assert lin.check_password(PASSWORD)


@pytest.mark.parametrize(
    "place",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "\0", "http:///x"],
)
def test_signing_in_leads_to_no_other_house(lin: Person, place: str) -> None:
    assert sign_in(Client(), to=place) == "/desk/"


def test_signing_in_leads_to_where_he_wanted_to_go(lin: Person) -> None:
    assert sign_in(Client(), to=SECURITY) == SECURITY


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil", ""])
def test_another_host_is_not_answered(host: str) -> None:
    answer = Client().get(LOGIN, headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_who_left_is_out_at_his_next_request_and_stays_out(browser_of_lin: Client, lin: Person) -> None:
    assert browser_of_lin.get(SECURITY).status_code == 200
    Person.objects.filter(pk=lin.pk).update(is_active=False)
    assert browser_of_lin.get(SECURITY)["Location"].startswith(LOGIN)
    client = Client()
    assert sign_in(client) == "/accounts/inactive/"
    assert client.get("/accounts/inactive/").status_code == 200
    assert client.get(SECURITY)["Location"].startswith(LOGIN)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    browser_of_lin: Client, lin: Person
) -> None:
    other = Client()
    sign_in(other)
    new = "another-long-sentence"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert browser_of_lin.post("/accounts/password/", form).status_code == 302
    assert browser_of_lin.get(SECURITY).status_code == 200
    assert other.get(SECURITY)["Location"].startswith(LOGIN)
    assert sign_in(Client()) == ""
    assert sign_in(Client(), password=new) == "/desk/"


def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(lin: Person) -> None:
    pages = [
        Client().post(LOGIN, {"login": name, "password": "wrong-horse-battery"}).content.decode()
        for name in ("lin", "wu1")
    ]
    plain = [page.replace("wu1", "lin") for page in pages]
    tokens = [line for line in plain[0].splitlines() if "csrfmiddlewaretoken" not in line]
    assert tokens == [line for line in plain[1].splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "social/signup/", "3rdparty/"])
def test_nobody_registers_and_no_e_mail_is_asked_for(path: str) -> None:
    assert Client().get(f"/accounts/{path}").status_code == 404


def test_one_ends_a_session_by_the_page_and_an_unknown_name_of_one_does_no_harm(
    browser_of_lin: Client,
) -> None:
    other = Client()
    sign_in(other)
    page = browser_of_lin.get(SECURITY).content.decode()
    assert str(other.session.session_key) not in page
    ident = page.split('name="session" value="')[1].split('"')[0]
    for given in (ident, ident, "", "\0", "x" * 5000):
        assert browser_of_lin.post(f"{SECURITY}sessions/end/", {"session": given})["Location"] == SECURITY
    assert other.get(SECURITY)["Location"].startswith(LOGIN)
    third = Client()
    sign_in(third)
    assert browser_of_lin.post(f"{SECURITY}sessions/end-others/")["Location"] == SECURITY
    assert third.get(SECURITY)["Location"].startswith(LOGIN)
