"""Who may open what is on a device: another person, a wrong PIN, a wipe order, a browser that keeps nothing."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from chizi.fronts.terminal.tests.browser_world import PIN, Station
from chizi.fronts.terminal.tests.conftest import Phone, set_up, show, sign_in, unlock
from chizi.ground.devices.models import Device
from chizi.ground.suggestions.models import Suggestion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _zhao_signs_in(context: BrowserContext, page: Page, here: Station, address: str) -> None:
    """Zhao signs in on Wang's phone: told, not shown, not sent."""
    context.clear_cookies()
    sign_in(context, here.zhao, address)
    context.set_offline(False)
    expect(page.locator(".bar")).to_contain_text("Zhao is signed in: nothing of yours is sent")
    assert Suggestion.objects.count() == 0
    page.goto("about:blank")
    page.goto(f"{address}/terminal/")
    expect(page.get_by_role("heading", name="Choose a PIN for this device")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Wang has 1 entry on this device that is not uploaded")
    page.fill("#pin", "730518")
    page.fill("#again", "730518")
    page.click("button[type=submit]")
    page.wait_for_selector(".card")
    expect(page.locator(".bar")).to_contain_text("All uploaded")
    show(page, "outbox")
    expect(page.locator("main")).not_to_contain_text("只有我知道的话")
    assert Suggestion.objects.count() == 0


def _wang_comes_back(context: BrowserContext, page: Page, here: Station, address: str) -> None:
    """Wang again: wrong PINs cost time, the right one opens and sends."""
    context.clear_cookies()
    sign_in(context, here.wang, address)
    page.goto("about:blank")
    page.goto(f"{address}/terminal/")
    expect(page.get_by_text("This device is set up for Wang")).to_be_visible()
    for left in (9, 8, 7):
        unlock(page, "000999")
        expect(page.locator(".fld-error")).to_contain_text(f"{left} tries are left")
    expect(page.get_by_text(re.compile(r"Wait \d+ seconds"))).to_be_visible()
    expect(page.locator("main form button[type=submit]")).to_be_disabled()
    expect(page.locator("main form button[type=submit]")).to_be_enabled()
    unlock(page)
    page.wait_for_selector(".card")
    expect(page.locator(".bar")).to_contain_text("All uploaded")
    assert [one.author for one in Suggestion.objects.all()] == [here.wang.ref]


def test_anothers_outbox_stays_sealed_and_wrong_pins_wait_and_a_wipe_order_empties_the_device(
    here: Station, phone: Phone, live_server: LiveServer
) -> None:
    context = phone(here.wang)
    page = context.new_page()
    set_up(page, live_server.url)
    context.set_offline(True)
    show(page, "suggest?page=today")
    page.fill("#text", "只有我知道的话")
    page.click("form button[type=submit]")
    expect(page.locator(".bar a")).to_have_text("1 to upload")

    _zhao_signs_in(context, page, here, live_server.url)
    _wang_comes_back(context, page, here, live_server.url)

    # The phone is lost: at its next contact nothing of Wang is left on it; Zhao's things are not his to lose.
    Device.objects.filter(person=here.wang.ref).update(wipe_ordered_at=timezone.now())
    page.reload()
    expect(page.get_by_role("heading", name="This device was wiped")).to_be_visible()
    names = page.evaluate(
        "() => new Promise(done => { const ask = indexedDB.open('chizi-terminal'); ask.onsuccess = () => {"
        " const all = ask.result.transaction('vaults').objectStore('vaults').getAllKeys();"
        " all.onsuccess = () => { ask.result.close(); done(all.result); } } })"
    )
    assert names == [here.zhao.ref]


def test_what_lies_on_the_device_cannot_be_read_without_the_keys(
    here: Station, phone: Phone, live_server: LiveServer
) -> None:
    page = phone(here.wang).new_page()
    set_up(page, live_server.url)
    kept = page.evaluate(
        "() => new Promise(done => { const ask = indexedDB.open('chizi-terminal'); ask.onsuccess = () => {"
        " const all = ask.result.transaction('things').objectStore('things').getAll(); all.onsuccess = () => {"
        " ask.result.close(); done(all.result.map(one => [one.name, new TextDecoder().decode(one.sealed)])); } } })"
    )
    assert "pack" in dict(kept)
    assert not any("示例办法" in text or here.law.title in text for _, text in kept)
    half = page.evaluate(
        "() => new Promise(done => { const ask = indexedDB.open('chizi-terminal'); ask.onsuccess = () => {"
        " const one = ask.result.transaction('vaults').objectStore('vaults').getAll(); one.onsuccess = () => {"
        " ask.result.close(); crypto.subtle.exportKey('raw', one.result[0].half).then(() => done('read'),"
        " () => done('kept')); } } })"
    )
    assert half == "kept"
    stored = page.evaluate("() => JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})")
    assert PIN not in stored


def test_a_browser_that_keeps_nothing_works_on_line_and_says_so(
    here: Station, phone: Phone, live_server: LiveServer
) -> None:
    context = phone(here.wang)
    context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/terminal/")
    page.wait_for_selector(".card")
    expect(page.locator("main")).to_contain_text("This browser keeps nothing")
    show(page, "suggest?page=today")
    page.fill("#text", "没有存储也能用")
    with page.expect_response("**/api/parcels") as answer:
        page.click("form button[type=submit]")
    answer.value.finished()
    assert Suggestion.objects.count() == 1


def test_a_full_device_says_so_and_loses_neither_the_outbox_nor_what_is_on_the_screen(
    here: Station, phone: Phone, live_server: LiveServer
) -> None:
    context = phone(here.wang)
    page = context.new_page()
    set_up(page, live_server.url)
    context.set_offline(True)
    show(page, "suggest?page=today")
    page.fill("#text", "先说的话")
    page.click("form button[type=submit]")
    expect(page.locator(".bar a")).to_have_text("1 to upload")
    page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    show(page, "suggest?page=learn")
    page.fill("#text", "后说的话")
    page.click("form button[type=submit]")
    expect(page.locator(".toast")).to_contain_text("There is no room on this device")
    assert page.input_value("#text") == "后说的话"
    expect(page.locator(".bar a")).to_have_text("1 to upload")
    context.set_offline(False)  # what was kept goes out, and then there is room again
    expect(page.locator(".bar")).to_contain_text("All uploaded")
    assert [one.text for one in Suggestion.objects.all()] == ["先说的话"]
