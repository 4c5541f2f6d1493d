"""Every main screen of the terminal: nothing sticks out at 360 pixels, axe-core finds nothing, a thumb finds its
target; in Chinese by day and in English by night, and with text twice as large."""

from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from chizi.fronts.terminal.tests.browser_world import Station
from chizi.fronts.terminal.tests.conftest import Phone, set_up, show
from chizi.ground.suggestions.models import Suggestion
from tests.reading import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Anything to press that stands by itself; a link inside a sentence is as high as its line.
SMALL = """() => [...document.querySelectorAll(
  'button, select, input[type=text], input[type=search], textarea, .tabs a, .rows > li > a, .btn, label.option'
)].filter(one => one.offsetParent)
  .filter(one => { const box = one.getBoundingClientRect(); return box.height < 44 || box.width < 44 })
  .map(one => `${one.tagName} ${one.className} ${one.textContent.slice(0, 20)}`)"""


def _routes(here: Station) -> list[str]:
    task, about = here.asked[1].pk, f"material:{here.law.pk}"
    return [
        "today", f"task/{here.asked[0].pk}", f"task/{task}/report", f"task/{here.asked[2].pk}/object", "learn",
        f"material/{here.law.pk}", f"paper/{here.practice.pk}", f"paper/{here.graded.pk}", f"reflect/{about}",
        f"apply/{about}", "me", "outbox", "record", "mastery", "device", "suggest?page=today", "nowhere/at/all",
    ]  # fmt: skip


def _faults(page: Page) -> list[str]:
    found: dict[str, Any] = page.evaluate("async () => await axe.run()")
    return [
        f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["nodes"]
    ]


@pytest.mark.parametrize(("locale", "scheme"), [("zh-CN", "light"), ("en-US", "dark")], ids=["zh", "en"])
def test_nothing_sticks_out_and_nothing_shuts_anybody_out(
    here: Station, phone: Phone, live_server: LiveServer, locale: str, scheme: str
) -> None:
    page = phone(here.sun, width=360, locale=locale, color_scheme=scheme).new_page()
    page.goto(f"{live_server.url}/terminal/")
    page.wait_for_selector("#pin")
    page.evaluate(AXE.read_text("utf-8"))
    wrong = [f"pin: {fault}" for fault in _faults(page)]
    set_up(page, live_server.url)
    page.evaluate(AXE.read_text("utf-8"))
    for route in _routes(here):
        show(page, route)
        page.wait_for_timeout(60)
        wrong += [f"{route}: {fault}" for fault in _faults(page)]
        wrong += [f"{route}: too small: {one}" for one in page.evaluate(SMALL)]
        if page.evaluate(WIDE) > 0:
            wrong.append(f"{route}: sticks out")
        page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
        if page.evaluate(WIDE) > 0:
            wrong.append(f"{route}: sticks out at 200 %")
        page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    assert wrong == []


def test_R12_every_screen_has_an_entry_for_suggestions_and_says_where_it_came_from(
    here: Station, phone: Phone, live_server: LiveServer
) -> None:
    page = phone(here.sun).new_page()
    set_up(page, live_server.url)
    for route in _routes(here):
        if route.startswith("suggest"):
            continue
        show(page, route)
        entry = page.get_by_role("link", name="Something wrong on this screen?")
        assert (entry.get_attribute("href") or "").startswith("#/suggest?page="), route
    show(page, "mastery")
    page.get_by_role("link", name="Something wrong on this screen?").click()
    page.fill("#text", "目标写得太长。")
    with page.expect_response("**/api/parcels") as answer:
        page.click("form button[type=submit]")
    answer.value.finished()
    assert list(Suggestion.objects.values_list("page", "text")) == [("/terminal/mastery", "目标写得太长。")]
