"""Phones: browsers in which somebody of the station is signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from chizi.fronts.terminal.tests.browser_world import PIN, Station, station
from chizi.org.models import Person

Phone = Callable[..., BrowserContext]


@pytest.fixture
def here(transactional_db: None, tmp_path: Path, settings: Any) -> Station:
    return station(tmp_path, settings)


@pytest.fixture
def phone(browser: Browser, browser_context_args: dict[str, Any], live_server: LiveServer) -> Iterator[Phone]:
    """A new phone; a page that fails of itself, other than for want of a network, fails the test."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def heard(line: ConsoleMessage) -> None:
        if line.type == "error" and "Failed to load resource" not in line.text:
            errors.append(line.text)

    def made(person: Person, *, width: int = 390, locale: str = "en-US", **more: Any) -> BrowserContext:
        size = {"width": width, "height": 760}
        context = browser.new_context(
            **{**browser_context_args, "locale": locale, "viewport": size, "has_touch": True, **more}
        )
        context.on("console", heard)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.set_default_timeout(20_000)
        opened.append(context)
        sign_in(context, person, live_server.url)
        return context

    yield made
    for context in opened:
        context.close()
    assert errors == []


def sign_in(context: BrowserContext, person: Person, address: str) -> None:
    """Give the browser a session of the person, in the place of the one that it had."""
    client = Client()
    client.force_login(person)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def set_up(page: Page, address: str) -> None:
    """The first day of a device: choose a PIN, wait for the pack."""
    page.goto(f"{address}/terminal/")
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.click("button[type=submit]")
    page.wait_for_selector(".card")


def unlock(page: Page, pin: str = PIN) -> None:
    page.fill("#pin", pin)
    page.click("main form button[type=submit]")


def show(page: Page, route: str) -> None:
    """Go to a screen inside the terminal and wait for its heading."""
    page.evaluate("route => { location.hash = '#/' + route }", route)
    page.wait_for_function("route => location.hash === '#/' + route", arg=route)
    page.wait_for_selector("main h1")
