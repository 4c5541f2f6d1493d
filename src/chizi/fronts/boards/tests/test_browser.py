"""The boards in a real browser: both languages, both widths, by keyboard, without a fault that axe can find."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chizi.evaluation.tests.conftest import COMMUNITY, hand_in_everything, judge, make_register
from chizi.fronts.boards.tests.conftest import PASSWORD, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[5] / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ((1440, 900), (390, 844))
WAYS = (
    "/boards/140000000000/?period=2020",
    "/boards/140100000000/?period=2020&zero=petition",
    "/boards/140105001000/units/?period=2020",
    f"/boards/unit/{COMMUNITY}/?period=2020",
    f"/boards/unit/{COMMUNITY}/events/",
    "/boards/990000000000/",
)


@pytest.fixture
def office(live_server, tmp_path, page: Page):
    """The page of a browser in which Lin of the provincial office has signed in, and what it complained of."""
    make_register()
    hand_in_everything(tmp_path)
    judge()
    make_person("lin")  # last: the console acts only while nobody is registered
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"{live_server.url}/accounts/login/?next=/boards/")
    page.locator("#id_login").fill("lin")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main button.btn-primary").click()
    page.wait_for_url("**/boards/140000000000/")
    return page, faults


def violations(page: Page) -> list[str]:
    """What axe finds: rule and first place."""
    found = page.evaluate(AXE.read_text("utf-8") + "; axe.run()")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]


def look_at_all(page: Page, base: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for way in WAYS:
            page.goto(base + way, wait_until="networkidle")
            assert violations(page) == [], (way, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (way, width)


def switch_language(page: Page, word: str) -> None:
    """Press the language switch; the place stays."""
    before = page.url
    page.get_by_role("button", name=word).click()
    page.wait_for_load_state("networkidle")
    assert page.url == before


def map_and_table_share_one_selection(page: Page) -> None:
    expect(page.locator("#map[data-drawn]")).to_be_visible()
    row = page.locator('tr[data-key="140100"]')
    row.hover()
    expect(row).to_have_class("chosen")
    expect(page.locator("#readout")).to_contain_text("太原市")


def the_keyboard_walks_and_opens(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator('tr[data-key="140100"] th a')).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/boards/140100000000/**")


def test_the_boards_in_both_languages_and_widths(office, live_server):
    page, faults = office
    map_and_table_share_one_selection(page)
    the_keyboard_walks_and_opens(page)
    look_at_all(page, live_server.url)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(live_server.url + WAYS[3], wait_until="networkidle")
    switch_language(page, "English")
    expect(page.locator("h1")).to_contain_text("keep the three zeros in 2020?")
    page.locator("#events a").click()
    expect(page.locator("#events table")).to_be_visible()
    assert violations(page) == []
    look_at_all(page, live_server.url)
    assert [fault for fault in faults if "404" not in fault] == []
