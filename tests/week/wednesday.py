"""Wednesday: the plan comes in from a file, is issued, and its first measure goes down to two stations."""

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.week import cast
from tests.week.bureau import PHONE, TODAY, Bureau, fill, fits, send
from tests.week.photos import kept_picture, photo

BEGIN, END = TODAY - timedelta(days=20), TODAY + timedelta(days=280)
DUE, LATER = TODAY + timedelta(days=30), TODAY + timedelta(days=45)
CAMPAIGN = "JYZD"
ISSUER, OWNER = f"agency:{cast.COMMISSION}", "agency:1401-police"
HEAD = f"""[campaign]
code = "{CAMPAIGN}"
title = "政法队伍教育整顿"
basis = "总方案（演示文号）"
issuer = "{ISSUER}"
starts = {BEGIN}
ends = {END}
"""
# Code, kind, code above, title, first day, last day: 1 + 3 + n, the phases overlap.
PLANS = [
    ("P-0", "overall", "", "总方案", BEGIN, END),
    ("P-1", "phase", "P-0", "学习教育环节", BEGIN, TODAY + timedelta(days=60)),
    ("P-2", "phase", "P-0", "查纠整改环节", TODAY + timedelta(days=50), TODAY + timedelta(days=160)),
    ("P-3", "phase", "P-0", "总结提升环节", TODAY + timedelta(days=150), END),
    ("S-01", "sub", "P-1", "政治教育子方案", BEGIN, TODAY + timedelta(days=60)),
    ("S-02", "sub", "P-1", "线索起底子方案", BEGIN, TODAY + timedelta(days=60)),
]
MEASURES = {"M-001": "逐案起底线索", "M-002": "逐人谈心谈话", "M-003": "集中学习教育"}
TITLE = MEASURES["M-001"]


def wednesday(bureau: Bureau) -> None:
    """From a file with faults to one measure of three that is covered."""
    _a_faulty_plan_goes_back(bureau)
    _the_plan_comes_in_and_is_issued(bureau)
    _a_measure_becomes_a_task_of_two_stations(bureau)
    _one_station_hands_in_its_result(bureau)
    _the_other_objects_and_is_answered(bureau)
    _the_result_is_accepted_and_counts(bureau)


def plan_text(above: dict[str, str] | None = None, without_owner: str = "") -> str:
    """The plan as TOML; ``above`` puts plans elsewhere, ``without_owner`` names a measure nobody answers for."""
    parts = [HEAD]
    for code, kind, parent, title, starts, due in PLANS:
        parent = (above or {}).get(code, parent)
        said = (
            f'[[plan]]\ncode = "{code}"\nkind = "{kind}"\ntitle = "{title}"\nstarts = {starts}\ndue = {due}\n'
        )
        parts.append(said + (f'parent = "{parent}"\n' if parent else ""))
    for code, title in MEASURES.items():
        owner = "" if code == without_owner else f'owner = "{OWNER}"\n'
        parts.append(
            f'[[measure]]\ncode = "{code}"\nplan = "S-02"\ntitle = "{title}"\ntext = "{title}，形成台账。"\n{owner}'
            f'basis = "总方案第三部分"\nevidence_rule = "台账"\nstarts = {BEGIN}\ndue = {DUE}\n'
        )
    return "\n".join(parts)


def _brought(bureau: Bureau, name: str, text: str) -> Page:
    path: Path = bureau.folder / name
    path.write_text(text, "utf-8")
    page = bureau.at(cast.OFFICE, "/plan/import/")
    page.set_input_files("main [name=file]", str(path))
    send(page)
    return page


def _a_faulty_plan_goes_back(bureau: Bureau) -> None:
    spoilt = plan_text({"S-01": "S-02", "S-02": "S-01"}, without_owner="M-002")
    page = _brought(bureau, "方案-有错.toml", spoilt)
    faults = page.get_by_role("table")
    expect(faults).to_contain_text("循环")
    line = spoilt[: spoilt.index('code = "M-002"')].count("\n")
    expect(faults.get_by_role("row").filter(has_text="责任")).to_contain_text(str(line))
    expect(page.locator("main form button")).to_have_count(0)


def _the_plan_comes_in_and_is_issued(bureau: Bureau) -> None:
    page = _brought(bureau, "方案.toml", plan_text())
    send(page)
    page.wait_for_url(f"{bureau.address}/plan/{CAMPAIGN}/")
    page.get_by_role("link", name="全部展开").click()
    for title in (*(row[3] for row in PLANS), *MEASURES.values()):
        expect(page.locator("main")).to_contain_text(title)
    page.locator("main a[href$='/issue/']").click()
    send(page)
    page.wait_for_url(f"{bureau.address}/plan/{CAMPAIGN}/")


def _a_measure_becomes_a_task_of_two_stations(bureau: Bureau) -> None:
    page = bureau.at(cast.OFFICE, f"/plan/{CAMPAIGN}/?open=all")
    page.get_by_role("link", name=TITLE).first.click()
    page.locator("main a[href*='/plan/tasks/new/']").first.click()
    fill(page, issuer=ISSUER, due=DUE.isoformat())
    send(page)
    fill(page, q="派出所")
    page.click("button[name=do][value=look]")
    for station in ("wucheng", "beige"):
        page.check(f"main [name=party][value='agency:{station}-station']")
    page.click("button[name=do][value=send]")
    page.wait_for_url("**/plan/tasks/*/")
    expect(page.get_by_role("table")).to_contain_text(cast.STATION)
    expect(page.get_by_role("table")).to_contain_text(cast.OTHER_STATION)


def _from_my_day(bureau: Bureau, username: str) -> Page:
    page = bureau.at(username, "/desk/", PHONE)
    fits(page)
    page.locator("main ul.day").get_by_role("link", name=TITLE).click()
    fits(page, "**/plan/assignments/*/")
    return page


def _one_station_hands_in_its_result(bureau: Bureau) -> None:
    page = _from_my_day(bureau, cast.CLERK)
    page.locator("main a[href$='/hand-in/']").click()
    fits(page, "**/hand-in/")
    fill(page, text="起底线索12条，均已登记，台账见照片。")
    page.set_input_files("main [name=files]", photo(bureau.folder / "台账.jpg"))
    send(page)
    page.wait_for_url("**/plan/assignments/*/")
    expect(page.locator("ol.told")).to_contain_text("起底线索12条")
    assert not kept_picture(page, "ol.told a[download]").getexif(), "camera and place are taken out"


def _the_other_objects_and_is_answered(bureau: Bureau) -> None:
    page = _from_my_day(bureau, cast.OTHER_CLERK)
    at = page.url
    page.locator("main a[href$='/object/']").click()
    fill(page, ground="time", text="内勤一人，月底同时报三张表。")
    send(page)
    expect(page).to_have_url(at)
    office = bureau.at(cast.OFFICE, "/desk/")
    office.locator("main ul.day li", has_text="答复").get_by_role("link", name=TITLE).click()
    office.locator("main a[href$='/answer/']").click()
    fill(office, outcome="extended", answer="理由成立，延至下月。", due=LATER.isoformat())
    send(office)
    page.reload()
    expect(page.locator("ol.told")).to_contain_text("理由成立")


def _the_result_is_accepted_and_counts(bureau: Bureau) -> None:
    _covered(bureau, "0 / 3")
    page = bureau.at(cast.OFFICE, "/desk/")
    page.locator("main ul.day li", has_text="认可").get_by_role("link", name=TITLE).click()
    page.locator("main a[href$='/accept/']").click()
    send(page)
    page.wait_for_url("**/plan/assignments/*/")
    _covered(bureau, "1 / 3")
    page = bureau.at(cast.OFFICE, f"/plan/{CAMPAIGN}/coverage/")
    expect(page.get_by_role("row", name="太原市")).to_contain_text("1 / 1")
    expect(page.locator("main")).to_contain_text("1 / 2")


def _covered(bureau: Bureau, share: str) -> None:
    """How many measures have an accepted result, as the plan map says."""
    page = bureau.at(cast.OFFICE, f"/plan/{CAMPAIGN}/")
    expect(page.locator("section[aria-labelledby=far-title]")).to_contain_text(share)
