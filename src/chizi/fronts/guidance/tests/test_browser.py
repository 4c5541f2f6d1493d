"""Guidance in a real browser: both languages, both widths, without a fault that axe can find."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from chizi.plan import actions
from chizi.plan.actions.meetings import DecisionDraft
from chizi.plan.models import Deployment
from chizi.plan.tests.guided import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[5] / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ((1440, 900), (390, 844))
TEXT = "第一条 为了规范，制定本办法。\n第二条 线索应当移送。"


@pytest.fixture
def office(live_server, page: Page, settings, tmp_path):
    """The page of a browser in which Lin of the provincial office is signed in, and the address of the house."""
    settings.DATA = tmp_path
    here = house()
    said = {"actor": here.lin, "now": timezone.now()}
    actions.record_meeting(
        kind="other", title="推进会", chair="某", held_on=date(2021, 3, 9), body_code="lead",
        decisions=[DecisionDraft("再动员")], **said,
    )  # fmt: skip
    actions.add_regulation(
        region=here.province,
        title="办法",
        issuer="省委政法委",
        text=TEXT,
        in_force_from=date(2021, 5, 1),
        **said,
    )
    client = Client()
    client.force_login(here.lin, backend=configured.AUTHENTICATION_BACKENDS[-1])
    name = configured.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    return page, live_server.url


def violations(page: Page) -> list[str]:
    """What axe finds: rule and first place."""
    found = page.evaluate(AXE.read_text("utf-8") + "; axe.run()")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]


def test_pages_stand_at_both_widths_without_a_fault(office):
    page, base = office
    ways = ["", "bodies/at/g1/", "bodies/at/g1/deploy/", "deployments/", "meetings/new/", "regulations/"]
    number = Deployment.objects.count()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for way in ways:
            page.goto(f"{base}/guidance/{way}", wait_until="networkidle")
            assert violations(page) == [], (way, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (way, width)
    assert Deployment.objects.count() == number


def test_a_group_is_looked_at_and_then_sent(office):
    page, base = office
    page.goto(f"{base}/guidance/bodies/at/g1/deploy/")
    page.fill("[name=region]", "太原市")
    page.fill("[name=basis]", "派驻通知")
    page.click("button[value=look]")
    expect(page.locator("table.rows")).to_contain_text("可派")
    assert Deployment.objects.count() == 0
    page.click("button[value=send]")
    page.wait_for_url("**/guidance/bodies/at/g1/")
    expect(page.locator("main")).to_contain_text("太原市")
    assert Deployment.objects.count() == 4


def test_a_page_of_the_desk_fills_the_paper_when_printed(office):
    page, base = office
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{base}/guidance/bodies/at/g1/")
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('main').getBoundingClientRect().width") > 1200
