"""Passkeys and codes in a real browser, with the authenticator that Chromium makes for tests."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect
from pytest_django.live_server_helper import LiveServer

from chizi.org.models import Person
from tests.signin.conftest import PASSWORD, Phone

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., BrowserContext]


@pytest.fixture
def visit(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Visit]:
    """A new browser; a page that leaves an error in its console fails the test."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def visited(locale: str = "en-US", width: int = 1440) -> BrowserContext:
        size = {"width": width, "height": 900}
        context = browser.new_context(**{**browser_context_args, "locale": locale, "viewport": size})
        context.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield visited
    for context in opened:
        context.close()
    assert errors == []


def with_key(page: Page) -> tuple[CDPSession, str]:
    """Give the browser a security key that knows its owner by a PIN."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made["authenticatorId"]


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.fill("#id_login", "lin")
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")


def confirmed(page: Page) -> None:
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")


def add_passkey(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/accounts/security/")
    page.get_by_role("link", name="Add a passkey").click()
    if page.locator("#id_password").count():
        confirmed(page)
    page.fill("#id_name", name)
    page.click("#mfa_webauthn_add")


def test_a_passkey_is_added_signs_in_alone_is_renamed_and_removed(
    lin: Person, live_server: LiveServer, visit: Visit
) -> None:
    page = visit().new_page()
    session, key = with_key(page)
    sign_in(page, live_server.url)
    page.wait_for_url("**/desk/")
    add_passkey(page, live_server.url, "blue key")
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator("#passkeys-title ~ p, .held").first).to_be_visible()
    expect(page.get_by_text("blue key").first).to_be_visible()
    expect(page.get_by_text("signs in alone")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/desk/")
    assert set(Authenticator.objects.values_list("last_used_at", flat=True)) == {None}

    page.context.clear_cookies()
    sign_in(page, live_server.url)
    page.wait_for_url("**/accounts/code/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/desk/")

    page.goto(f"{live_server.url}/accounts/security/")
    page.get_by_role("link", name="Rename blue key").click()
    page.get_by_role("link", name="With a passkey").click()
    page.click("#mfa_webauthn_reauthenticate")
    page.fill("#id_name", "red key")
    page.click("main button.btn-primary")
    page.get_by_role("link", name="Remove red key").click()
    page.click("main button.btn-primary")
    page.wait_for_url("**/accounts/security/")
    assert not Authenticator.objects.exists()

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/accounts/login/")
    expect(page.locator("#id_login")).to_be_visible()
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})


def test_a_passkey_of_somebody_who_left_signs_nobody_in(
    lin: Person, live_server: LiveServer, visit: Visit
) -> None:
    page = visit().new_page()
    with_key(page)
    sign_in(page, live_server.url)
    page.wait_for_url("**/desk/")
    add_passkey(page, live_server.url, "blue key")
    expect(page.locator(".codes li")).to_have_count(10)
    Person.objects.update(is_active=False)
    page.goto(f"{live_server.url}/accounts/security/")
    assert "/accounts/login/" in page.url
    page.click("#passkey_login")
    page.wait_for_url("**/accounts/inactive/")
    page.goto(f"{live_server.url}/desk/")
    assert "/accounts/login/" in page.url


def test_a_passkey_that_is_not_used_is_said_on_the_page(
    lin: Person, live_server: LiveServer, visit: Visit
) -> None:
    page = visit().new_page()
    session, key = with_key(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    page.goto(f"{live_server.url}/accounts/login/")
    page.click("#passkey_login")
    expect(page.locator("[data-passkey-fault]")).to_be_visible()


def test_codes_from_the_phone_in_a_browser_of_390_pixels_in_chinese(
    lin: Person, live_server: LiveServer, visit: Visit
) -> None:
    page = visit("zh-CN", 390).new_page()
    sign_in(page, live_server.url)
    page.wait_for_url("**/desk/")
    page.goto(f"{live_server.url}/accounts/security/")
    page.get_by_role("link", name="开启").click()
    confirmed(page)
    picture = page.locator("img.qr")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.naturalWidth") > 0, "the policy lets the picture be drawn"
    phone = Phone(page.locator("code.secret").inner_text())
    page.fill("#id_code", phone.code())
    page.click("main button.btn-primary")
    expect(page.locator(".codes li")).to_have_count(10)
    codes = page.locator(".codes li").all_inner_texts()
    wide = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "nothing sticks out at the side"
    page.context.clear_cookies()
    sign_in(page, live_server.url)
    page.wait_for_url("**/accounts/code/")
    page.fill("#id_code", codes[0])
    page.click("main button.btn-primary")
    page.wait_for_url("**/desk/")
    assert json.dumps(codes).isascii()
