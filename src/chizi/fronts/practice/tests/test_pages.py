"""The pages of practice: what they show, to whom, and that nothing typed is lost."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chizi.learn import actions
from chizi.learn.models import Application, Lecture, Reflection, ServiceItem
from chizi.learn.tests.practice_world import (
    NOW,
    assignment,
    claimed,
    confirmed,
    finished,
    lectured,
    material,
    matter,
    opened,
    venue,
)

pytestmark = pytest.mark.django_db
LISTS = ("", "reflections/", "lectures/", "services/", "venues/", "directives/", "advice/")


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_empty_lists_teach_and_offer_one_thing_to_do(here, at):
    for where in LISTS:
        page = text(at("hu").get(f"/practice/{where}"))
        assert 'class="blank"' in page, where
    assert "Claim an application" in text(at("qin").get("/practice/"))
    assert at("qin").get("/practice/lectures/coverage/").status_code == 403


def test_lists_ask_a_constant_number_of_queries(here, at):
    lectured(here)
    venue(here)
    for number in range(3):
        opened(here, title=f"第{number}件")
        claimed(here, about=material(here))
    client = at("hu")
    for where in (*LISTS, "lectures/coverage/"):
        client.get(f"/practice/{where}")
        with CaptureQueriesContext(connection) as found:
            text(client.get(f"/practice/{where}"))
        assert len(found) <= 16, (where, len(found))


def test_a_claim_is_made_confirmed_and_told_in_its_story(here, at):
    about, row = material(here), assignment(here)
    form = {"key": str(uuid4()), "about": about, "target": row.ref, "code": "", "text": "按时开窗"}
    answer = at("qin").post("/practice/applications/new/", form)
    one = Application.objects.get()
    assert answer["Location"] == f"/practice/applications/{one.pk}/"
    at("qin").post("/practice/applications/new/", form)
    assert Application.objects.count() == 1
    page = text(at("sun").get("/practice/"))
    assert "谈心谈话" in page
    page = text(at("sun").get(f"/practice/applications/{one.pk}/confirm/"))
    assert "按时开窗" in page
    at("sun").post(f"/practice/applications/{one.pk}/confirm/", {"version": "1", "note": "看到了"})
    page = text(at("qin").get(f"/practice/applications/{one.pk}/"))
    assert "confirmed" in page
    assert "看到了" in page


def test_R31_the_page_does_not_let_a_learner_confirm_his_own(here, at):
    one = claimed(here, by="sun")
    page = f"/practice/applications/{one.pk}/"
    assert "confirm/" not in text(at("sun").get(page))
    assert at("sun").get(f"{page}confirm/").status_code == 403
    answer = at("sun").post(f"{page}confirm/", {"version": "1", "note": ""})
    assert "Nobody confirms what he applied himself" in text(answer, 403)
    assert Application.objects.get().state == "claimed"


def test_a_fault_stands_at_its_field_and_nothing_typed_is_lost(here, at):
    form = {"key": str(uuid4()), "party": "agency:county", "title": "扶手", "need": "打 13800138000", "source": "own",
            "beneficiary": "东楼住户"}  # fmt: skip
    page = text(at("hu").post("/practice/services/new/", form), 400)
    assert "Something needs to be put right" in page
    assert "打 13800138000" in page
    assert ServiceItem.objects.count() == 0


def test_a_matter_is_named_by_the_number_on_its_paper(here, at):
    one, about = matter(here), material(here)
    form = {"key": str(uuid4()), "about": about, "target": "", "code": one.code, "text": "按时开窗"}
    at("qin").post("/practice/applications/new/", form)
    claim = Application.objects.get()
    assert claim.matter == one
    page = text(at("qin").get(f"/practice/applications/{claim.pk}/"))
    assert one.code in page
    assert one.title not in page


def test_a_lecture_is_recorded_for_whoever_led_that_day(here, at):
    form = {"key": str(uuid4()), "party": "agency:county", "held_on": "2021-03-01", "leader": "", "topic": "学党史",
            "audience": "全局", "questions": "", "serves": "", "reason": ""}  # fmt: skip
    at("hu").post("/practice/lectures/new/", form)
    one = Lecture.objects.get()
    assert one.leader == here.bao
    page = text(at("hu").get(f"/practice/lectures/{one.pk}/"))
    assert "Bao" in page
    page = text(
        at("sun").post("/practice/lectures/new/", form | {"party": "agency:station", "key": str(uuid4())}),
        400,
    )
    assert "0 people are registered as principal leader" in page


def test_the_board_opens_to_the_parties_that_lack_one(here, at):
    lectured(here)
    page = text(
        at("lin").get("/practice/lectures/coverage/?region=140105000000&since=2021-01-01&until=2021-12-31")
    )
    assert "50.0" in page
    assert "坞城派出所" in page
    text(at("lin").get("/practice/lectures/coverage/?since=rubbish&until=2021-99-99&after=%00&region="))


def test_the_slip_shows_its_code_once_and_closes_the_item_on_the_public_page(here, at):
    one = finished(here)
    page = text(at("hu").post(f"/practice/services/{one.pk}/slip/", {"version": str(one.version)}))
    code = page.partition("<strong>")[2].partition("</strong>")[0]
    assert len(code) == 19
    assert code not in text(at("hu").get(f"/practice/services/{one.pk}/"))
    stranger = Client()
    assert "给东楼装扶手" in text(stranger.post("/service/", {"code": code}))
    assert "never closes it" in text(
        at("hu").post("/service/", {"code": code, "done": "yes"}, HTTP_ACCEPT_LANGUAGE="en"), 403
    )
    assert stranger.post("/service/", {"code": code, "done": "yes", "words": "很牢"}).status_code == 302
    assert ServiceItem.objects.get().state == "closed"
    assert stranger.post("/service/", {"code": code, "done": "no"}).status_code == 404


def test_the_public_pages_set_no_cookie_and_survive_rubbish(here, at):
    one = finished(here)
    actions.start_notice(actor=here.hu, now=NOW, service_id=one.pk, version=one.version)
    ServiceItem.objects.update(notice_until="2099-01-01")
    stranger = Client()
    assert "给东楼装扶手" in text(stranger.get("/service/notices/"))
    for form in ({"code": "\0"}, {"code": "x" * 9999}, {"code": "１" * 16, "done": "yes"}, {}):
        assert stranger.post("/service/", form).status_code == 404
    answer = stranger.post(f"/service/notices/{one.pk}/", {"text": "\0" * 3})
    assert answer.status_code == 400
    assert not answer.cookies
    assert stranger.post(f"/service/notices/{one.pk}/", {"text": "没有装完"}).status_code == 302
    assert ServiceItem.objects.get().state == "open"
    assert stranger.get(f"/service/notices/{one.pk}/").status_code == 404
    assert stranger.put("/service/thanks/").status_code == 405


def test_R09_a_reflection_needs_no_picture_and_stays_its_writers(here, at):
    form = {"key": str(uuid4()), "about": material(here), "text": "先听后说。"}
    at("qin").post("/practice/reflections/new/", form)
    one = Reflection.objects.get()
    assert "先听后说。" in text(at("qin").get(f"/practice/reflections/{one.pk}/"))
    for name in ("sun", "lin", "jia"):
        assert at(name).get(f"/practice/reflections/{one.pk}/").status_code == 404
    at("qin").post(f"/practice/reflections/{one.pk}/correct/", {"text": "先听，再说。"})
    at("qin").post(f"/practice/reflections/{one.pk}/withdraw/", {"reason": ""})
    assert Reflection.objects.get().state == "withdrawn"


def test_s1_28_a_record_is_handed_in_without_typing(here, at):
    one, row = lectured(here), assignment(here, "county")
    page = text(at("hu").get(f"/practice/records/lecture/{one.pk}/use/"))
    assert "Result of the task" in page
    at("hu").post(f"/practice/records/lecture/{one.pk}/use/", {"programme": f"assignment:{row.pk}"})
    row.refresh_from_db()
    assert row.state == "submitted"
    assert "Result of a task" in text(at("hu").get(f"/practice/lectures/{one.pk}/"))


def test_lists_leave_as_tables_with_their_filter(here, at):
    confirmed(here)
    lectured(here)
    venue(here)
    opened(here)
    for name in (
        "applications",
        "lectures",
        "services",
        "venues",
        "directives",
        "advice",
        "lectures/coverage",
    ):
        for form in ("csv", "xlsx"):
            answer = at("hu").get(f"/practice/{name}.{form}?view=all&state=closed")
            assert answer.status_code == 200, name
        assert at("hu").get(f"/practice/{name}.pdf").status_code == 404
    page = at("hu").get("/practice/applications.csv?view=all&state=confirmed").content.decode()
    assert "confirmed" in page


def test_numbers_and_cursors_that_nobody_means_are_harmless(here, at):
    for where in LISTS:
        assert at("hu").get(f"/practice/{where}?after=%00&state=%00&view=x&kind=9").status_code == 200
    for noun in ("applications", "reflections", "lectures", "services", "venues", "directives", "advice"):
        assert at("hu").get(f"/practice/{noun}/99999999999999999999/").status_code == 404
