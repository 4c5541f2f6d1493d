"""Every main page of the week, as it stands on Friday evening: no fault for axe-core, nothing sticks out, no script
fails. Both widths on SQLite; a page looks the same on every database, so elsewhere the narrow one is enough."""

from django.db import connection
from playwright.sync_api import Page

from chizi.matters.models import Matter
from chizi.org.models import Grant
from chizi.plan.models import Assignment, Measure, Meeting, Task
from tests.journey.test_pages import AXE
from tests.week import cast
from tests.week.bureau import DESKTOP, PHONE, Bureau

PERSON = f"/office/person/{cast.CLERK}/"
PAGES = {
    cast.SYSTEM: [
        *("/office/people/", "/office/people/new/", "/office/people/import/", PERSON, f"{PERSON}leave/"),
        *(f"{PERSON}post/", "/office/slips/", "/office/parties/", "/office/party/agency:wucheng-station/"),
    ],
    cast.SECURITY: [
        *("/office/roles/", "/office/roles/new/", "/office/roles/{grant}/", "/office/roles/import/"),
        *("/office/roles/who/?ability=work-task&place=", PERSON),
    ],
    cast.AUDITOR: ["/desk/records/journal/", "/accounts/security/"],
    cast.OFFICE: [
        *("/desk/", "/desk/inbox/", "/desk/inbox/settings/", "/office/me/"),
        *("/guidance/", "/guidance/bodies/at/group-1/", "/guidance/bodies/at/group-1/deploy/"),
        *(
            "/guidance/deployments/",
            "/guidance/meetings/",
            "/guidance/meetings/{meeting}/",
            "/guidance/meetings/new/",
        ),
        *("/guidance/regulations/", "/guidance/regulations/new/", "/guidance/instructions/new/"),
        *(
            "/plan/",
            "/plan/new/",
            "/plan/import/",
            "/plan/JYZD/?open=all",
            "/plan/JYZD/?edit=1",
            "/plan/load/",
        ),
        *(
            "/plan/JYZD/coverage/",
            "/plan/JYZD/editions/",
            "/plan/JYZD/editions/1/",
            "/plan/measures/{measure}/",
        ),
        *(
            "/plan/measures/{measure}/change/",
            "/plan/JYZD/plans/at/P-1/review/",
            "/plan/tasks/new/",
            "/plan/tasks/{task}/",
        ),
        *("/plan/tasks/{task}/assign/", "/plan/assignments/?view=all", "/plan/assignments/{assignment}/"),
        *("/ledger/", "/ledger/places/", "/ledger/{matter}/", "/ledger/{matter}/print/"),
    ],
    cast.INSPECTOR: ["/ledger/new/", "/ledger/new/?party=agency:wucheng-station"],
    cast.CLERK: ["/desk/", "/plan/assignments/", "/plan/tasks/choose/", "/ledger/"],
}


def faults_to_the_eye(bureau: Bureau) -> dict[str, list[str]]:
    """What is wrong with any of PAGES, by address."""
    axe = AXE.read_text("utf-8")
    widths = (PHONE, DESKTOP) if connection.vendor == "sqlite" else (PHONE,)
    wrong: dict[str, list[str]] = {}
    numbers = {
        model.__name__.lower(): model.objects.order_by("id").values_list("id", flat=True)[0]
        for model in (Grant, Meeting, Measure, Task, Assignment, Matter)
    }
    for username, ways in PAGES.items():
        page = bureau.at(username, "/desk/")
        for way in (one.format(**numbers) for one in ways):
            answer = page.goto(bureau.address + way)
            if answer is None or answer.status != 200:
                wrong[way] = [f"{username} is answered {answer and answer.status}"]
                continue
            page.evaluate(axe)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 900})
                if faults := _faults(page):
                    wrong[f"{way} ({username}, {width})"] = faults
    return wrong


def _faults(page: Page) -> list[str]:
    found = page.evaluate("async () => await axe.run()")["violations"]
    wrong = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append("sticks out at the side")
    return wrong
