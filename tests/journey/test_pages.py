"""Every page that can be opened: axe-core finds nothing, nothing sticks out, no script fails. In Chinese on a phone and
in English at a desk; with CHIZI_PROVE=1 in both languages at both widths. A new page is found by itself, in the URL
configuration."""

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
from chizi.ground.suggestions.models import Suggestion
from chizi.matters.models import Matter
from chizi.org.models import Grant, Party, Person
from chizi.plan.models import Assignment, Deployment, Instruction, Measure, Meeting, Regulation, Task
from chizi.publish.models import Publication
from chizi.surveys.models import Survey
from tests.access import doors
from tests.journey import learned
from tests.journey.conftest import Visit
from tests.proving import PROVE
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
    "sysadmin",
    "xiaodian-clerk",
    "inspector",
    "officer",
    "taiyuan-police-clerk",
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
        "/desk/publications/results/": {"code": "JYZD"},
        "/desk/register/": {"code": NARROW},
        **_of_people(),
        **_of_plans(),
        **_of_surveys(),
        **learned.arguments(),
        "/ledger/": {"number": _id(Matter), "file": "1", "page": "1", "form": "csv", "step": "reopen"},
    }


def _id(model: Any) -> str:
    return str(model.objects.order_by("id").values_list("id", flat=True)[0])


def _of_people() -> dict[str, dict[str, str]]:
    """A clerk, his roles and his body; the leading group and what belongs to it."""
    office = {"username": "xiaodian-clerk", "number": "1", "token": str(UUID(int=0))}
    guidance = {"code": "jyzd", "username": "inspector", "kind": "members", "what": "bodies", "form": "csv"}
    return {
        "/office/": office | {"code": Party.objects.filter(kind="agency").order_by("code")[0].code},
        "/office/roles/": office | {"number": _id(Grant)},
        "/guidance/": guidance | {"number": "1", "token": str(UUID(int=0))},
        "/guidance/meetings/": {"number": _id(Meeting)},
        "/guidance/instructions/": {"number": _id(Instruction)},
        "/guidance/regulations/": {"number": _id(Regulation)},
        "/guidance/deployments/": {"number": _id(Deployment)},
    }


def _of_plans() -> dict[str, dict[str, str]]:
    """The large campaign with one of its plans, measures and tasks, and an assignment that waits."""
    waits = Assignment.objects.filter(state="open").order_by("id")[0]
    task = Task.objects.filter(state="waiting").order_by("id")[0]
    plan = {"code": "JYZD", "part": "P-1", "number": "1", "form": "csv", "token": str(UUID(int=0))}
    return {
        "/plan/": plan,
        "/plan/assignments/": {"number": str(waits.id), "digest": "0" * 64, "page": "1"},
        "/plan/tasks/": {"number": _id(Task)},
        "/plan/tasks/<int:number>/approve/": {"number": str(task.id)},
        "/plan/tasks/<int:number>/decline/": {"number": str(task.id)},
        "/plan/measures/": {"number": _id(Measure)},
    }


def _of_surveys() -> dict[str, dict[str, str]]:
    """A closed survey, and what somebody said about a page. No code of a slip is known to anybody but its holder."""
    closed = Survey.objects.filter(state="closed").order_by("id")[0]
    said = Suggestion.objects.order_by("-id")[0]
    return {
        "/surveys/": {"number": str(closed.id), "form": "csv"},
        "/surveys/suggest/": {"key": str(said.key)},
        "/surveys/suggestions/office/": {"number": str(said.id)},
        "/survey/": {"code": "ABCD-EFGH-JKMN-PQRS"},
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
            whole = answer["Content-Type"].startswith("text/html") and b"<html" in answer.content[:200]
            if answer.status_code == 200 and whole:  # and no part of one, such as a list of suggestions
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
    if not PROVE:
        looks = [("zh-CN", 390), ("en-US", 1440)]
    if connection.vendor != "sqlite":  # a page looks the same on every database; that it opens is enough here
        looks = []
    for locale, width in looks:
        page = visit(locale, width, tolerate=("404", "403")).new_page()
        for address, viewer in addresses:
            _open(page, address, viewer, live_server)
            page.evaluate(axe)
            if faults := _faults(page, LANGUAGES[locale]):
                wrong[f"{address} ({viewer or 'stranger'}, {locale}, {width})"] = faults
    assert not wrong, "\n".join(f"{where}: {faults}" for where, faults in wrong.items())
