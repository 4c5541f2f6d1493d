"""Every page that can be opened, in both languages and at both widths: axe-core finds nothing, nothing sticks out,
no script fails. A new page is found by itself, in the URL configuration."""

from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from chizi.evaluation.models import Delivery, Run, Status
from chizi.org.models import Person
from chizi.publish.models import Publication
from tests.access import doors
from tests.journey.conftest import Visit
from tests.reading import ROOT

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
VIEWERS = (
    "",
    "office",
    "leader",
    "petitions",
    "auditor",
    "secadmin",
)  # whoever is let in first; "": a stranger
LANGUAGES = {"zh-CN": "zh-Hans", "en-US": "en"}
WIDTHS = (390, 1440)
NARROW, PROVINCE, TOWN = "140105000000", "140000000000", "140105001000"


def _arguments() -> dict[str, dict[str, str]]:
    """The sample objects of the demonstration, as in the access matrix."""
    broken = Status.objects.filter(period=202000, zero="three_zero", status="broken").order_by("unit_code")
    number = {"number": str(Publication.objects.get().id)}
    return {
        "/": {},
        "/accounts/": {"pk": "1", "provider_id": "directory"},
        "/boards/": {"region": PROVINCE, "code": broken[0].unit_code, "form": "csv", "number": "1"},
        "/boards/<slug:region>/units/": {"region": NARROW},
        "/publications/": {"code": Publication.objects.get().code, "version": "1", "name": "-"},
        "/desk/deliveries/": {"number": str(Delivery.objects.latest("id").id), "token": str(UUID(int=0))},
        "/desk/runs/": {"number": str(Run.objects.get().id)},
        "/desk/publications/": number,
        "/desk/register/": {"code": NARROW},
    }


def _addresses() -> Iterator[tuple[str, str]]:
    """(address, who opens it) of every page of HTML, and of the pages for what is not there and not allowed."""
    clients = {name: Client() for name in VIEWERS}
    for name, client in clients.items():
        if name:
            client.force_login(
                Person.objects.get(username=name), "allauth.account.auth_backends.AuthenticationBackend"
            )
    for page in doors.pages(_arguments(), {}):
        for name, client in clients.items():
            answer = client.get(page.address)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                yield page.address, name
                break
    yield from (("/boards/140000000000/?depth=county", "office"), (f"/boards/{TOWN}/", "office"))
    yield from (("/nothing/", ""), ("/office/roles/", "office"), ("/desk/search/?q=太原", "office"))


def _open(page: Page, address: str, viewer: str, live_server: LiveServer) -> None:
    if viewer:
        client = Client()
        client.force_login(
            Person.objects.get(username=viewer), "allauth.account.auth_backends.AuthenticationBackend"
        )
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    else:
        page.context.clear_cookies()
    page.goto(live_server.url + address, wait_until="load")


def _faults(page: Page, language: str) -> list[str]:
    """What is wrong with the page that is open."""
    found: dict[str, Any] = page.evaluate("async () => await axe.run()")
    wrong = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]
    if page.locator("html").get_attribute("lang") != language:
        wrong.append(f"not in {language}")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append("sticks out at the side")
    return wrong


def test_every_page_is_without_faults(
    province: dict[str, Any], live_server: LiveServer, visit: Visit
) -> None:
    axe = AXE.read_text("utf-8")
    wrong = {}
    addresses = list(_addresses())
    looks = list(product(LANGUAGES, WIDTHS))
    if connection.vendor != "sqlite":  # a page looks the same on every database; that it opens is enough here
        looks = looks[-1:]
    for locale, width in looks:
        page = visit(locale, width, tolerate=("404", "403")).new_page()
        for address, viewer in addresses:
            _open(page, address, viewer, live_server)
            page.evaluate(axe)
            if faults := _faults(page, LANGUAGES[locale]):
                wrong[f"{address} ({viewer or 'stranger'}, {locale}, {width})"] = faults
    assert wrong == {}
