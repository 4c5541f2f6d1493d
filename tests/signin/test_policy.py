"""CHIZI_SECOND_FACTOR: who must have a second factor is led to it first."""

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from chizi.org.models import Grant, Person, Region
from chizi.org.rules import Level, Role
from chizi.site.guarding import check_start
from tests.signin.conftest import SECURITY, sign_in, turn_on

pytestmark = pytest.mark.django_db


def _appoint(person: Person, role: Role) -> None:
    province = Region.objects.create(code="140000000000", name="山西省", level=Level.PROVINCE)
    Grant.objects.create(
        person=person, role=role.value, region=province, from_date=date(2020, 1, 1), granted_by="console"
    )


def test_an_administrator_without_one_sees_the_security_page_and_nothing_else(
    browser_of_lin: Client, lin: Person, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "administrators"
    assert browser_of_lin.get("/desk/").status_code == 200
    _appoint(lin, Role.AUDITOR)
    for address in ("/desk/", "/boards/", "/desk/journal/"):
        assert browser_of_lin.get(address)["Location"] == SECURITY
    assert browser_of_lin.get(SECURITY).status_code == 200
    turn_on(browser_of_lin)
    assert browser_of_lin.get("/desk/").status_code == 200


def test_everyone_means_everyone_and_strangers_still_read_what_is_public(
    browser_of_lin: Client, lin: Person, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "everyone"
    assert browser_of_lin.get("/desk/")["Location"] == SECURITY
    assert Client().get("/").status_code == 200


def test_who_must_have_one_cannot_take_the_last_one_away(
    browser_of_lin: Client, lin: Person, settings: Settings
) -> None:
    turn_on(browser_of_lin)
    settings.SECOND_FACTOR = "everyone"
    browser_of_lin.post("/accounts/security/phone/off/")
    assert Authenticator.objects.filter(user=lin, type="totp").exists()
    settings.SECOND_FACTOR = "administrators"
    browser_of_lin.post("/accounts/security/phone/off/")
    assert not Authenticator.objects.filter(user=lin, type="totp").exists()


def test_without_the_setting_nobody_is_led_anywhere(browser_of_lin: Client, lin: Person) -> None:
    _appoint(lin, Role.SYSTEM_ADMIN)
    assert browser_of_lin.get("/desk/").status_code == 200
    assert sign_in(Client()) == "/desk/"


GOOD = {
    "debug": False,
    "tls": True,
    "hosts": ["chizi.example.cn"],
    "key": "k" * 50,
    "second_factor": "optional",
    "directory": {"server": "", "client_id": "", "secret": "", "name": "", "claim": "preferred_username"},
}
DIRECTORY = {
    "server": "https://login.example.cn",
    "client_id": "chizi",
    "secret": "s",
    "name": "",
    "claim": "uid",
}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"debug": True}, "CHIZI_DEBUG"),
        ({"hosts": ["*"]}, "CHIZI_HOSTS"),
        ({"key": "short"}, "CHIZI_SECRET_KEY"),
        ({"second_factor": "required"}, "CHIZI_SECOND_FACTOR"),
        ({"directory": DIRECTORY | {"server": "http://login.example.cn"}}, "CHIZI_OIDC_SERVER"),
        ({"directory": DIRECTORY | {"server": "login.example.cn"}}, "CHIZI_OIDC_SERVER"),
        ({"directory": DIRECTORY | {"server": ""}}, "CHIZI_OIDC_SERVER"),
        ({"directory": DIRECTORY | {"client_id": ""}}, "CHIZI_OIDC_CLIENT_ID"),
        ({"directory": DIRECTORY | {"claim": ""}}, "CHIZI_OIDC_CLAIM"),
    ],
)
def test_settings_with_which_nobody_should_serve_people_do_not_start(change: dict, word: str) -> None:
    check_start(**GOOD)
    check_start(**GOOD | {"directory": DIRECTORY})
    with pytest.raises(ImproperlyConfigured, match=word):
        check_start(**GOOD | change)
