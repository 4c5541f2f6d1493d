"""Tasks in a real browser: both languages, both widths, by keyboard, without a fault that axe can find."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from chizi.org.abilities import local_day
from chizi.plan.actions import assign_task, create_task, raise_objection
from chizi.plan.models import Assignment, Result
from chizi.plan.tests.planned import desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parents[5] / "node_modules" / "axe-core" / "axe.min.js"
SIZES = ((1440, 900), (390, 844))


@pytest.fixture
def here(settings, tmp_path):
    """A task of a decision, given to a county's bureau, which objects to it; another that nobody has yet."""
    settings.DATA = tmp_path
    found, now = desk(), timezone.now()
    said = {"actor": found.lin, "now": now, "issuer": found.office, "basis": "推进会", "origin": "decision:1"}
    due = local_day(now) + timedelta(days=20)
    one, _other = (
        create_task(title=title, text="与每名民警谈心一次", due=due, **said) for title in ("谈心", "家访")
    )
    row = assign_task(actor=found.lin, now=now, task_id=one.pk, parties=[found.county])[0]
    raise_objection(actor=found.hu, now=now, assignment_id=row.pk, ground="time", text="太紧")
    return found


@pytest.fixture
def sits(here, live_server, page: Page):
    """The page of a browser in which somebody of the cast is signed in, and the address of the house."""

    def sit(name: str) -> tuple[Page, str]:
        client = Client()
        client.force_login(getattr(here, name), backend=configured.AUTHENTICATION_BACKENDS[-1])
        key = configured.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": key, "value": client.cookies[key].value, "url": live_server.url}])
        return page, f"{live_server.url}/plan"

    return sit


def violations(page: Page) -> list[str]:
    """What axe finds: rule and first place."""
    found = page.evaluate(AXE.read_text("utf-8") + "; axe.run()")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found]


def test_pages_stand_at_both_widths_without_a_fault(sits):
    page, base = sits("lin")
    row = Assignment.objects.get()
    one = f"assignments/{row.pk}/"
    ways = ("assignments/", "assignments/?view=answer", one, f"{one}answer/", f"tasks/{row.task_id}/", "tasks/new/",
            f"tasks/{row.task_id}/assign/", "load/")  # fmt: skip
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for way in ways:
            page.goto(f"{base}/{way}", wait_until="networkidle")
            assert violations(page) == [], (way, width)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (way, width)


def test_parties_are_looked_for_ticked_and_asked_by_keyboard(sits):
    page, base = sits("lin")
    row = Assignment.objects.get()
    page.goto(f"{base}/tasks/{row.task_id + 1}/assign/")
    page.focus("#pick-q")
    page.keyboard.type("派出所")
    page.focus("button[value=look]")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    boxes = page.locator("input[name=party]")
    expect(boxes).to_have_count(1)
    boxes.first.focus()
    page.keyboard.press("Space")
    page.fill("#pick-q", "大同")
    page.click("button[value=look]")
    expect(page.locator("input[name=party]:checked")).to_have_count(1)
    page.locator("input[value='agency:datong']").check()
    page.click("button[value=send]")
    page.wait_for_url(f"**/tasks/{row.task_id + 1}/")
    expect(page.locator("main")).to_contain_text("坞城派出所")
    assert Assignment.objects.count() == 3


def test_a_result_with_a_file_comes_back_whole_and_is_then_handed_in(sits, tmp_path):
    page, base = sits("hu")
    row = Assignment.objects.get()
    note = tmp_path / "谈话记录.txt"
    note.write_text("已谈 30 人", "utf-8")
    page.goto(f"{base}/assignments/{row.pk}/hand-in/")
    page.fill("textarea[name=text]", "已谈")
    page.set_input_files("input[type=file]", note)
    page.evaluate("document.querySelector('[name=version]').value = '99'")  # somebody else was quicker
    page.click("form[enctype] button.btn-primary")
    expect(page.locator(".faults")).to_be_visible()
    expect(page.locator("input[name=kept]")).to_be_checked()
    assert page.input_value("textarea[name=text]") == "已谈"
    page.click("form[enctype] button.btn-primary")
    page.wait_for_url(f"**/assignments/{row.pk}/")
    expect(page.locator(".told")).to_contain_text("已谈 30 人")
    assert list(Result.objects.get().files.values()) == ["谈话记录.txt"]
