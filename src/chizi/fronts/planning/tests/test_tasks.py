"""The pages of tasks: giving, doing, accepting, objecting, passing down, and how much is asked of whom."""

import csv
import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from chizi.org.abilities import local_day
from chizi.plan.actions import (
    assign_task,
    choose_task,
    create_task,
    draft_campaign,
    issue_plan,
    put_measure,
    put_plan,
    raise_objection,
    submit_result,
)
from chizi.plan.models import Assignment, Campaign, Exemption, Measure, Objection, Result, Task
from chizi.plan.tests.planned import desk

pytestmark = pytest.mark.django_db
MOST_QUERIES = 14  # session and person, grants, inbox; the page's own


def now():
    return timezone.now()


def day(days: int) -> str:
    return (local_day(now()) + timedelta(days=days)).isoformat()


@pytest.fixture
def here():
    """An issued campaign of today with one measure, and its cast."""
    found = desk()
    at = {"actor": found.lin, "now": now()}
    today = local_day(now())
    draft_campaign(code="Y", title="教育整顿", basis="总方案", issuer=found.office, starts=today,
                   ends=today + timedelta(days=90), **at)  # fmt: skip
    whole = {"campaign": "Y", "version": 0, **at}
    put_plan(code="P-0", kind="overall", title="总方案", **whole)
    put_measure(code="M-1", plan="P-0", title="谈心谈话", owner="city", basis="方案一", evidence_rule="台账",
                due=today + timedelta(days=30), **whole)  # fmt: skip
    issue_plan(campaign="Y", version=Campaign.objects.get().version, **at)
    return found


@pytest.fixture
def at(here):
    """A browser in which somebody of the cast is signed in, in English."""

    def sit(name: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(getattr(here, name), backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit


def asked_of(here, *names: str, actor="lin", fact_key="", **more) -> list[Assignment]:
    task = task_of(here, actor=actor, fact_key=fact_key, **more)
    parties = [getattr(here, name) for name in names]
    return assign_task(actor=getattr(here, actor), now=now(), task_id=task.pk, parties=parties)


def task_of(here, *, actor="lin", **more) -> Task:
    said = {"title": "逐人谈心", "text": "与每名民警谈心一次", "basis": "方案一第三条", "issuer": here.office,
            "measure_id": Measure.objects.get().pk, "due": local_day(now()) + timedelta(days=20)}  # fmt: skip
    return create_task(actor=getattr(here, actor), now=now(), **{**said, **more})


def handed_in(here, row: Assignment, text: str = "已谈 32 人") -> Result:
    row.refresh_from_db()
    return submit_result(actor=here.hu, now=now(), assignment_id=row.pk, version=row.version, text=text)


def address(row: Assignment, step: str = "") -> str:
    return f"/plan/assignments/{row.pk}/{step}"


def picture(name: str = "talk.txt", content: bytes = b"a note of the talk") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


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


def test_beyond_the_cap_only_a_second_person_gives_it_with_a_reason(here, at):
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


def test_a_recurring_task_says_what_it_lacks(here, at):
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


def test_a_result_is_handed_in_with_files_returned_and_accepted(here, at):
    (row,) = asked_of(here, "county")
    clerk, office = at("hu"), at("lin")
    page = clerk.get(address(row)).content.decode()
    for words in (
        "与每名民警谈心一次",
        "方案一第三条",
        "教育整顿",
        "Hand in a result",
        "in 20 days",
        "next: 小店区公安分局",
    ):
        assert words in page
    answer = clerk.post(
        address(row, "hand-in/"),
        {"version": 1, "text": "已谈 30 人", "files": [picture(), picture("b.txt", b"another note")]},
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.state == "submitted"
    assert len(Result.objects.get().files) == 2
    page = office.get(address(row)).content.decode()
    assert "a note of the talk" in page
    assert "已谈 30 人" in office.get(address(row, "accept/")).content.decode()
    sent = office.post(address(row, "return/"), {"version": row.version, "note": ""})
    assert sent.status_code == 400, "what is missing has to be said"
    assert (
        office.post(address(row, "return/"), {"version": row.version, "note": "缺 2 人"}).status_code == 302
    )
    page = clerk.get(address(row)).content.decode()
    assert "缺 2 人" in page
    handed_in(here, row)
    row.refresh_from_db()
    assert clerk.get(address(row, "accept/")).status_code == 403, "nobody accepts his own party's result"
    assert office.post(address(row, "accept/"), {"version": row.version, "note": "好"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "accepted"
    assert "Result accepted" in clerk.get(address(row)).content.decode()


def test_files_of_a_refused_form_are_kept_and_belong_to_one_person(here, at):
    (row,) = asked_of(here, "county")
    clerk = at("hu")
    stale = clerk.post(address(row, "hand-in/"), {"version": 7, "text": "已谈", "files": [picture()]})
    page = stale.content.decode()
    assert stale.status_code == 400
    assert "Somebody has changed this since you opened it" in page
    assert "talk.txt" in page
    assert "已谈" in page
    token = stale.context["drafts"][0].token
    good = clerk.post(address(row, "hand-in/"), {"version": 1, "text": "已谈", "kept": [token]})
    assert good.status_code == 302
    assert list(Result.objects.get().files.values()) == ["talk.txt"]
    (other,) = asked_of(here, "yingze")
    foreign = at("ma").post(address(other, "hand-in/"), {"version": 1, "text": "", "kept": [token]})
    assert foreign.status_code == 400, "a file of somebody else does not come along"
    bad = clerk.post(
        address(row, "hand-in/"), {"version": 2, "text": "x", "files": [picture("a.jpg", b"<html>")]}
    )
    assert bad.status_code == 400


def test_files_are_shown_to_whoever_sees_the_assignment_only(here, at):
    (row,) = asked_of(here, "county")
    at("hu").post(address(row, "hand-in/"), {"version": 1, "text": "", "files": [picture()]})
    digest = next(iter(Result.objects.get().files))
    download = at("lin").get(address(row, f"files/{digest}/"))
    assert download.status_code == 200
    assert b"a note of the talk" in b"".join(download.streaming_content)
    assert at("lin").get(address(row, f"files/{digest}/pages/1/")).status_code == 200
    assert at("ma").get(address(row, f"files/{digest}/")).status_code == 404
    assert at("lin").get(address(row, f"files/{'0' * 64}/")).status_code == 404


def test_a_result_is_taken_back_and_an_accepted_one_is_referred_to(here, at):
    (row,) = asked_of(here, "county")
    handed_in(here, row)
    row.refresh_from_db()
    page = at("hu").get(address(row)).content.decode()
    assert "Take the result back" in page
    assert at("hu").post(address(row, "take-back/"), {"version": row.version}).status_code == 302
    row.refresh_from_db()
    assert row.state == "open"
    first = handed_in(here, row)
    row.refresh_from_db()
    at("lin").post(address(row, "accept/"), {"version": row.version, "note": ""})
    (other,) = asked_of(here, "county", fact_key="other")
    page = at("hu").get(address(other, "hand-in/")).content.decode()
    assert "逐人谈心 (version 2)" in page
    sent = at("hu").post(address(other, "hand-in/"), {"version": 1, "text": "", "refers_to": first.pk})
    assert sent.status_code == 302
    page = at("lin").get(address(other)).content.decode()
    assert f"Refers to the accepted result of assignment {row.pk}." in page


def test_an_objection_is_raised_with_its_day_and_answered_with_words(here, at):
    (row,) = asked_of(here, "county")
    page = at("hu").get(address(row, "object/")).content.decode()
    assert "must answer within 5 days" in page
    typed = {"ground": "time", "text": "年底警力紧张"}
    answer = at("hu").post(address(row, "object/"), typed, follow=True).content.decode()
    assert "who answers by" in answer
    assert at("hu").get(address(row, "object/")).status_code == 400, "one objection is open at a time"
    listed = at("lin").get("/plan/assignments/?view=answer").content.decode()
    assert "逐人谈心" in listed
    assert "5 days left" in listed
    assert at("hu").get(address(row, "answer/")).status_code == 403
    kept = at("lin").post(address(row, "answer/"), {"outcome": "extended", "answer": "延一周", "due": day(3)})
    assert kept.status_code == 400
    assert "延一周" in kept.content.decode()
    good = {"outcome": "extended", "answer": "延一周", "due": day(27)}
    assert at("lin").post(address(row, "answer/"), good).status_code == 302
    assert Objection.objects.get().outcome == "extended"
    page = at("hu").get(address(row)).content.decode()
    assert "延一周" in page
    assert "Upheld: more time is given" in page


def test_somebody_is_exempted_with_a_ground_and_work_changes_hands(here, at):
    first, second = asked_of(here, "county", "yingze")
    page = at("lin").post(address(first, "exempt/"), {"version": 1, "ground": "duty", "text": ""})
    assert page.status_code == 400
    good = {"version": 1, "ground": "duty", "text": "值守"}
    assert at("lin").post(address(first, "exempt/"), good).status_code == 302
    assert Exemption.objects.get().text == "值守"
    assert "on other duty" in at("hu").get(address(first)).content.decode()
    assert at("ma").get(address(second, "exempt/")).status_code == 403
    handing = {"version": 1, "to": "ma", "reason": "分工"}
    assert at("ma").post(address(second, "hand-over/"), handing).status_code == 302
    second.refresh_from_db()
    assert second.person == here.ma
    assert "Ma" in at("lin").get(address(second)).content.decode()


def test_an_assignment_is_passed_down_word_for_word(here, at):
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


def test_lists_show_what_waits_for_whom_and_filters_survive_rubbish(here, at):
    first, _second = asked_of(here, "county", "yingze")
    handed_in(here, first)
    asked_of(here, "county", fact_key="late", due=local_day(now()))
    assert len(at("hu").get("/plan/assignments/?view=mine").context["page"].rows) == 1
    assert len(at("lin").get("/plan/assignments/?view=accept").context["page"].rows) == 1
    assert len(at("lin").get("/plan/assignments/?state=open").context["page"].rows) == 2
    assert len(at("lin").get("/plan/assignments/?campaign=Y").context["page"].rows) == 3
    assert len(at("lin").get("/plan/assignments/?party=agency:county").context["page"].rows) == 2
    assert not at("lin").get("/plan/assignments/?late=1").context["page"].rows
    rubbish = "?state=%00&view=x&after=999999999999999999999&late=9&task=" + "9" * 30
    assert at("lin").get(f"/plan/assignments/{rubbish}").status_code == 200
    for query in ("?party=agency:nothing", "?party=%00a", "?task=999999999999"):
        assert at("lin").get(f"/plan/assignments/{query}").status_code == 404
    assert len(at("ma").get("/plan/assignments/").context["page"].rows) == 1
    for number in ("999999999999999999", "99999999999999999999999"):
        assert at("lin").get(f"/plan/assignments/{number}/").status_code == 404
        assert at("lin").get(f"/plan/tasks/{number}/").status_code == 404
        assert at("lin").get(f"/plan/tasks/new/?measure={number}").status_code == 404


def test_the_list_goes_to_a_file_with_its_filter_on_it(here, at):
    asked_of(here, "county")
    answer = at("lin").get("/plan/assignments.csv?state=open")
    text = answer.content.decode("utf-8-sig")
    assert "逐人谈心" in text
    assert at("lin").get("/plan/assignments.xlsx").status_code == 200
    assert at("lin").get("/plan/assignments.exe").status_code == 404
    assert at("lin").get("/plan/assignments.csv?view=answer").status_code == 404


def test_load_stands_in_the_order_of_codes_against_its_cap(here, at):
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


def test_pages_ask_a_constant_number_of_questions(here, at, django_assert_max_num_queries):
    rows = [asked_of(here, "county", "yingze", "station", fact_key=f"f{one}")[0] for one in range(8)]
    raise_objection(actor=here.hu, now=now(), assignment_id=rows[0].pk, ground="time", text="紧")
    handed_in(here, rows[0])
    client = at("lin")
    paths = (
        "/plan/assignments/",
        "/plan/assignments/?view=mine",
        "/plan/assignments/?view=accept",
        "/plan/assignments/?view=answer",
        "/plan/assignments/?view=approve",
        address(rows[0]),
        f"/plan/tasks/{rows[0].task_id}/",
        f"/plan/tasks/{rows[0].task_id}/assign/",
        "/plan/load/",
    )
    for path in paths:
        client.get(path)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_opens_in_both_languages(here, at, language):
    (row,) = asked_of(here, "county")
    pages = {
        "lin": ["/plan/assignments/", f"/plan/tasks/{row.task_id}/", "/plan/load/", "/plan/tasks/new/",
                f"/plan/tasks/{row.task_id}/assign/", f"/plan/tasks/{row.task_id}/withdraw/", address(row, "exempt/"),
                address(row, "pass-down/")],
        "hu": [address(row), address(row, "hand-in/"), address(row, "object/"), address(row, "hand-over/")],
    }  # fmt: skip
    for name, paths in pages.items():
        for path in paths:
            assert at(name, language).get(path).status_code == 200, path
