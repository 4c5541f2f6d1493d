"""Tuesday: the guidance group is set up, trained and sent; a meeting decides, and its decision becomes a task."""

from playwright.sync_api import Page, expect

from tests.week import cast
from tests.week.bureau import PHONE, Bureau, fill, fits, send

BODIES = [
    {
        "code": "lead",
        "kind": "leading_group",
        "name": "教育整顿领导小组",
        "region_code": cast.PROVINCE,
        "founded_on": "2021-02-27",
    },
    {
        "code": "office",
        "kind": "office",
        "name": "领导小组办公室",
        "parent_code": "lead",
        "region_code": cast.PROVINCE,
        "founded_on": "2021-02-27",
    },
    {
        "code": "group-1",
        "kind": "guidance_group",
        "number": "1",
        "name": cast.GROUP,
        "parent_code": "office",
        "region_code": cast.PROVINCE,
        "founded_on": "2021-03-01",
    },
]
MEMBERS = [
    {"body_code": "lead", "username": cast.LEADER, "role": "head", "from_date": "2021-02-27"},
    {"body_code": "group-1", "username": cast.HEAD, "role": "head", "from_date": "2021-03-01"},
    *(
        {"body_code": "group-1", "username": username, "role": "member", "from_date": "2021-03-01"}
        for username in (cast.INSPECTOR, cast.RELATIVE, "fan", "kang")
    ),
]
GROUP_PAGE = "/guidance/bodies/at/group-1/"
DECISION = "各派出所一周内完成线索起底"


def tuesday(bureau: Bureau) -> None:
    """Trained first, then sent; who has a relative there stays at home."""
    _bodies_and_members_come_in(bureau)
    _somebody_declares_a_relative(bureau)
    _the_group_is_trained_and_sent(bureau)
    _a_decision_becomes_a_task(bureau)


def _bodies_and_members_come_in(bureau: Bureau) -> None:
    for kind, rows in (("bodies", BODIES), ("members", MEMBERS)):
        page = bureau.at(cast.OFFICE, f"/guidance/import/{kind}/")
        page.set_input_files("main [name=file]", bureau.filled(page, f"{kind}.xlsx", rows))
        send(page)
        page.click("main form[action*='/import/'] button.btn-primary")
        page.wait_for_url(f"{bureau.address}/guidance/")
    expect(page.get_by_role("table")).to_contain_text(cast.GROUP)


def _somebody_declares_a_relative(bureau: Bureau) -> None:
    """On a phone, on his own page."""
    page = bureau.at(cast.RELATIVE, "/office/me/", PHONE)
    page.get_by_text("申报亲属关系", exact=True).click()
    fill(page, relation="spouse", party="太原市公安局")
    page.click("main form[action='/office/me/ties/'] button")
    expect(page.locator("section", has=page.locator("#ties-title"))).to_contain_text("太原市公安局")
    fits(page)


def _the_group_is_trained_and_sent(bureau: Bureau) -> None:
    page = bureau.at(cast.OFFICE, f"{GROUP_PAGE}deploy/")
    where = {"region": "太原市", "basis": "驻点指导通知"}
    fill(page, **where)
    page.click("button[value=look]")
    outlook = page.locator("section[aria-live=polite]")
    expect(outlook).to_contain_text("培训")
    page = bureau.at(cast.OFFICE, f"{GROUP_PAGE}trainings/new/")
    fill(page, title="驻点指导动员培训会")
    send(page)
    page.wait_for_url(f"{bureau.address}{GROUP_PAGE}")
    page = bureau.at(cast.OFFICE, f"{GROUP_PAGE}deploy/")
    fill(page, **where)
    page.click("button[value=look]")
    refused = outlook.get_by_role("row", name="聂思源")
    expect(refused).to_contain_text("亲属")
    page.uncheck(f"main [name=people][value={cast.RELATIVE}]")
    page.click("button[value=send]")
    page.wait_for_url(f"{bureau.address}{GROUP_PAGE}")
    page.goto(f"{bureau.address}/guidance/deployments/")
    expect(page.get_by_role("row", name="太原市")).to_contain_text(cast.GROUP)
    expect(bureau.at(cast.OFFICE, f"/guidance/people/{cast.RELATIVE}/").locator("main")).not_to_contain_text(
        "太原市"
    )


def _a_decision_becomes_a_task(bureau: Bureau) -> None:
    page = bureau.at(cast.OFFICE, "/guidance/meetings/new/?body=lead")
    fill(page, kind="leading_group", title="领导小组第一次会议", chair="雷鸣远")
    _decide(page)
    send(page)
    expect(page.locator("main")).to_contain_text(DECISION)
    page.locator("main a[href$='/task/']").click()
    fill(page, issuer="body:lead", owner="agency:1401-police", due="2035-12-31")
    send(page)
    expect(page.locator("main")).to_contain_text("处理中")


def _decide(page: Page) -> None:
    page.fill("[name=line-0-text]", DECISION)
    page.fill("[name=line-0-owner]", "agency:1401-police")
