"""Rubbish at every door of sign-in: turned down, never a fault of ours."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from chizi.org.models import Person
from tests.signin.conftest import CODE, LOGIN, SECURITY, Phone, confirm, sign_in

pytestmark = pytest.mark.django_db
CREDENTIALS = [
    "",
    "x",
    "null",
    "[]",
    "7",
    "{}",
    '"\\u0000"',
    json.dumps({"response": None}),
    json.dumps({"response": {"userHandle": None}}),
    json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {"userHandle": "AA"}}),
    json.dumps({"id": "a", "rawId": "a", "type": "public-key", "clientExtensionResults": {}, "response": {
        "userHandle": "____", "clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA"}}),
    json.dumps({"id": "a", "rawId": "a", "type": "public-key", "clientExtensionResults": {}, "response": {
        "clientDataJSON": "e30", "attestationObject": "oA"}}),
    json.dumps({"response": {"userHandle": "9" * 40}}),
    "[" * 2000 + "]" * 2000,
]  # fmt: skip


def test_a_credential_that_is_none_signs_nobody_in(lin: Person) -> None:
    client = Client()
    for credential in CREDENTIALS:
        client.get("/accounts/passkey/", headers={"accept": "application/json"})
        assert client.post("/accounts/passkey/", {"credential": credential}).status_code in {302, 400}
        assert client.get(SECURITY).status_code == 302


def test_a_credential_that_is_none_is_no_passkey_of_anybody(browser_of_lin: Client, lin: Person) -> None:
    confirm(browser_of_lin)
    address = "/accounts/security/passkeys/add/"
    for credential in CREDENTIALS:
        assert browser_of_lin.get(address).status_code == 200
        for name in ("blue key", "x" * 200):
            form = {"name": name, "credential": credential, "passwordless": "on"}
            assert browser_of_lin.post(address, form).status_code == 200
    assert not Authenticator.objects.filter(user=lin).exists()


def test_a_credential_that_is_none_is_no_second_step(phone: Phone) -> None:
    client = Client()
    sign_in(client)
    for credential in CREDENTIALS:
        assert client.get(CODE).status_code == 200
        assert client.post(CODE, {"credential": credential}).status_code == 200
        assert client.get(SECURITY).status_code == 302


@pytest.mark.parametrize("number", ["0", "1", str(2**31), str(2**63), "9" * 40])
def test_a_passkey_that_is_not_ones_own_is_not_there(browser_of_lin: Client, number: str) -> None:
    confirm(browser_of_lin)
    for step in ("rename", "remove"):
        assert browser_of_lin.get(f"/accounts/security/passkeys/{number}/{step}/").status_code == 404
        assert browser_of_lin.post(f"/accounts/security/passkeys/{number}/{step}/").status_code == 404


@pytest.mark.parametrize(
    "query", ["?next=%00", "?next=//x&next=/y", "?process=\0", "?" + "a=1&" * 3000, "?next=" + "x" * 9000]
)
def test_odd_addresses_of_the_sign_in_page_are_answered(lin: Person, query: str) -> None:
    assert Client().get(LOGIN + query).status_code in {200, 400}


@pytest.mark.parametrize("name", ["\0", "lin\0", "x" * 5000, "林", "' OR 1=1 --", "lin\n", "\ud83d"])
def test_odd_names_sign_nobody_in(lin: Person, name: str) -> None:
    client = Client()
    text = name.encode("utf-8", "replace").decode()
    assert client.post(LOGIN, {"login": text, "password": "wrong-horse-battery"}).status_code in {200, 400}
    assert client.get(SECURITY).status_code == 302


def test_rubbish_cookies_are_nobody(lin: Person) -> None:
    for value in ("", "x", "\x01", "é" * 50, "a" * 40, "a" * 4000):
        client = Client()
        client.cookies["sessionid"] = value
        assert client.get(SECURITY).status_code == 302
