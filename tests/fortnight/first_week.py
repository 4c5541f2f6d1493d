"""The first week: the task goes down to the station, and an officer learns in a valley without a signal."""

from datetime import datetime, timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from chizi.learn.actions import ItemDraft, set_items
from chizi.learn.models import Attempt, ItemState, Outcome
from chizi.plan.actions import assign_task, create_task
from chizi.plan.models import Assignment
from tests.fortnight.office import CITY_OFFICE, COUNTY_OFFICE, OFFICER, TITLE, Office
from tests.week.bureau import PHONE, fill

PIN = "481516"
AWAY = timedelta(days=7)
OWN = "补学值班要求"


def first_week(office: Office) -> None:
    """From the province to the phone of one officer, and back after seven days without a network."""
    _the_task_says_what_to_learn(office)
    _it_goes_down_word_for_word(office)
    page = _a_phone_takes_it_along(office)
    _a_week_without_a_network(office, page)
    _everything_arrives_once(office, page)


def _the_task_says_what_to_learn(office: Office) -> None:
    now, desk = timezone.now(), office.desk
    items = [ItemDraft(f"material:{office.material.id}", 20), ItemDraft(f"paper:{office.paper.id}", 15)]
    set_items(actor=desk.lin, now=now, task_id=office.task.id, items=items)
    own = create_task(
        actor=desk.lin, now=now, title=OWN, text="补学一次，写几句话。", basis="总方案第二部分", issuer=desk.office,
        due=office.task.opens + timedelta(days=10), opens=office.task.opens, measure_id=office.task.measure_id,
    )  # fmt: skip
    assign_task(actor=desk.lin, now=now, task_id=own.id, parties=[desk.station], person=desk.person[OFFICER])
    page = office.bureau.at("lin", f"/study/tasks/{office.task.id}/items/")
    expect(page.locator("main")).to_contain_text(office.material.title)
    expect(page.locator("main")).to_contain_text(office.paper.title)


def _it_goes_down_word_for_word(office: Office) -> None:
    for who, agency in ((CITY_OFFICE, "county"), (COUNTY_OFFICE, "station")):
        above = Assignment.objects.order_by("-id").filter(task__title=TITLE).first()
        page = office.bureau.at(who, f"/plan/assignments/{above.id}/pass-down/")
        fill(page, q=office.desk.party[agency].name)
        page.click("button[name=do][value=look]")
        page.check(f"main [name=party][value='agency:{agency}']")
        page.click("button[name=do][value=send]")
        page.wait_for_url("**/plan/assignments/*/")
    last = Assignment.objects.order_by("-id").filter(task__title=TITLE).first()
    assert (last.party_id, last.top_task_id) == (office.desk.station.id, office.task.id)


def _a_phone_takes_it_along(office: Office) -> Page:
    """His clock is a week behind ours: that is the Monday of this story."""
    page = office.bureau.visit("zh-CN", PHONE, tolerate=("offline",)).new_page()
    page.clock.install(time=datetime.now() - AWAY)
    office.bureau.sign_in(page, OFFICER)
    page.goto(f"{office.bureau.address}/terminal/")
    page.fill("#pin", PIN)
    page.fill("#again", PIN)
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.reload()
    _unlock(page)
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    # The server cannot be a week younger: what it drew for the phone just now belongs to that Monday.
    for attempt in Attempt.objects.all():
        attempt.drawn_on -= AWAY
        attempt.save()
    return page


def _a_week_without_a_network(office: Office, page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    page.get_by_role("link", name=office.material.title).click()
    expect(page.locator("main")).to_contain_text("当场告知期限和去处")
    page.get_by_role("button", name="我已学完").click()
    _another_morning(page, "24:00:00")
    page.goto(f"{office.bureau.address}/terminal/#/paper/{office.paper.id}")
    _answer_the_paper(page)
    _another_morning(page, "48:00:00")
    page.goto(f"{office.bureau.address}/terminal/#/reflect/material:{office.material.id}")
    page.fill("#text", "窗口换班时最容易没人，我们班组把换班时间错开了十分钟。")
    page.get_by_role("button", name="提交体会").click()
    _another_morning(page, "24:00:00")
    page.goto(f"{office.bureau.address}/terminal/#/today")
    page.get_by_role("link", name=OWN).click()
    page.get_by_role("link", name="提出异议").click()
    page.get_by_role("radio").last.check()
    page.fill("#text", "那几天都在山里值班，没有时间。")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator("body")).to_contain_text("4 项待上传")
    assert not Outcome.objects.filter(person__username=OFFICER).exists(), "nothing has left the phone"
    fits_phone(page)


def _another_morning(page: Page, later: str) -> None:
    """The phone was in the pocket; without a network the terminal opens from what it keeps, under the PIN."""
    page.clock.fast_forward(later)
    page.reload()
    _unlock(page)


def _unlock(page: Page) -> None:
    page.fill("#pin", PIN)
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("navigation").first).to_be_visible()


def _answer_the_paper(page: Page) -> None:
    for number in range(1, 5):
        page.get_by_role("radio", name="照规定办").check()
        if number < 4:
            page.get_by_role("button", name="下一题").click()
    page.get_by_role("button", name="交卷", exact=True).click()
    page.get_by_role("button", name="现在交卷").click()
    page.wait_for_url("**/terminal/#/learn")


def fits_phone(page: Page) -> None:
    """Nothing sticks out at the side."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def _everything_arrives_once(office: Office, page: Page) -> None:
    page.clock.set_system_time(datetime.now())
    page.context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("body")).not_to_contain_text("项待上传", timeout=20_000)
    expect(page.locator("body")).not_to_contain_text("需要处理")
    found = Outcome.objects.filter(person__username=OFFICER)
    kinds = sorted(found.exclude(kind="answered").values_list("kind", flat=True))
    assert kinds == ["passed", "read", "reflected"]
    read = found.get(kind="read")
    assert timedelta(days=6) < timezone.now() - read.happened_at < timedelta(days=8), (
        "when it happened, not when it came"
    )
    assert ItemState.objects.filter(person__username=OFFICER).count() == 2
    before = found.count()
    page.reload()
    _unlock(page)
    expect(page.locator("body")).not_to_contain_text("待上传")
    assert found.count() == before
