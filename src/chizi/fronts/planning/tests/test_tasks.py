"""The pages of an assignment: doing, accepting, objecting, handing over; the lists of what waits for whom."""

import pytest

from chizi.fronts.planning.tests.asked import address, asked_of, day, handed_in, now, picture
from chizi.org.abilities import local_day
from chizi.plan.actions import raise_objection
from chizi.plan.models import Exemption, Objection, Result

pytestmark = pytest.mark.django_db
MOST_QUERIES = 14  # session and person, grants, inbox; the page's own


def test_a_result_is_handed_in_with_files_returned_and_accepted(here, at):
    (row,) = asked_of(here, "county")
    clerk, office = at("hu"), at("lin")
    notice = clerk.get(f"/plan/tasks/{row.task_id}/").content.decode()
    assert "Open what is asked of 小店区公安分局" in notice
    assert "Open what is asked of" not in office.get(f"/plan/tasks/{row.task_id}/").content.decode()
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


def test_R07_a_result_is_taken_back_and_an_accepted_one_is_referred_to(here, at):
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


def test_R10_an_objection_is_raised_with_its_day_and_answered_with_words(here, at):
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
