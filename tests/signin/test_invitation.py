"""The printed slip: who holds it sets a password, and guessing ends soon."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from chizi.journal.models import Entry
from chizi.org.actions.invitations import issue_first
from chizi.org.models import Invitation, Person
from chizi.org.slips import MOST_FAILURES, new_code
from tests.signin.conftest import Phone, sign_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/invitation/"
NEW = "a-quiet-morning-walk"


@pytest.fixture
def wang(db: None) -> Person:
    person = Person(username="wang", name="王")
    person.set_unusable_password()
    person.save()
    return person


@pytest.fixture
def code(wang: Person) -> str:
    return issue_first("console", timezone.now(), wang).code


def typed(code: str, name: str = "wang", password: str = NEW, again: str | None = None) -> dict[str, str]:
    return {"username": name, "code": code, "password1": password, "password2": again or password}


def said(page: object) -> str:
    text = page.content.decode()
    return text.split('role="alert"')[1].split("</ul>")[0] if 'role="alert"' in text else ""


def test_with_the_slip_he_sets_his_password_and_signs_in(code: str) -> None:
    client = Client()
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, typed(code.lower().replace("-", " "), "WANG"))["Location"] == "/accounts/login/"
    assert sign_in(client, password=NEW, name="wang") == "/desk/"


def test_a_slip_works_once(code: str) -> None:
    Client().post(PAGE, typed(code))
    again = Client().post(PAGE, typed(code, password="another-long-sentence"))
    assert again.status_code == 200
    assert sign_in(Client(), password="another-long-sentence", name="wang") == ""


def test_an_unknown_name_and_a_wrong_code_get_the_same_answer(code: str) -> None:
    wrong = new_code()
    one, other = Client().post(PAGE, typed(wrong)), Client().post(PAGE, typed(wrong, "nobody"))
    assert said(one) == said(other) != ""
    assert one.status_code == other.status_code


def test_guessing_ends_the_slip(wang: Person, code: str) -> None:
    for _ in range(MOST_FAILURES):
        Client().post(PAGE, typed(new_code()))
    assert Client().post(PAGE, typed(code)).status_code == 200
    wang.refresh_from_db()
    assert not wang.has_usable_password()


def test_a_slip_that_ran_out_sets_nothing(wang: Person, code: str) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().post(PAGE, typed(code)).status_code == 200
    wang.refresh_from_db()
    assert not wang.has_usable_password()


@pytest.mark.parametrize(
    ("password", "again"),
    [("short", None), ("password123", None), (NEW, NEW + "x"), ("", None), ("x" * 300, None)],
)
def test_a_weak_or_mistyped_password_is_turned_down_and_the_slip_stays(
    code: str, password: str, again: str | None
) -> None:
    page = Client().post(PAGE, typed(code, password=password, again=again))
    assert page.status_code == 200
    assert said(page)
    assert Client().post(PAGE, typed(code)).status_code == 302


@pytest.mark.parametrize("rubbish", ["", "\0", "x" * 4000, "AAAA", "' OR 1=1"])
def test_rubbish_sets_nothing(code: str, rubbish: str) -> None:
    assert Client().post(PAGE, typed(rubbish)).status_code == 200
    assert Client().post(PAGE, typed(code, name=rubbish)).status_code == 200
    assert Client().post(PAGE, typed(code)).status_code == 302


def test_a_released_reset_takes_the_lost_phone_away(lin: Person, phone: Phone) -> None:
    """Otherwise whoever loses the phone is locked out for good; two administrators stand behind the slip."""
    code = issue_first("console", timezone.now(), lin).code
    assert Client().post(PAGE, typed(code, "lin"))["Location"] == "/accounts/login/"
    assert not Authenticator.objects.filter(user=lin).exists()
    assert sign_in(Client(), password=NEW) == "/desk/"
    assert Entry.objects.filter(kind="person.factors-removed").exists()
