"""Codes from the phone and recovery codes."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from chizi.org.models import Person
from chizi.site.signing.codes import SHUT, WRONG_ALLOWED, Refused, take_code
from tests.signin.conftest import CODE, SECURITY, Phone, Try, confirm, sign_in, turn_on

pytestmark = pytest.mark.django_db


def test_after_the_password_a_code_is_asked_for_and_lets_in(phone: Phone, second_step: Try) -> None:
    assert second_step(phone.code()) == "/desk/"


def test_the_password_alone_opens_nothing(phone: Phone) -> None:
    client = Client()
    assert sign_in(client) == CODE
    assert client.get("/desk/")["Location"].startswith("/accounts/login/")


def test_a_code_that_was_used_is_refused_in_any_browser(phone: Phone, second_step: Try) -> None:
    code = phone.code()
    assert second_step(code) == "/desk/"
    assert second_step(code) == ""
    assert second_step(phone.code(-1)) == "", "nor an older one"


def test_the_code_that_turned_it_on_signs_nobody_in(browser_of_lin: Client, lin: Person) -> None:
    phone = turn_on(browser_of_lin)
    client = Client()
    sign_in(client)
    assert client.post(CODE, {"code": phone.code()}).status_code == 200


def test_a_clock_half_a_minute_off_is_forgiven_and_a_minute_is_not(phone: Phone, second_step: Try) -> None:
    assert second_step(phone.code(+3)) == ""
    assert second_step(phone.code(+1)) == "/desk/"


def test_a_thousand_wrong_codes_get_nowhere(lin: Person, phone: Phone, second_step: Try) -> None:
    client, now = Client(), timezone.now()
    sign_in(client)
    wrong = [code for code in (f"{number:06}" for number in range(1000)) if code != phone.code()]
    for code in wrong[:WRONG_ALLOWED]:
        assert client.post(CODE, {"code": code}).status_code == 200
    assert {take_code(lin.pk, code, now=now) for code in wrong} == {Refused.SHUT}
    assert second_step(phone.code()) == "", "nor does the right one now"
    row = Authenticator.objects.get(user=lin, type="totp")
    assert row.data["wrong"] == WRONG_ALLOWED, "most were not even compared"
    later = timezone.now() + SHUT
    assert isinstance(take_code(lin.pk, phone.code(), now=later), Authenticator)
    assert "wrong" not in Authenticator.objects.get(pk=row.pk).data


def test_wrong_codes_far_apart_do_not_add_up(lin: Person, phone: Phone) -> None:
    now = timezone.now()
    for hour in range(WRONG_ALLOWED + 4):
        found = take_code(lin.pk, "nonsense", now=now + timedelta(hours=hour))
        assert found is Refused.WRONG


@pytest.mark.parametrize("code", ["", " ", "\0", "٣٣٣٣٣٣", "9" * 41, "9" * 4000, "-1", "123456\n"])
def test_rubbish_is_no_code(second_step: Try, code: str) -> None:
    assert second_step(code) == ""


def test_recovery_codes_are_shown_once_and_each_works_once(
    browser_of_lin: Client, phone: Phone, second_step: Try
) -> None:
    address = "/accounts/security/recovery-codes/"
    codes = re.findall(r"<li><code>(\d{8})</code>", browser_of_lin.get(address).content.decode())
    assert len(codes) == 10
    assert codes[0] not in browser_of_lin.get(address).content.decode()
    assert second_step(codes[3]) == "/desk/"
    assert second_step(codes[3]) == ""
    assert "9" in browser_of_lin.get(SECURITY).content.decode()


def test_new_recovery_codes_end_the_old_ones(browser_of_lin: Client, phone: Phone, second_step: Try) -> None:
    address = "/accounts/security/recovery-codes/"
    old = re.findall(r"<li><code>(\d{8})</code>", browser_of_lin.get(address).content.decode())
    browser_of_lin.post(f"{address}new/")
    new = re.findall(r"<li><code>(\d{8})</code>", browser_of_lin.get(address).content.decode())
    assert len(new) == 10
    assert set(new).isdisjoint(old)
    assert second_step(old[0]) == ""


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/security/phone/on/",
        "/accounts/security/passkeys/add/",
        "/accounts/security/recovery-codes/new/",
    ],
)
def test_nothing_changes_before_he_has_shown_once_more_that_it_is_he(
    browser_of_lin: Client, address: str
) -> None:
    for answer in (browser_of_lin.get(address), browser_of_lin.post(address, {"code": "000000"})):
        assert answer["Location"].startswith("/accounts/confirm/")


def test_turning_it_off_takes_the_recovery_codes_with_it(
    browser_of_lin: Client, lin: Person, phone: Phone
) -> None:
    assert browser_of_lin.post("/accounts/security/phone/off/").status_code == 302
    assert not Authenticator.objects.filter(user=lin).exists()
    assert sign_in(Client()) == "/desk/"


def test_R02_using_a_second_factor_leaves_no_time_of_use(
    lin: Person, phone: Phone, second_step: Try, browser_of_lin: Client
) -> None:
    second_step(phone.code())
    confirm(browser_of_lin)
    assert set(Authenticator.objects.values_list("last_used_at", flat=True)) == {None}


def test_the_secret_lies_sealed_in_the_database(lin: Person, phone: Phone, settings: Settings) -> None:
    kept = Authenticator.objects.get(user=lin, type="totp").data["secret"]
    assert phone.secret not in kept
    settings.SECRET_KEY = "x" * 50
    assert take_code(lin.pk, phone.code(), now=timezone.now()) is Refused.WRONG


def test_the_confirming_code_is_bound_by_the_same_rules(
    browser_of_lin: Client, phone: Phone, second_step: Try
) -> None:
    code = phone.code()
    assert second_step(code) == "/desk/"
    answer = browser_of_lin.post("/accounts/confirm/code/", {"code": code, "next": SECURITY})
    assert answer.status_code == 200
    fresh = {"code": phone.code(+1), "next": SECURITY}
    assert browser_of_lin.post("/accounts/confirm/code/", fresh).headers["Location"] == SECURITY
