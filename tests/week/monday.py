"""Monday: the office is founded, people come in, roles are given."""

from playwright.sync_api import Page, expect

from tests.signin.conftest import Phone
from tests.week import cast
from tests.week.bureau import DESKTOP, PASSWORD, Bureau, fill, send


def monday(bureau: Bureau) -> None:
    """An empty house becomes an office in which everybody may do what his work needs, and no more."""
    _founded(bureau)
    _the_auditor_takes_a_second_step(bureau)
    _bodies_come_in(bureau)
    _people_come_in(bureau)
    _slips_are_printed_once(bureau)
    _roles_are_given(bureau)


def _founded(bureau: Bureau) -> None:
    divisions = bureau.folder / "divisions.csv"
    divisions.write_text(cast.DIVISIONS, "utf-8")
    founding = ["init", "--divisions", str(divisions), "--time-zone", "Asia/Shanghai"]
    for option, (username, name) in zip(
        ("--system-admin", "--security-admin", "--auditor", "--office"), cast.FOUNDERS.items(), strict=True
    ):
        founding += [option, f"{username}:{name}"]
    slips = bureau.run(*founding).data["slips"]
    assert {one["username"] for one in slips} == set(cast.FOUNDERS)
    again, demo = bureau.chizi(*founding), bureau.chizi("demo", "--units", "1200")
    assert again.code != 0, "an office is founded once"
    assert demo.code != 0, "a demonstration needs a database of its own"
    for slip in slips:
        bureau.accept(slip["username"], slip["code"])
    used = bureau.stranger()
    used.goto(f"{bureau.address}/accounts/invitation/")
    fill(
        used,
        username=cast.OFFICE,
        code=slips[-1]["code"],
        password1="another-long-way",
        password2="another-long-way",
    )
    send(used)
    expect(used.locator("[role=alert]")).to_be_visible()


def _the_auditor_takes_a_second_step(bureau: Bureau) -> None:
    page = bureau.at(cast.AUDITOR, "/accounts/security/")
    page.click("main a[href='/accounts/security/phone/on/']")
    page.fill("[name=password]", PASSWORD)  # once more, before something about signing in is changed
    send(page)
    phone = Phone(page.locator("code.secret").inner_text().strip())
    page.fill("[name=code]", phone.code())
    page.click("main button.btn-primary")
    page.wait_for_url(lambda url: not url.endswith("/phone/on/"))
    elsewhere = bureau.stranger()
    bureau.sign_in(elsewhere, cast.AUDITOR)
    expect(elsewhere).to_have_url(f"{bureau.address}/accounts/code/")
    elsewhere.fill("[name=code]", phone.code(+1))
    elsewhere.click("main button.btn-primary")
    elsewhere.wait_for_url(f"{bureau.address}/desk/")


def _bodies_come_in(bureau: Bureau) -> None:
    page = bureau.at(cast.SYSTEM, "/office/parties/import/")
    columns = ("code", "name", "kind", "region_code", "parent_code")
    sheet = bureau.filled(page, "机构.xlsx", [dict(zip(columns, row, strict=True)) for row in cast.AGENCIES])
    _bring(page, str(sheet))
    expect(page.get_by_role("table")).to_contain_text(cast.STATION)
    send(page)
    page.goto(f"{bureau.address}/office/parties/")
    expect(page.get_by_role("table")).to_contain_text(cast.STATION)


def _bring(page: Page, sheet: str) -> None:
    page.set_input_files("main [name=file]", sheet)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("此表将带来哪些变动？")


def _people_come_in(bureau: Bureau) -> None:
    """One bad line sends the whole sheet back with its reason; the good one is looked at and then stored."""
    rows = [dict(zip(("username", "name", "agency_code", "post"), row, strict=True)) for row in cast.PEOPLE]
    page = bureau.at(cast.SYSTEM, "/office/people/import/")
    spoilt = bureau.filled(
        page, "人员-有错.xlsx", [*rows, {"username": "bad", "name": "甲", "agency_code": "nowhere"}]
    )
    _bring(page, str(spoilt))
    expect(page.locator("main")).to_contain_text("nowhere")
    assert page.locator("main form button").count() == 0, "nothing to confirm"
    page = bureau.at(cast.SYSTEM, "/office/people/import/")
    _bring(page, str(bureau.filled(page, "人员.xlsx", rows)))
    expect(page.locator("dl.counts")).to_contain_text(str(len(rows)))
    assert bureau.at(cast.SYSTEM, "/office/person/he/").locator("main").inner_text().count("何敬业") == 0
    page.go_back()
    send(page)
    page.goto(f"{bureau.address}/office/people/")
    expect(page.get_by_role("table")).to_contain_text("何敬业")


def _slips_are_printed_once(bureau: Bureau) -> None:
    page = bureau.at(cast.SYSTEM, "/office/people/")
    for username in cast.INVITED:
        page.check(f"main input[name=person][value={username}]")
    page.click("#slips button.btn")
    expect(page.locator("li.slip")).to_have_count(len(cast.INVITED))
    slips = {
        slip.locator("dd code").first.inner_text(): slip.locator(".slip-code").inner_text()
        for slip in page.locator("li.slip").all()
    }
    assert set(slips) == set(cast.INVITED)
    seen = bureau.at(cast.SYSTEM, "/office/slips/").locator("main").inner_text()
    assert not any(code in seen for code in slips.values()), "a code is shown once"
    for username, code in slips.items():
        bureau.accept(username, code)
    desk = bureau.at(cast.CLERK, "/desk/")
    expect(desk.get_by_role("heading", name="您尚未获得角色")).to_be_visible()


def _roles_are_given(bureau: Bureau) -> None:
    page = bureau.at(cast.SECURITY, "/office/roles/import/")
    columns = ("username", "role", "region_code", "agency_code", "reason")
    rows = [dict(zip(columns, row, strict=True)) for row in cast.GRANTS]
    _bring(page, str(bureau.filled(page, "角色.xlsx", rows)))
    send(page)
    _give(bureau, cast.VERIFIER, "verifier")
    expect(page.locator("main")).to_contain_text("乔正")
    _give(bureau, cast.SECURITY, "office")
    expect(page.locator("main [role=alert]")).to_contain_text("自己")
    page = bureau.at(cast.AUDITOR, "/desk/records/journal/", DESKTOP)
    expect(page.get_by_role("table")).to_contain_text("grant")


def _give(bureau: Bureau, username: str, role: str) -> None:
    page = bureau.at(cast.SECURITY, "/office/roles/new/")
    fill(page, person=username, role=role, region="太原市", reason="第一周需要")
    send(page)
