"""A small demonstration province behind a real server, and the command line beside it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django import Settings

from chizi.demo.cast import PASSWORD
from chizi.site.entry import main

UNITS = 1200


@dataclass(frozen=True)
class Said:
    """What a command answered: its exit code and the JSON on standard output."""

    code: int
    data: dict[str, Any]


Chizi = Callable[..., Said]
Visit = Callable[..., BrowserContext]


@pytest.fixture
def chizi(capfd: pytest.CaptureFixture[str]) -> Chizi:
    """The `chizi` command in this process, on the test database, always with --json."""

    def run(*arguments: str) -> Said:
        capfd.readouterr()
        code = main([*arguments, "--json"])
        out = capfd.readouterr().out
        return Said(code, json.loads(out) if out.strip() else {})

    return run


@pytest.fixture
def province(transactional_db: None, chizi: Chizi, settings: Settings, tmp_path: Path) -> dict[str, Any]:
    """A judged and published demonstration of UNITS units, in a data folder of its own."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    settings.PUBLICATIONS, settings.KEYS = settings.DATA / "publications", settings.DATA / "keys"
    made = chizi("demo", "--units", str(UNITS))
    assert made.code == 0
    return made.data


@pytest.fixture
def visit(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Visit]:
    """A new browser of somebody: his language, his width; pages fail the test that leave an error behind."""
    opened: list[BrowserContext] = []
    errors: list[str] = []

    def visited(locale: str = "zh-CN", width: int = 1440, tolerate: tuple[str, ...] = ()) -> BrowserContext:
        size = {"width": width, "height": 900}
        context = browser.new_context(**{**browser_context_args, "locale": locale, "viewport": size})
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("console", lambda line: _heard(line, tolerate, errors))
        context.set_default_timeout(15_000)
        opened.append(context)
        return context

    yield visited
    for context in opened:
        context.close()
    assert errors == []


def _heard(line: ConsoleMessage, tolerate: tuple[str, ...], errors: list[str]) -> None:
    expected = any(f"status of {status}" in line.text for status in tolerate)
    expected |= "offline" in tolerate and "ERR_INTERNET_DISCONNECTED" in line.text
    if line.type == "error" and not expected:
        errors.append(f"{line.page.url if line.page else ''}: {line.text}")


def sign_in(page: Page, address: str, username: str) -> None:
    """Through the form, as people do."""
    page.goto(f"{address}/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button.btn-primary")
    page.wait_for_url(f"{address}/desk/")
