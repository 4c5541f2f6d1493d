"""What is shown to whom, and what other rooms may ask."""

from datetime import date, timedelta

import pytest

from chizi.org.actions import declare_tie, end_tie
from chizi.org.models import Region
from chizi.org.rules import Relation
from chizi.plan import actions
from chizi.plan.models import Deployment
from chizi.plan.queries import (
    board,
    body_page,
    branch_coverage,
    compare_versions,
    conflicted_deployments,
    deployments_of,
    grant_sheet,
    guidance_group_at,
    instructions,
    is_deployed,
    library,
    library_counts,
    meeting_page,
    person_deployments,
    regulation_page,
    search_library,
)
from chizi.plan.queries import bodies as list_bodies
from chizi.plan.queries import meetings as list_meetings
from chizi.plan.refusals import bodies as no
from chizi.plan.tests.guided import NOW, TODAY, granted, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    made = house()
    actions.deploy_body(
        actor=made.lin,
        now=NOW,
        body_code="g1",
        region=made.taiyuan,
        from_date=TODAY,
        until=date(2021, 6, 30),
        basis="通知",
    )
    actions.found_body(
        actor=made.zhou, now=NOW, code="ty", kind="leading_group", name="市领导小组", region=made.taiyuan
    )
    return made


def codes(viewer):
    return [one.code for one in list_bodies(viewer, now=NOW)]


def test_bodies_of_the_province_are_seen_by_all_and_those_of_a_city_within_it(here):
    assert codes(here.lin) == ["g1", "g2", "lead", "ty"]
    assert codes(here.zhou) == ["g1", "g2", "lead", "ty"]
    assert codes(here.gao) == ["g1", "g2", "lead"]
    assert codes(here.sun) == ["g1", "g2", "lead"]
    assert codes(here.ma) == []
    with pytest.raises(no.UnknownBody):
        body_page(here.gao, "ty", now=NOW)
    with pytest.raises(no.UnknownBody):
        body_page(here.ma, "g1", now=NOW)


def test_the_list_pages_by_code_and_keeps_to_a_kind(here):
    first = list_bodies(here.lin, now=NOW, limit=2)
    second = list_bodies(here.lin, now=NOW, after=first[-1].code, limit=2)
    assert [one.code for one in (*first, *second)] == ["g1", "g2", "lead", "ty"]
    groups = list_bodies(here.lin, now=NOW, kind="guidance_group")
    assert [(one.heads, one.members, one.stations) for one in groups] == [("Ma", 3, "太原市"), ("Tao", 3, "")]


def test_a_body_shows_its_people_and_who_may_change_it(here):
    page = body_page(here.lin, "g1", now=NOW)
    assert [(one.username, one.role, one.at) for one in page.members] == [
        ("ma", "head", "太原市"),
        ("he", "deputy", "太原市"),
        ("qi", "member", "太原市"),
    ]
    assert page.members[0].trained_on == date(2021, 3, 9)
    assert page.may_manage
    assert not body_page(here.zhou, "g1", now=NOW).may_manage
    assert not body_page(here.jia, "g1", now=NOW).may_manage


def test_a_member_who_left_service_is_marked_until_the_membership_ends(here):
    here.qi.is_active = False
    here.qi.save(update_fields=["is_active"])
    found = {one.username: one.left for one in body_page(here.lin, "g1", now=NOW).members}
    assert found == {"ma": False, "he": False, "qi": True}


def test_s2_10_coverage_of_temporary_branches_is_counted_over_groups_that_stand(here):
    assert branch_coverage(here.lin, now=NOW).with_branch == 0
    for code in ("g1", "g2"):
        actions.found_branch(actor=here.lin, now=NOW, body_code=code, name="临时党支部")
    found = branch_coverage(here.lin, now=NOW)
    assert (found.groups, found.with_branch, found.without) == (2, 2, ())
    actions.close_body(actor=here.lin, now=NOW, code="g2", reason="结束")
    later = branch_coverage(here.lin, now=NOW + timedelta(days=1))
    assert (later.groups, later.with_branch) == (1, 1)


def test_s2_08_the_board_shows_each_city_and_its_gap(here):
    found = board(here.sun, now=NOW)
    assert [(one.region_name, [name for _, name in one.groups], one.members) for one in found.stations] == [
        ("太原市", ["第1驻点指导组"], 3),
        ("大同市", [], 0),
    ]
    assert found.covered == 1
    assert [code for code, _ in found.nowhere] == ["g2"]
    assert board(here.sun, now=NOW, on=date(2021, 7, 1)).covered == 0


def test_other_rooms_ask_who_is_where(here):
    county = Region.objects.get(code="140105000000")
    group = guidance_group_at(county, TODAY)
    assert group is not None
    assert group.code == "g1"
    assert guidance_group_at(here.datong, TODAY) is None
    assert is_deployed(here.ma, county, TODAY)
    assert not is_deployed(here.ma, here.datong, TODAY)
    assert not is_deployed(here.ma, county, date(2021, 7, 1))
    assert not is_deployed(here.tao, county, TODAY)
    assert [one.region.name for one in deployments_of(here.ma.pk, TODAY)] == ["太原市"]
    assert len(person_deployments(here.sun, "ma", now=NOW)) == 1


def test_s2_09_a_tie_declared_later_shows_to_those_who_can_act_on_it(here):
    assert conflicted_deployments(here.lin, NOW) == ()
    tie = declare_tie(
        actor=here.lin, now=NOW, relation=Relation.SPOUSE, person=here.qi, party=here.party("agency:station")
    )
    found = conflicted_deployments(here.lin, NOW)
    assert [(one.line.username, one.reason.name) for one in found] == [("qi", "坞城派出所")]
    assert conflicted_deployments(here.jia, NOW) == ()
    assert conflicted_deployments(here.zhou, NOW) == ()
    end_tie(actor=here.lin, now=NOW, tie_id=tie.pk, on=date(2021, 3, 9))
    assert conflicted_deployments(here.lin, NOW) == ()


def test_conflicts_are_looked_for_in_few_queries_however_many_are_sent(here, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        conflicted_deployments(here.lin, NOW)


def test_the_sheet_of_roles_knows_who_has_one_there(here):
    from chizi.org.models import Grant

    Grant.objects.create(
        person=here.ma, role="inspector", region=here.taiyuan, from_date=TODAY, granted_by="person:hu"
    )
    rows = {one.username: one.there for one in grant_sheet(here.lin, "g1", now=NOW)}
    assert rows == {"ma": True, "he": False, "qi": False}


def meet(here, title, day, **more):
    usual = {"actor": here.lin, "now": NOW, "kind": "mobilisation", "chair": "某", "body_code": "lead"}
    return actions.record_meeting(**(usual | more), title=title, held_on=day)


def test_s2_04_latency_is_counted_in_days_from_what_is_passed_on(here):
    first = meet(here, "全国会议", date(2021, 2, 27))
    meet(here, "省第一次会议", date(2021, 2, 27), parent_id=first.pk)
    meet(here, "全省会议", date(2021, 3, 2), parent_id=first.pk)
    lines = list_meetings(here.sun, now=NOW)
    assert [(one.title, one.latency) for one in lines] == [
        ("全省会议", 3),
        ("省第一次会议", 0),
        ("全国会议", None),
    ]
    page = meeting_page(here.sun, first.pk, now=NOW)
    assert [days for _, days in page.passed_on] == [0, 3]


def test_meetings_page_by_day_and_number(here):
    from chizi.plan.queries.meetings import cursor_of

    for number in range(5):
        meet(here, f"会{number}", date(2021, 3, 1))
    seen, before = [], ""
    while True:
        page = list_meetings(here.lin, now=NOW, before=before, limit=2)
        if not page:
            break
        seen += [one.title for one in page]
        before = cursor_of(page[-1].held_on, page[-1].id)
    assert seen == ["会4", "会3", "会2", "会1", "会0"]


def test_what_a_city_records_is_not_seen_in_another(here):
    usual = {"actor": here.zhou, "now": NOW, "region": here.taiyuan, "author": "市委", "dated_on": TODAY}
    actions.record_instruction(**usual, text="抓实", classification="internal")
    meet(here, "市会议", TODAY, actor=here.zhou, body_code="ty")
    assert len(instructions(here.zhou, now=NOW)) == 1
    assert instructions(here.gao, now=NOW) == ()
    assert [one.title for one in list_meetings(here.gao, now=NOW)] == []
    number = list_meetings(here.zhou, now=NOW)[0].id
    with pytest.raises(no.UnknownMeeting):
        meeting_page(here.gao, number, now=NOW)


def regulate(here, title, text, **more):
    usual = {"actor": here.lin, "now": NOW, "region": here.province, "issuer": "省委政法委",
             "in_force_from": date(2021, 5, 1)}  # fmt: skip
    return actions.add_regulation(**(usual | more), title=title, text=text)


def test_s2_20_documents_are_counted_from_the_library(here):
    one = regulate(here, "办法", "第一条 甲。")
    regulate(here, "方案", "第一条 乙。", replaces=[one.pk])
    assert library_counts(here.lin, now=NOW) == {"draft": 0, "in_force": 1, "replaced": 1, "repealed": 0}
    assert len(library(here.lin, now=NOW)) == 2
    assert [one.title for one in library(here.lin, now=NOW, status="in_force")] == ["方案"]


def test_two_characters_find_a_document_by_its_newest_text(here):
    one = regulate(here, "暂行办法", "第一条 线索应当移送。")
    regulate(here, "市办法", "第一条 线索移送。", region=here.taiyuan)
    found = search_library(here.gao, "移送", now=NOW)
    assert [line.title for line in found] == ["暂行办法"]
    assert any(part.hit and part.text == "移送" for part in found[0].snippet)
    actions.add_wording(actor=here.lin, now=NOW, regulation_id=one.pk, text="第一条 转交。", note="修订")
    assert search_library(here.gao, "移送", now=NOW) == ()
    assert len(search_library(here.gao, "转交", now=NOW)) == 1


def test_versions_are_read_and_compared(here):
    one = regulate(here, "办法", "第一条 甲。")
    actions.add_wording(actor=here.lin, now=NOW, regulation_id=one.pk, text="第一条 乙。", note="修订")
    assert regulation_page(here.sun, one.pk, now=NOW, version="1").wording.text == "第一条 甲。"
    found = compare_versions(here.sun, one.pk, now=NOW, before="", after="")
    assert [(change.label, change.kind) for change in found.changes] == [("第一条", "changed")]
    with pytest.raises(no.UnknownRegulation):
        compare_versions(here.sun, one.pk, now=NOW, before="9", after="")


def test_an_expired_grant_shows_nothing(here):
    from chizi.org.models import Grant
    from chizi.org.rules import Role

    person = granted("gone", Role.INSPECTOR, here.province)
    Grant.objects.filter(person=person).update(until=date(2021, 3, 1))
    assert codes(person) == []
    assert Deployment.objects.exists()
