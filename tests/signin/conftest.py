"""Somebody with a password, and the app on his phone."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from pytest_django import Settings

from chizi.org.models import Person

PASSWORD = "right-horse-battery"
SECURITY, LOGIN, CODE = "/accounts/security/", "/accounts/login/", "/accounts/code/"


class Phone:
    """An authenticator app: knows the secret, shows the code of now or of some steps away."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self, steps: int = 0) -> str:
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + steps))


@pytest.fixture(autouse=True)
def _no_hurry(settings: Settings) -> None:
    """Many tests knock from one address within a minute, and need no slow hash to see who is let in."""
    settings.ACCOUNT_RATE_LIMITS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def lin(db: None) -> Person:
    person = Person(username="lin", name="林")
    person.set_password(PASSWORD)
    person.save()
    return person


def sign_in(client: Client, password: str = PASSWORD, name: str = "lin", to: str = "") -> str:
    """Post the form; returns where it leads."""
    answer = client.post(LOGIN, {"login": name, "password": password, **({"next": to} if to else {})})
    return answer.headers.get("Location", "")


@pytest.fixture
def browser_of_lin(lin: Person) -> Client:
    client = Client()
    assert sign_in(client) == "/desk/"
    return client


def confirm(client: Client) -> None:
    """Show once more that it is he."""
    assert client.post("/accounts/confirm/", {"password": PASSWORD, "next": SECURITY}).status_code == 302


def turn_on(client: Client) -> Phone:
    """Codes from the phone, through the pages."""
    confirm(client)
    page = client.get("/accounts/security/phone/on/").content.decode()
    phone = Phone(re.search(r'class="secret">([A-Z2-7]+)<', page)[1])
    assert 'src="data:image/svg+xml;base64,' in page
    done = client.post("/accounts/security/phone/on/", {"code": phone.code()})
    assert done.headers.get("Location") == "/accounts/security/recovery-codes/"
    return phone


@pytest.fixture
def phone(browser_of_lin: Client, lin: Person) -> Phone:
    """Turned on a while ago."""
    found = turn_on(browser_of_lin)
    row = Authenticator.objects.get(user=lin, type="totp")
    Authenticator.objects.filter(pk=row.pk).update(created_at=row.created_at - timedelta(minutes=5))
    return found


Try = Callable[[str], str]


@pytest.fixture
def second_step(phone: Phone) -> Try:
    """A new browser that knows the password and types a code; returns where it leads, empty for refused."""

    def tried(code: str) -> str:
        client = Client()
        assert sign_in(client) == CODE
        return client.post(CODE, {"code": code}).headers.get("Location", "")

    return tried
