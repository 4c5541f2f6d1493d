"""Rows of the source text that several acts show only together; docs/coverage.md names each."""

from datetime import date

import pytest

from chizi.journal.models import Entry
from chizi.plan import actions, queries
from chizi.plan.actions.meetings import DecisionDraft
from chizi.plan.models import Deployment, Meeting, PlanNode
from chizi.plan.refusals import bodies as no
from chizi.plan.tests import guided, planned
from chizi.plan.tests.planned import NOW, plan_rows
from chizi.plan.tests.test_actions_results import asked, figures

PHASES = (
    ("P-1", "2021-03-01", "2021-05-31"),
    ("P-2", "2021-05-01", "2021-09-30"),
    ("P-3", "2021-09-01", "2021-11-30"),
)

pytestmark = pytest.mark.django_db


def tree_of_19(more: str = "") -> str:
    """One overall plan, three phases that overlap by a month, fifteen sub-plans."""
    lines = ["campaign|ZD||教育整顿||2021-02-27|2021-12-31||office|总方案", "overall|P-0||总方案"]
    lines += [f"phase|{code}|P-0|阶段||{starts}|{due}" for code, starts, due in PHASES]
    lines += [f"sub|S-{number:02}|P-{number % 3 + 1}|配套方案" for number in range(1, 15)]
    return "\n".join([*lines, "sub|S-15|P-0|配套方案|yes", *filter(None, [more])])


def test_s1_03_one_overall_plan_three_phases_and_fifteen_sub_plans_are_one_tree():
    here = planned.desk()
    report = actions.import_plan(actor=here.lin, now=NOW, rows=plan_rows(tree_of_19()), source="3" * 64)
    assert report.stored, report.rejected
    assert PlanNode.objects.count() == 1 + 3 + 15


def test_s1_03_a_sub_plan_without_phase_and_without_tag_stops_the_whole_plan():
    here = planned.desk()
    rows = plan_rows(tree_of_19("sub|S-16|P-0|没有阶段的方案"))
    report = actions.import_plan(actor=here.lin, now=NOW, rows=rows, source="3" * 64)
    assert [one.line for one in report.rejected] == [rows[-1].line]
    assert PlanNode.objects.count() == 0


@pytest.mark.parametrize("ground", ["leave", "illness", "duty"])
def test_s1_13_who_is_let_off_leaves_the_denominator(ground):
    here = planned.desk()
    planned.campaign(here)
    county, _yingze = asked(here, "county", "yingze")
    city = f"r{here.county.city_id}"
    assert figures(city, "asked", "done") == [2, 0]
    actions.grant_exemption(
        actor=here.lin,
        now=NOW,
        assignment_id=county.id,
        version=county.version,
        ground=ground,
        text="在岗值班",
    )
    assert figures(city, "asked", "done") == [1, 0]


def test_s1_14_what_a_party_chooses_itself_is_asked_of_nobody():
    here = planned.desk()
    planned.campaign(here)
    before = figures("0", "measures", "covered", "asked", "done")
    row = actions.choose_task(
        actor=here.hu,
        now=NOW,
        party=here.county,
        title="夜学",
        text="自愿",
        rationale="需要",
        due=date(2021, 3, 20),
    )
    assert row.kind == "optional"
    assert figures("0", "measures", "covered", "asked", "done") == before


def test_s2_01_the_leading_group_has_head_deputies_office_and_task_force():
    here = guided.house()
    founded = {"actor": here.lin, "now": guided.NOW, "region": here.province, "parent_code": "lead"}
    actions.found_body(**founded, code="lead-office", kind="office", name="领导小组办公室")
    actions.found_body(**founded, code="lead-force", kind="task_force", name="工作专班")
    seats = {"actor": here.lin, "now": guided.NOW, "body_code": "lead", "from_date": date(2021, 2, 27)}
    for name, role in (("ma", "head"), ("tao", "deputy"), ("yu", "deputy")):
        actions.add_member(**seats, person=here.people[name], role=role)
    page = queries.body_page(here.lin, "lead", now=guided.NOW)
    assert sorted((one.username, one.role, one.from_date.isoformat()) for one in page.members) == [
        ("ma", "head", "2021-02-27"),
        ("tao", "deputy", "2021-02-27"),
        ("yu", "deputy", "2021-02-27"),
    ]
    assert {"office", "task_force"} <= {one.kind for one in page.children}


def test_s2_03_a_kick_off_that_others_held_is_the_day_from_which_days_are_counted():
    here = guided.house()
    said = {"actor": here.lin, "now": guided.NOW, "chair": "主持人"}
    national = actions.record_meeting(
        **said, kind="mobilisation", title="全国动员部署会议", held_on=date(2021, 2, 27), body_code="",
        region=here.province,
    )  # fmt: skip
    for held_on in (date(2021, 2, 27), date(2021, 3, 2)):
        actions.record_meeting(
            **said,
            kind="leading_group",
            title="会议",
            held_on=held_on,
            body_code="lead",
            parent_id=national.pk,
        )
    assert Meeting.objects.get(pk=national.pk).body is None
    page = queries.meeting_page(here.lin, national.pk, now=guided.NOW)
    assert sorted(days for _meeting, days in page.passed_on) == [0, 3]


def test_s2_15_progress_meetings_stand_in_the_register_with_what_they_decided():
    here = guided.house()
    for day in (8, 9):
        actions.record_meeting(
            actor=here.lin, now=guided.NOW, kind="progress", title="重点工作推进会", chair="主持人",
            held_on=date(2021, 3, day), body_code="lead", decisions=[DecisionDraft("逐项推进", None, None)],
        )  # fmt: skip
    found = queries.meetings(here.lin, now=guided.NOW, kind="progress")
    assert [(one.held_on.day, one.decisions, one.without_task) for one in found] == [(9, 1, 1), (8, 1, 1)]


def test_s2_16_three_days_on_the_spot_in_two_cities_are_kept_with_their_days_and_basis():
    here = guided.house()
    actions.found_body(
        actor=here.lin,
        now=guided.NOW,
        code="trip",
        kind="task_force",
        name="调研督导组",
        region=here.province,
    )
    actions.add_member(
        actor=here.lin, now=guided.NOW, body_code="trip", person=here.ma, role="head", from_date=guided.TODAY
    )
    sent = {"actor": here.lin, "now": guided.NOW, "body_code": "trip", "basis": "督导方案"}
    actions.deploy_body(**sent, region=here.taiyuan, from_date=date(2021, 5, 26), until=date(2021, 5, 27))
    actions.deploy_body(**sent, region=here.datong, from_date=date(2021, 5, 28), until=date(2021, 5, 28))
    stays = Deployment.objects.filter(body__code="trip", member__isnull=True).order_by("from_date")
    assert [(one.city.name, one.from_date.day, one.until.day) for one in stays] == [
        (here.taiyuan.name, 26, 27),
        (here.datong.name, 28, 28),
    ]
    with pytest.raises(no.Hindered):  # nobody is in two cities on one day
        actions.deploy_body(**sent, region=here.datong, from_date=date(2021, 5, 27), until=date(2021, 5, 27))


def test_s2_18_the_library_says_to_whom_clues_are_handed_over():
    here = guided.house()
    one = actions.add_regulation(
        actor=here.lin, now=guided.NOW, region=here.province, title="监督检查审查调查工作暂行办法",
        issuer="省委政法委", text="第一条 线索移送。", in_force_from=date(2021, 3, 1), hands_over_to="纪检监察机关",
    )  # fmt: skip
    page = queries.regulation_page(here.jia, one.pk, now=guided.NOW)
    assert page.regulation.hands_over_to == "纪检监察机关"
    assert Entry.objects.filter(object=one.ref).exists()
