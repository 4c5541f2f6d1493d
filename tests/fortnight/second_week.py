"""The second week: applied and confirmed, objected to and answered, judged from outside, published and checked."""

import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from chizi.learn.jobs import profile_now
from chizi.learn.models import Application
from chizi.plan.models import Objection
from chizi.surveys.models import Answer, Survey
from tests.fortnight.first_week import OWN, fits_phone
from tests.fortnight.office import CAMPAIGN, LEADER, OFFICE, OFFICER, OTHERS, PUBLISHER, TITLE, Office
from tests.week.bureau import PHONE, TODAY, fill, fits, send

SURVEY = "坞城派出所窗口服务群众评议"
RESULTS = "教育整顿学习教育成效（第一期）"


def second_week(office: Office) -> None:
    """Each step by somebody else, at the desk or on paper."""
    _the_others_learn_at_the_desk(office)
    _what_was_learned_is_applied(office)
    _somebody_else_confirms_it(office)
    _the_objection_is_answered(office)
    _people_outside_judge_the_station(office)
    _results_are_published_by_two_people(office)
    _anybody_can_check_them(office)


def _the_others_learn_at_the_desk(office: Office) -> None:
    """The same without a phone (R-11)."""
    for who in OTHERS:
        page = office.bureau.at(who, "/study/", PHONE)
        fits(page)
        page.get_by_role("link", name=office.material.title).first.click()
        page.locator("main form button", has_text=re.compile("已学|学完|读完")).first.click()
        page.wait_for_load_state()
        fits_phone(page)


def _what_was_learned_is_applied(office: Office) -> None:
    page = office.bureau.at(OFFICER, "/practice/applications/new/")
    about = f"material:{office.material.id}"
    page = office.bureau.at(OFFICER, f"/practice/applications/new/?about={about}")
    target = page.locator("main form [name=target]")
    if target.first.evaluate("one => one.tagName") == "SELECT":
        target.select_option(index=1)
    else:
        target.first.check()
    fill(page, text="按规定把三个窗口的值班表贴了出来，换班错开十分钟。")
    send(page)
    assert Application.objects.get().state == "claimed"


def _somebody_else_confirms_it(office: Office) -> None:
    one = Application.objects.get()
    way = f"/practice/applications/{one.id}/"
    assert office.bureau.at(OFFICER, way).locator(f"main a[href$='{way}confirm/']").count() == 0
    page = office.bureau.at(LEADER, "/desk/")
    page.locator("main ul.day li", has_text="确认已用于实际工作").get_by_role("link").first.click()
    page.wait_for_url(f"**{way}")
    page.locator("main").get_by_role("button", name=re.compile("^确认")).or_(
        page.locator(f"main a[href$='{way}confirm/']")
    ).first.click()
    page.wait_for_load_state()
    if page.url.endswith("confirm/"):
        send(page)
    one.refresh_from_db()
    assert (one.state, one.decided_by) == ("confirmed", f"person:{LEADER}")


def _the_objection_is_answered(office: Office) -> None:
    one = Objection.objects.get()
    assert one.raised_by == f"person:{OFFICER}"
    page = office.bureau.at(OFFICE, "/desk/")
    page.locator("main ul.day").get_by_role("link", name=OWN).first.click()
    page.locator("main a[href$='/answer/']").first.click()
    fill(page, outcome="withdrawn", answer="理由成立，不再要求。")
    send(page)
    one.refresh_from_db()
    assert one.outcome == "withdrawn"


def _people_outside_judge_the_station(office: Office) -> None:
    bureau = office.bureau
    page = bureau.at(OFFICE, "/surveys/new/?party=agency:station&ready=service")
    fill(
        page,
        title=SURVEY,
        campaign=CAMPAIGN,
        source="outside",
        method="由街道办在大厅随机发放，每十人发一张。",
        opens=TODAY.isoformat(),
        closes=(TODAY + timedelta(days=6)).isoformat(),
    )
    send(page)
    survey = Survey.objects.get()
    page = bureau.at(OFFICE, f"/surveys/{survey.id}/draw/")
    form = page.locator("form[action$='/slips/']")
    form.locator("[name=count]").fill("6")
    form.locator("button").click()
    page.wait_for_url("**/slips/")
    codes = [one.strip() for one in page.locator(".slip-code").all_inner_texts()]
    assert len(set(codes)) == 6
    for code in codes:
        _answer(office, code)
    assert Answer.objects.count() == 6
    used = bureau.stranger(PHONE)
    used.goto(f"{bureau.address}/survey/{codes[0]}/")
    expect(used.locator("main form [type=radio]")).to_have_count(0)
    page = bureau.at(OFFICE, f"/surveys/{survey.id}/")
    page.locator("main form[action$='/close/'] button").click()
    expect(page.locator("main")).to_contain_text("6")
    survey.refresh_from_db()
    assert survey.state == "closed"


def _answer(office: Office, code: str) -> None:
    page = office.bureau.stranger(PHONE)
    page.goto(f"{office.bureau.address}/survey/{code}/")
    fits_phone(page)
    for question in page.locator("fieldset.survey-question").all():
        question.locator("[type=radio]").last.check()
    page.locator("main form button.btn-primary").click()
    page.wait_for_load_state()
    page.context.close()


def _results_are_published_by_two_people(office: Office) -> None:
    profile_now(timezone.now())
    page = office.bureau.at(OFFICE, f"/plan/{CAMPAIGN}/")
    page.locator(f"main a[href$='/results/{CAMPAIGN}/']").click()
    fill(page, title=RESULTS)
    send(page)
    page.wait_for_url("**/desk/publications/*/")
    where = page.url.removeprefix(office.bureau.address)
    assert page.locator("main form[action$='/approve/']").count() == 0
    page = office.bureau.at(PUBLISHER, where)
    page.locator("main form[action$='/approve/'] button").click()
    page.wait_for_load_state()


def _anybody_can_check_them(office: Office) -> None:
    bureau = office.bureau
    page = bureau.stranger(PHONE)
    page.goto(f"{bureau.address}/")
    page.get_by_role("link", name=RESULTS).first.click()
    expect(page.locator("main")).to_contain_text(office.station)
    expect(page.locator("main")).to_contain_text("第三方评议")
    for person in office.desk.person.values():
        # A short name may be part of a digest or code by chance; as a word of its own it is a name.
        assert not re.search(rf"\b{re.escape(person.name)}\b", page.locator("main").inner_text())
    fits_phone(page)
    file = Path(bureau.folder / "results.zip")
    with page.expect_download() as taken:
        page.locator("a[download][href$='.zip']").first.click()
    taken.value.save_as(file)
    assert bureau.run("verify", str(file)).data["intact"] is True
    kept = bytearray(file.read_bytes())
    kept[kept.index("坞城派出所".encode())] ^= 1
    file.write_bytes(kept)
    assert bureau.chizi("verify", str(file)).code == 1, "one byte of a result was changed"
    assert TITLE not in page.locator("main").inner_text(), "results of bodies, not of single tasks"
