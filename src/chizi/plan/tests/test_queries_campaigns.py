"""What campaigns, trees, boards, lists and load show, to whom, in how many queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chizi.org.abilities import grants_of
from chizi.org.models import Person
from chizi.org.refusals import UnknownRegion
from chizi.plan import campaign_refusals as refused
from chizi.plan.actions import (
    accept_result,
    assign_task,
    choose_task,
    create_task,
    draft_campaign,
    grant_exemption,
    raise_objection,
    submit_result,
)
from chizi.plan.models import Measure
from chizi.plan.queries import (
    assignment_page,
    assignments,
    campaigns,
    compare_editions,
    coverage_board,
    editions,
    load_board,
    load_dataset,
    load_of,
    measure_page,
    my_assignments,
    open_assignments_of,
    plan_map,
    task_page,
    tasks_of_origin,
    to_accept,
    to_answer,
    to_approve,
)
from chizi.plan.tests.planned import NOW, campaign, desk

pytestmark = pytest.mark.django_db
DUE = date(2021, 3, 31)
CITY, DATONG, COUNTY = "140100000000", "140200000000", "140105000000"


@pytest.fixture
def here():
    found = desk()
    campaign(found)
    return found


def asked(here, *names, code="M-1", person=None, **more):
    said = {"title": "办理", "text": "按方案办理", "basis": "方案", "due": DUE, "issuer": here.office}
    if code:
        said["measure_id"] = Measure.objects.get(code=code).id
    task = create_task(actor=here.lin, now=NOW, **(said | more))
    parties = [here.party[name] for name in names]
    return assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=parties, person=person)


def settle(here, row, who):
    submit_result(actor=who, now=NOW, assignment_id=row.id, version=1, text="已完成")
    accept_result(actor=here.lin, now=NOW, assignment_id=row.id, version=2)


def queries(person, call):
    """(answer, number of queries) with the grants read already, as on every page."""
    viewer = Person.objects.get(pk=person.pk)
    grants_of(viewer, NOW)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        answer = call(viewer)
    return answer, len(caught)


def test_the_tree_is_read_in_order_with_its_sums(here):
    county, _ = asked(here, "county", "datong")
    settle(here, county, here.hu)
    found, count = queries(here.lin, lambda one: plan_map(one, "JYZD", now=NOW))
    assert [(one.code, one.depth, one.total, one.covered) for one in found.plans] == [
        ("P-0", 0, 3, 1),
        ("P-1", 1, 2, 1),
        ("S-01", 2, 2, 1),
        ("P-2", 1, 0, 0),
        ("S-02", 1, 1, 0),
    ]
    assert found.campaign.figures.covered == 1
    assert [one.light.colour for one in found.plans[2].measures] == ["blue", "blue"]
    assert count <= 8


def test_colours_follow_the_days(here):
    later = NOW + timedelta(days=25)
    found = plan_map(here.lin, "JYZD", now=later)
    assert found.plans[0].colours == {"blue": 2, "yellow": 1, "red": 0, "done": 0}
    found = plan_map(here.lin, "JYZD", now=NOW + timedelta(days=31))
    assert found.plans[2].measures[0].light.colour == "red"
    assert found.plans[2].measures[0].light.params["days"] == 1


def test_a_city_sees_the_plan_of_the_province_with_its_own_counts(here):
    county, _datong = asked(here, "county", "datong")
    settle(here, county, here.hu)
    found, count = queries(here.zhou, lambda one: plan_map(one, "JYZD", now=NOW))
    measure = found.plans[2].measures[0]
    assert (measure.asked, measure.done) == (1, 1)
    assert count <= 9
    (line,) = campaigns(here.gao, now=NOW).campaigns
    assert (line.figures.asked, line.figures.done, line.may_manage) == (1, 0, False)


def test_drafts_are_seen_by_planners_only(here):
    said = {"title": "草案", "basis": "方案", "issuer": here.office, "starts": DUE, "months": 4}
    draft_campaign(actor=here.lin, now=NOW, code="D", **said)
    assert [one.code for one in campaigns(here.lin, now=NOW).campaigns] == ["D", "JYZD"]
    assert [one.code for one in campaigns(here.zhou, now=NOW).campaigns] == ["JYZD"]
    for viewer in (here.zhou, here.hu):
        with pytest.raises(refused.UnknownCampaign):
            plan_map(viewer, "D", now=NOW)
    first = campaigns(here.lin, now=NOW, limit=1)
    assert [one.code for one in campaigns(here.lin, now=NOW, limit=1, after=first.after).campaigns] == [
        "JYZD"
    ]


def test_the_board_stands_in_the_order_of_codes_and_comes_from_counters(here):
    _county, yingze, _datong = asked(here, "county", "yingze", "datong")
    settle(here, yingze, here.ma)
    found, count = queries(here.lin, lambda one: coverage_board(one, "JYZD", now=NOW))
    assert [(one.code, one.figures.asked, one.figures.done) for one in found.places] == [
        (CITY, 2, 1),
        (DATONG, 1, 0),
    ]
    assert (found.whole.measures, found.whole.covered) == (3, 1)
    assert count <= 9
    below = coverage_board(here.zhou, "JYZD", now=NOW)
    assert (below.region.code, below.whole.asked) == (CITY, 2)
    parties = coverage_board(here.zhou, "JYZD", now=NOW, region=COUNTY).parties
    assert [(one.code, one.figures.done) for one in parties] == [("agency:county", 0)]
    with pytest.raises(UnknownRegion):
        coverage_board(here.zhou, "JYZD", now=NOW, region=DATONG)


def test_my_day_holds_my_own_work_and_that_of_my_party(here):
    asked(here, "county", code="M-2", due=date(2021, 3, 10))
    asked(here, "county", person=here.hu)
    asked(here, "yingze")
    asked(here, "county", code="M-3", opens=date(2021, 3, 20))
    found, count = queries(here.hu, lambda one: my_assignments(one, now=NOW))
    assert [(one.measure_code, one.person) for one in found] == [("M-2", ""), ("M-1", "Hu")]
    assert count <= 3
    assert my_assignments(here.lin, now=NOW) == ()


def test_what_is_not_owed_never_turns_red(here):
    said = {"title": "夜学", "text": "自愿", "rationale": "需要", "due": date(2021, 3, 2)}
    choose_task(actor=here.hu, now=NOW, party=here.county, **said)
    (line,) = my_assignments(here.hu, now=NOW + timedelta(days=9))
    assert line.light.colour == "blue"


def test_lists_of_what_waits_for_the_issuer(here):
    county, _datong = asked(here, "county", "datong")
    submit_result(actor=here.hu, now=NOW, assignment_id=county.id, version=1, text="完成")
    raise_objection(actor=here.hu, now=NOW, assignment_id=county.id, ground="time", text="时间太紧")
    create_task(actor=here.lin, now=NOW, title="方案外", text="x", basis="x", due=DUE, issuer=here.office)
    assert [one.id for one in to_accept(here.wen, now=NOW).assignments] == [county.id]
    assert [one.assignment_id for one in to_answer(here.wen, now=NOW)] == [county.id]
    assert [one.title for one in to_approve(here.wen, now=NOW)] == ["方案外"]
    assert to_approve(here.lin, now=NOW) == ()
    for viewer in (here.zhou, here.hu, here.jia):
        assert to_accept(viewer, now=NOW).assignments == ()
        assert to_answer(viewer, now=NOW) == ()


def test_pages_of_single_things(here):
    county, datong = asked(here, "county", "datong")
    page = assignment_page(here.hu, county.id, now=NOW)
    assert (page.may_work, page.may_object, page.may_decide, page.may_exempt) == (True, True, False, False)
    submit_result(actor=here.hu, now=NOW, assignment_id=county.id, version=1, text="完成")
    page = assignment_page(here.lin, county.id, now=NOW)
    assert (page.may_work, page.may_decide, page.may_exempt, len(page.results)) == (False, True, True, 1)
    with pytest.raises(refused.UnknownAssignment):
        assignment_page(here.hu, datong.id, now=NOW)
    task = task_page(here.zhou, county.task_id, now=NOW)
    assert (task.states, len(task.assignments.assignments), task.may_assign) == ({"submitted": 1}, 1, False)
    assert task_page(here.lin, county.task_id, now=NOW).states == {"submitted": 1, "open": 1}
    measure = measure_page(here.zhou, county.measure_id, now=NOW)
    assert [code for code, _ in measure.path] == ["P-0", "P-1", "S-01"]
    assert measure.tasks[0].states == {"submitted": 1}
    for number in (0, 10**9, 2**70):
        with pytest.raises(refused.UnknownTask):
            task_page(here.lin, number, now=NOW)
        with pytest.raises(refused.UnknownPlanPart):
            measure_page(here.lin, number, now=NOW)


def test_lists_of_assignments_are_narrowed_and_paged(here):
    rows = asked(here, "county", "yingze", "datong")
    assert len(assignments(here.zhou, now=NOW).assignments) == 2
    first = assignments(here.lin, now=NOW, limit=2)
    rest = assignments(here.lin, now=NOW, limit=2, after=first.after)
    assert {one.id for one in (*first.assignments, *rest.assignments)} == {row.id for row in rows}
    assert len(assignments(here.lin, now=NOW, party="agency:datong").assignments) == 1
    assert len(assignments(here.lin, now=NOW + timedelta(days=60), late=True).assignments) == 3
    for rubbish in ("\0", "x" * 99, "-1", "9" * 30):
        assert assignments(here.lin, now=NOW, after=rubbish, party="", campaign="").assignments
        assignments(here.lin, now=NOW, party=rubbish, campaign=rubbish, state=rubbish)


def test_a_leavers_open_work_is_listed(here):
    (row,) = asked(here, "county", person=here.hu)
    assert [one.id for one in open_assignments_of(here.lin, "hu", now=NOW)] == [row.id]
    assert open_assignments_of(here.gao, "hu", now=NOW) == ()
    assert open_assignments_of(here.lin, "\0", now=NOW) == ()


def test_tasks_are_traced_to_their_decision(here):
    asked(here, "county", code=None, origin="decision:7")
    found = tasks_of_origin(["decision:7", "decision:8"])
    assert [one.states for one in found["decision:7"]] == [{"open": 1}]
    assert found["decision:8"] == ()


def test_R08_the_load_meter_names_figure_cap_and_source(here):
    asked(here, "county")
    found = load_of(here.county)
    assert (found.open, found.cap) == (1, 40)
    assert found.source
    assert found.effective_from == date(2021, 2, 27)


def test_R33_the_load_of_the_grass_roots_is_open_to_all_who_see_the_plan(here):
    _county, yingze, _datong = asked(here, "county", "yingze", "datong")
    grant_exemption(actor=here.lin, now=NOW, assignment_id=yingze.id, version=1, ground="duty", text="值守")
    found, count = queries(here.jia, lambda one: load_board(one, now=NOW))
    assert [(one.code, one.open) for one in found.places] == [(CITY, 1), (DATONG, 1)]
    assert {one.code: one.open for one in found.parties}["agency:county"] == 1
    assert [one.code for one in found.parties] == sorted(one.code for one in found.parties)
    assert count <= 8
    page = load_board(here.jia, now=NOW, limit=2)
    assert load_board(here.jia, now=NOW, limit=2, after=page.after).parties[0].code > page.parties[-1].code
    with pytest.raises(UnknownRegion):
        load_board(here.zhou, now=NOW, region=DATONG)
    data, count = queries(here.jia, lambda _one: load_dataset(now=NOW))
    assert (COUNTY, "小店区", "county", 1) in data.rows
    assert (data.notes["cap_county"], data.notes["caps_from"]) == ("40", "2021-02-27")
    assert count <= 2
    assert not any("person" in column.name for column in data.columns)


def test_editions_are_listed_and_compared(here):
    assert [one.number for one in editions(here.hu, "JYZD", now=NOW)] == [1]
    assert compare_editions(here.hu, "JYZD", 1, 0, now=NOW) == ()
    with pytest.raises(refused.UnknownEdition):
        compare_editions(here.hu, "JYZD", 1, 9, now=NOW)
