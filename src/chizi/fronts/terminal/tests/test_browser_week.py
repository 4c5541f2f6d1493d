"""A week without a network on a real phone's browser, against the real server."""

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from chizi.fronts.terminal.tests.browser_world import Station
from chizi.fronts.terminal.tests.conftest import Phone, set_up, show, unlock
from chizi.ground.suggestions.models import Suggestion
from chizi.learn.models import Answer, Attempt, Outcome, Reflection
from chizi.plan.models import Result

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = "({kind}) => new Promise((done, fail) => { const ask = indexedDB.open('chizi-terminal');" + (
    " ask.onerror = fail; ask.onsuccess = () => { const all = ask.result.transaction(kind).objectStore(kind)"
    ".getAll(); all.onsuccess = () => { ask.result.close(); done(all.result.length); } } })"
)
ALL_ONCE = {
    "read": 1,
    "practised": 1,
    "answers": 2,
    "handed in": 1,
    "result": 1,
    "reflection": 1,
    "suggestion": 1,
}
SVG: FilePayload = {
    "name": "drawing.svg",
    "mimeType": "image/svg+xml",
    "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}


def _snapshot() -> FilePayload:
    """A photo of 2400 x 1200 that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "Phone", "2026:05:01 08:00:00"
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    Image.new("RGB", (2400, 1200), "teal").save(out, "JPEG", exif=exif)
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def _hand_in(page: Page, text: str) -> None:
    page.fill("#text", text)
    here = page.evaluate("location.hash")
    page.click("form button[type=submit]")
    page.wait_for_function("here => location.hash !== here", arg=here)
    page.wait_for_selector(".toast p")


def _a_week(page: Page, here: Station) -> None:
    """What an officer does in a valley: read, answer, sit a paper, report, reflect, suggest."""
    about = f"material:{here.law.pk}"
    show(page, f"material/{here.law.pk}")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("You have read it")).to_be_visible()
    show(page, f"paper/{here.practice.pk}")
    page.locator("label.option").nth(1).click()
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict-right")).to_be_visible()
    show(page, f"paper/{here.graded.pk}")
    page.locator("label.option").nth(0).click()
    page.get_by_role("button", name="Next").click()
    page.locator("label.option").nth(0).click()
    page.get_by_role("button", name="Hand in the paper").click()
    page.get_by_role("button", name="Hand in now").click()
    expect(page.get_by_role("heading", name="Learning")).to_be_visible()
    show(page, f"task/{here.asked[0].pk}/report")
    page.set_input_files("#picture", [_snapshot(), SVG])
    expect(page.get_by_text("is not a picture that can be read")).to_be_visible()
    expect(page.locator(".pictures li")).to_have_count(1)
    _picture_is_bare(page)
    _hand_in(page, "已组织学习。")
    show(page, f"reflect/{about}")
    _hand_in(page, "先听后说,比讲道理有用。")
    show(page, "suggest?page=today")
    _hand_in(page, "字号可以再大一些。")


def _stored() -> dict[str, int]:
    return {
        "read": Outcome.objects.filter(kind="read").count(),
        "practised": Outcome.objects.filter(kind="answered").count(),
        "answers": Answer.objects.filter(attempt__handed_in_at__isnull=False).exclude(given=None).count(),
        "handed in": Attempt.objects.exclude(handed_in_at=None).count(),
        "result": Result.objects.count(),
        "reflection": Reflection.objects.count(),
        "suggestion": Suggestion.objects.count(),
    }


def _picture_is_bare(page: Page) -> None:
    """What is kept of a picture is smaller, and there is nothing in it but the picture."""
    address = page.locator(".pictures img").get_attribute("src") or ""
    made = Image.open(BytesIO(b64decode(address.partition(",")[2])))
    assert made.size == (1600, 800)
    assert dict(made.getexif()) == {}


def _lose_the_first_answer(page: Page) -> list[str]:
    """The server takes the batch, but its answer is lost on the way: the same parcels are sent again."""
    batches: list[str] = []

    def lost(route: Route) -> None:
        batches.append(route.request.post_data or "")
        if len(batches) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/api/parcels", lost)
    return batches


def test_s1_12_a_week_off_line_comes_back_whole_and_once_and_log_out_waits_for_it(
    here: Station, phone: Phone, live_server: LiveServer
) -> None:
    context = phone(here.sun)
    page = context.new_page()
    set_up(page, live_server.url)
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    context.set_offline(True)
    page.reload()  # the shell comes from the service worker, the pack from the sealed store
    unlock(page)
    page.wait_for_selector(".card")
    expect(page.locator(".bar")).to_contain_text("No network")
    _a_week(page, here)
    expect(page.locator(".bar a")).to_have_text("6 to upload")
    page.reload()
    unlock(page)
    expect(page.locator(".bar a")).to_have_text("6 to upload")

    show(page, "me")
    page.get_by_role("button", name="Log out").click()
    expect(page.locator(".toast p")).to_contain_text("Not logged out: 6 entries")
    expect(page.get_by_role("heading", name="Outbox")).to_be_visible()
    assert page.evaluate(KEPT, {"kind": "outbox"}) == 6

    batches = _lose_the_first_answer(page)
    context.set_offline(False)
    page.wait_for_function("() => document.querySelector('.bar-net').textContent.includes('answer')")
    assert page.evaluate(KEPT, {"kind": "outbox"}) == 6
    page.get_by_role("button", name="Upload now").click()
    expect(page.get_by_text("Everything is with the server")).to_be_visible()
    assert len(batches) == 2
    assert _stored() == ALL_ONCE
    assert len(Result.objects.get().files) == 1
    assert page.evaluate(KEPT, {"kind": "outbox"}) == 0

    show(page, "record")
    expect(page.locator(".card").first).to_be_visible()
    show(page, "me")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(lambda address: "/terminal/" not in address)
    page.goto(f"{live_server.url}/healthz")
    assert page.evaluate(KEPT, {"kind": "vaults"}) == 0
    assert page.evaluate(KEPT, {"kind": "things"}) == 0
