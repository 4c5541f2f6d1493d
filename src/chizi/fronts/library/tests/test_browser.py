"""A film of more than one piece goes up in a real browser, over a line that breaks, and is watched on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from chizi.ground.files.tests import samples
from chizi.learn.actions import publish_material
from chizi.learn.models import Material
from chizi.learn.tests.materials_world import library
from chizi.org.models import Person
from chizi.plan.tests.planned import NOW, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\n同志们好\n"


@pytest.fixture
def desk_of(tmp_path: Path, settings: Any) -> Desk:
    settings.ACCOUNT_RATE_LIMITS = False
    return library(tmp_path, settings)


@pytest.fixture
def sit(browser: Browser, live_server: LiveServer) -> Iterator[Any]:
    """sit(person, width) opens a browser of his in Chinese."""
    opened = []

    def open_one(person: Person, width: int) -> Page:
        context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 900})
        client = Client()
        client.force_login(person, backend=house.AUTHENTICATION_BACKENDS[-1])
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        opened.append(context)
        return context.new_page()

    yield open_one
    for context in opened:
        context.close()


def test_a_film_goes_up_over_a_breaking_line_and_is_watched_on_a_phone(
    desk_of: Desk, sit: Any, live_server: LiveServer, tmp_path: Path
):
    film = tmp_path / "警示片.mp4"
    film.write_bytes(samples.mp4() + samples.box(b"free", bytes(9 << 20)))
    words = tmp_path / "字幕.vtt"
    words.write_text(CAPTIONS, "utf-8")
    page = sit(desk_of.hu, 1440)
    page.goto(f"{live_server.url}/library/new/?kind=film")
    cut: list[int] = []

    def breaking(route: Route) -> None:
        if route.request.headers.get("x-offset") == str(4 << 20) and not cut:
            cut.append(1)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/library/uploads/**", breaking)
    page.set_input_files("#large-file", film)
    expect(page.locator("[data-kept] .tick")).to_contain_text("警示片.mp4", timeout=60_000)
    assert cut, "the line did break"
    page.fill("#id_title", "身边的警示")
    page.fill("#id_source", "分局教整办")
    page.check("input[name=classification][value=internal]")
    page.set_input_files("#id_files", words)
    page.click("form button.btn-primary")
    expect(page.locator("video track")).to_have_count(1)
    one = Material.objects.get()
    publish_material(actor=desk_of.han, now=NOW, material_id=one.pk)
    phone = sit(desk_of.qin, 390)
    phone.goto(f"{live_server.url}/library/{one.pk}/")
    expect(phone.locator("video")).to_be_visible()
    wide = phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide
    phone.get_by_role("button", name="我学完了").click()
    expect(phone.locator("main")).to_contain_text("已记为学过")
