"""The pages of a task: written, approved, given to parties, passed down, and how much is asked of whom."""

import csv
import io
from datetime import timedelta

import pytest

from chizi.fronts.planning.tests.asked import address, asked_of, day, now, task_of
from chizi.org.abilities import local_day
from chizi.plan.actions import assign_task, choose_task
from chizi.plan.models import Assignment, Measure, Task

pytestmark = pytest.mark.django_db


def test_a_task_is_made_from_a_measure_and_given_to_parties_with_their_loads_shown(here, at):
    client, measure = at("lin"), Measure.objects.get()
    page = client.get(f"/plan/tasks/new/?measure={measure.pk}").content.decode()
    assert "谈心谈话" in page
    assert "it is then reported only when there is something to report" in page
    typed = {"title": "逐人谈心", "text": "与每名民警谈心", "basis": "方案一", "issuer": "agency:office",
             "due": day(20), "recurs": ""}  # fmt: skip
    answer = client.post(f"/plan/tasks/new/?measure={measure.pk}", typed)
    task = Task.objects.get()
    assert answer.headers["Location"] == f"/plan/tasks/{task.pk}/assign/"
    page = client.get(f"/plan/tasks/{task.pk}/assign/?level=3&kind=police").content.decode()
    assert "小店区公安分局" in page
    assert "坞城派出所" not in page, "a station is no body of the county level"
    assert "0 of at most 40" in page
    looked = client.post(
        f"/plan/tasks/{task.pk}/assign/", {"party": ["agency:county"], "q": "派出所", "do": "look"}
    )
    assert looked.status_code == 200
    picker = looked.context["picker"]
    assert [one.code for one in picker.chosen] == ["agency:county"], (
        "what was ticked stays while one looks on"
    )
    assert [one.code for one in picker.found] == ["agency:station"]
    assert not Assignment.objects.exists()
    sent = client.post(
        f"/plan/tasks/{task.pk}/assign/", {"party": ["agency:county", "agency:station"], "do": "send"}
    )
    assert sent.status_code == 302
    assert Assignment.objects.count() == 2
    page = client.get(f"/plan/tasks/{task.pk}/").content.decode()
    assert f"state=open&amp;task={task.pk}" in page
    assert client.get(f"/plan/assignments/?task={task.pk}&state=open").context["page"].rows[0]


def test_everybody_who_fits_is_given_it_at_once(here, at):
    task = task_of(here)
    typed = {"everybody": "1", "kind": "police", "level": "2", "do": "send"}
    assert at("lin").post(f"/plan/tasks/{task.pk}/assign/", typed).status_code == 302
    assert sorted(Assignment.objects.values_list("party__code", flat=True)) == [
        "agency:city",
        "agency:datong",
    ]


def test_what_is_refused_comes_back_with_everything_typed(here, at):
    asked_of(here, "county")
    second = task_of(here)
    answer = at("lin").post(
        f"/plan/tasks/{second.pk}/assign/",
        {"party": ["agency:county"], "opens": "", "due": day(9), "do": "send"},
    )
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "already asked for these facts" in page
    assert day(9) in page
    assert [one.code for one in answer.context["picker"].chosen] == ["agency:county"]
    nobody = at("lin").post(f"/plan/tasks/{second.pk}/assign/", {"do": "send"})
    assert nobody.status_code == 400
    assert "Choose at least one party." in nobody.content.decode()


def test_R08_beyond_the_cap_only_a_second_person_gives_it_with_a_reason(here, at):
    for number in range(20):
        asked_of(here, "station", fact_key=f"f{number}")
    task = task_of(here, fact_key="more")
    sending = {"party": ["agency:station"], "do": "send"}
    page = at("lin").post(f"/plan/tasks/{task.pk}/assign/", sending)
    assert page.status_code == 400
    assert "the cap is 20" in page.content.decode()
    assert "one more passes the cap" in page.content.decode()
    assert f"/plan/tasks/{task.pk}/beyond/" in page.content.decode()
    assert at("lin").get(f"/plan/tasks/{task.pk}/beyond/").status_code == 403
    assert at("wen").post(f"/plan/tasks/{task.pk}/beyond/", sending).status_code == 400, "a reason is needed"
    answer = at("wen").post(f"/plan/tasks/{task.pk}/beyond/", {**sending, "reason": "专项检查期间"})
    assert answer.status_code == 302
    row = Assignment.objects.get(task=task)
    assert "专项检查期间" in at("lin").get(address(row)).content.decode()


def test_a_task_outside_the_plan_waits_for_a_second_person(here, at):
    typed = {"title": "临时报数", "text": "报一次", "basis": "口头", "issuer": "agency:office", "due": day(5)}
    page = at("lin").post("/plan/tasks/new/", typed, follow=True).content.decode()
    task = Task.objects.get()
    assert "waits until a second person approves it" in page
    assert at("lin").get(f"/plan/tasks/{task.pk}/approve/").status_code == 403
    assert at("lin").get(f"/plan/tasks/{task.pk}/assign/").status_code == 400
    assert "临时报数" in at("wen").get("/plan/assignments/?view=approve").content.decode()
    assert "临时报数" not in at("lin").get("/plan/assignments/?view=approve").content.decode()
    assert at("wen").get(f"/plan/tasks/{task.pk}/approve/").status_code == 200
    stale = at("wen").post(f"/plan/tasks/{task.pk}/decline/", {"version": "9", "reason": "无依据"})
    assert stale.status_code == 400
    assert "无依据" in stale.content.decode()
    assert "As it stands now" in stale.content.decode()
    answer = at("wen").post(f"/plan/tasks/{task.pk}/approve/", {"version": task.version})
    assert answer.status_code == 302
    task.refresh_from_db()
    assert task.state == "open"
    withdrawn = at("lin").post(
        f"/plan/tasks/{task.pk}/withdraw/", {"version": task.version, "reason": "不再需要"}
    )
    assert withdrawn.status_code == 302
    assert "不再需要" in at("lin").get(f"/plan/tasks/{task.pk}/").content.decode()


def test_R06_a_recurring_task_says_what_it_lacks(here, at):
    typed = {"title": "周报", "text": "每周一报", "basis": "方案一", "issuer": "agency:office", "due": day(7),
             "recurs": "weekly"}  # fmt: skip
    address_ = f"/plan/tasks/new/?measure={Measure.objects.get().pk}"
    answer = at("lin").post(address_, typed)
    assert answer.status_code == 400
    assert "its legal basis, a last day and its cost in minutes" in answer.content.decode()
    assert "每周一报" in answer.content.decode()
    assert at("lin").post(address_, {**typed, "sunset": day(60), "minutes": "30"}).status_code == 302
    row = assign_task(actor=here.lin, now=now(), task_id=Task.objects.get().pk, parties=[here.county])[0]
    page = at("hu").get(address(row)).content.decode()
    assert "30 minutes each time" in page
    assert "only when there is something to report" in page


def test_R06_an_assignment_is_passed_down_word_for_word(here, at):
    (row,) = asked_of(here, "city")
    page = at("zhou").get(address(row, "pass-down/")).content.decode()
    assert "nothing can be added on the way" in page
    assert "make a task of your own" in page.lower()
    assert "agency:city" not in [
        one.code for one in at("zhou").get(address(row, "pass-down/")).context["picker"].found
    ]
    answer = at("zhou").post(address(row, "pass-down/"), {"party": ["agency:county"], "do": "send"})
    assert answer.status_code == 302
    below = Assignment.objects.get(party=here.county)
    assert (below.task.text, below.due) == (row.task.text, row.due)
    assert "the task above" in at("zhou").get(f"/plan/tasks/{below.task_id}/").content.decode()
    assert at("gao").get(address(row, "pass-down/")).status_code == 404


def test_a_party_chooses_an_action_of_its_own_which_never_turns_red(here, at):
    page = at("hu").get("/plan/tasks/choose/").content.decode()
    assert "never compulsory" in page
    assert "小店区公安分局" in page
    typed = {
        "party": "agency:county",
        "title": "夜学",
        "text": "每周一晚",
        "rationale": "年轻民警多",
        "due": day(30),
    }
    answer = at("hu").post("/plan/tasks/choose/", typed, follow=True).content.decode()
    assert "Chosen freely; nothing is owed." in answer
    assert Assignment.objects.get().kind == "optional"
    assert at("jia").get("/plan/tasks/choose/").status_code == 403


def test_R33_load_stands_in_the_order_of_codes_against_its_cap(here, at):
    asked_of(here, "county", "station")
    choose_task(actor=here.hu, now=now(), party=here.county, title="夜学", text="学", rationale="需要",
                due=local_day(now()) + timedelta(days=9))  # fmt: skip
    page = at("lin").get("/plan/load/")
    body = page.content.decode()
    assert "How much is asked of whom at the same time?" in body
    codes = [row.key for row in page.context["places"].rows]
    assert codes == sorted(codes)
    assert "1 of at most 40" in body, "what a party chose itself is no load"
    assert "nobody is ranked" in body
    assert "party=agency%3Acounty" in body
    assert at("lin").get("/plan/load/?region=140105000000").status_code == 200
    assert at("gao").get("/plan/load/?region=140105000000").status_code == 404
    rows = list(csv.reader(io.StringIO(at("lin").get("/plan/load.csv").content.decode("utf-8-sig"))))
    assert any(row[:1] == ["agency:county"] and "1" in row for row in rows)
    assert at("hu").get("/plan/load/all.csv").status_code == 200
