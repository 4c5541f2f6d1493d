"""The office as its people use it: browsers that stay open, slips, sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journey.conftest import Chizi, Said, Visit

PASSWORD = "a-quiet-morning-walk"
TODAY = datetime.now(
    ZoneInfo("Asia/Shanghai")
).date()  # the pages ask the clock; nothing here reaches midnight
PHONE, DESKTOP = 390, 1440
REFUSED = ("400", "403", "404", "422")  # answers that a story of mistakes must meet


@dataclass
class Bureau:
    """One office, its address, and whoever sits at a screen in it."""

    address: str
    visit: Visit
    chizi: Chizi
    folder: Path
    screens: dict[tuple[str, int], Page] = field(default_factory=dict)

    def at(self, username: str, way: str, width: int = DESKTOP) -> Page:
        """The page of somebody who is signed in, opened at ``way``; signs him in on his first visit."""
        page = self.screens.get((username, width))
        if page is None:
            page = self.screens[username, width] = self.stranger(width)
            self.sign_in(page, username)
        page.goto(self.address + way)
        return page

    def stranger(self, width: int = DESKTOP) -> Page:
        return self.visit("zh-CN", width, tolerate=REFUSED).new_page()

    def sign_in(self, page: Page, username: str) -> None:
        """User name and password through the form, to wherever that leads."""
        page.goto(f"{self.address}/accounts/login/")
        page.fill("[name=login]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main button.btn-primary")
        page.wait_for_url(lambda url: "/accounts/login/" not in url)

    def accept(self, username: str, code: str) -> None:
        """Open the address on the slip, set a password, sign in."""
        page = self.stranger()
        page.goto(f"{self.address}/accounts/invitation/")
        page.fill("[name=username]", username)
        page.fill("[name=code]", code)
        page.fill("[name=password1]", PASSWORD)
        page.fill("[name=password2]", PASSWORD)
        page.click("main button.btn-primary")
        page.wait_for_url(f"{self.address}/accounts/login/")
        self.sign_in(page, username)
        expect(page).to_have_url(f"{self.address}/desk/")
        self.screens[username, DESKTOP] = page

    def run(self, *arguments: str) -> Said:
        """The `chizi` command, which must succeed."""
        said = self.chizi(*arguments)
        assert said.code == 0, (arguments, said.data)
        return said

    def filled(self, page: Page, name: str, rows: Iterable[Mapping[str, Any]]) -> Path:
        """The empty sheet that this page offers, filled in as people do, under a new name."""
        with page.expect_download() as download:
            page.locator("main a[href$='template.xlsx']").click()
        path = self.folder / name
        download.value.save_as(path)
        book = load_workbook(path)
        sheet = book.worksheets[0]
        columns = [cell.value for cell in sheet[1]]
        for row in rows:
            assert set(row) <= set(columns)
            sheet.append([row.get(column, "") for column in columns])
        book.save(path)
        return path


def send(page: Page) -> None:
    """Press the one main button of the page, and wait for the answer."""
    with page.expect_navigation():
        page.locator("main form button.btn-primary").last.click()


def fill(page: Page, **values: str) -> None:
    """Fill fields by their names; choices are chosen by value."""
    for name, value in values.items():
        field = page.locator(f"main form [name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def fits(page: Page, way: str = "**") -> None:
    """The page at ``way`` has come, and nothing of it sticks out at the side."""
    page.wait_for_url(way)
    expect(page.locator("#main")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
        page.url
    )
