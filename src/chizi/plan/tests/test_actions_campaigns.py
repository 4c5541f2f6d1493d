"""Campaigns: drafted, taken in from files, edited, issued in editions, passed through gates, closed."""

from datetime import date

import pytest
from django.utils.translation import gettext

from chizi.ground.counters.counts import read_counts
from chizi.journal.models import Entry
from chizi.org.refusals import NotAllowed
from chizi.plan import campaign_refusals as refused
from chizi.plan.actions import (
    Remedy,
    accept_result,
    assign_task,
    close_campaign,
    create_task,
    draft_campaign,
    import_plan,
    issue_plan,
    put_measure,
    put_plan,
    review_phase,
    submit_result,
    withdraw_measure,
    withdraw_plan,
)
from chizi.plan.models import Assignment, Campaign, Measure, PlanNode, PlanVersion
from chizi.plan.plan_files import SAMPLE, rows_of_toml
from chizi.plan.rules.milestones import REMEDIES_OPEN
from chizi.plan.rules.trees import compare
from chizi.plan.tallies import COVERAGE, coverage_key
from chizi.plan.tests.planned import NOW, SHEET, campaign, desk, plan_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return desk()


def figures(place, *names, of=None):
    keys = [coverage_key((of or Campaign.objects.get()).id, place, name) for name in names]
    return list(read_counts(COVERAGE, keys).values())


def taken(here, text=SHEET, **more):
    return import_plan(
        **({"actor": here.lin, "now": NOW, "rows": plan_rows(text), "source": "2" * 64} | more)
    )


def test_a_plan_comes_in_whole(here):
    report = taken(here)
    assert (report.total, report.accepted, report.stored) == (9, 9, True)
    assert (PlanNode.objects.count(), Measure.objects.count()) == (5, 3)
    assert figures("0", "measures", "covered") == [3, 0]
    assert Measure.objects.get(code="M-3").owner == here.datong
    assert Entry.objects.filter(kind="plan.imported").count() == 1


def test_a_dry_run_shows_what_would_change_and_changes_nothing(here):
    report = taken(here, dry_run=True)
    assert (report.stored, len(report.differences), Campaign.objects.count()) == (False, 9, 0)
    taken(here)
    again = taken(here, SHEET.replace("专题党课", "党课"), dry_run=True)
    assert [(one.code, one.field, one.before, one.after) for one in again.differences] == [
        ("M-2", "title", "专题党课", "党课")
    ]
    assert (again.accepted, again.unchanged) == (1, 8)


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("sub|S-01|P-1|政治教育|", "sub|S-01|S-01|政治教育|", "parent_code"),
        ("measure|M-1|S-01|", "measure|M-1|S-09|", "parent_code"),
        ("||city|方案一|台账", "|||方案一|台账", "owner"),
        ("||city|方案一|台账", "||nobody|方案一|台账", "owner"),
        ("2021-03-05|2021-03-31", "2021-03-05|2021-03-04", "due"),
        ("2021-03-05|2021-03-31", "2021-03-05|2022-03-31", "due"),
        ("2021-03-05|2021-03-31", "2021-03-05|31.3.2021", "due"),
        ("measure|M-2", "measure|M-1", "code"),
        ("measure|M-2", "measure|M 2", "code"),
        ("方案一|台账", "方案一|", "evidence_rule"),
        ("方案一|台账", "|台账", "basis"),
        ("sub|S-02|P-0|纪律教育|yes", "sub|S-02|P-0|纪律教育|", "parent_code"),
        ("sub|S-01|P-1|政治教育|", "sub|S-01|P-1|政治教育|yes", "cross_phase"),
        ("phase|P-2", "stage|P-2", "kind"),
        ("phase|P-2", "overall|P-2", "kind"),
        ("2021-12-31||office", "2021-12-31|4|office", "due"),
        ("2021-12-31||office", "|0|office", "months"),
    ],
)
def test_one_fault_rejects_the_whole_plan_and_names_its_line(here, before, after, column):
    assert before in SHEET
    report = taken(here, SHEET.replace(before, after, 1))
    assert report.stored is False
    assert column in {fault.column for fault in report.rejected}
    assert (Campaign.objects.count(), PlanNode.objects.count()) == (0, 0)


def test_plans_that_belong_to_each_other_in_a_circle_are_refused(here):
    text = SHEET.replace("sub|S-01|P-1|", "sub|S-01|S-02|").replace("sub|S-02|P-0|", "sub|S-02|S-01|")
    report = taken(here, text)
    assert {fault.line for fault in report.rejected if "circle" in fault.reason} == {6, 7}


def test_1_2_11_stands_in_the_same_engine(here):
    lines = ["campaign|AQ||三年行动||2020-04-01|2022-12-31||office|方案", "overall|A||总体行动计划方案"]
    lines += [f"topic|T-{number}|A|专题方案" for number in (1, 2)]
    lines += [f"implementation|I-{number:02}|A|专项实施方案" for number in range(1, 12)]
    report = taken(here, "\n".join(lines))
    assert report.stored, report.rejected
    assert PlanNode.objects.count() == 14


def test_a_special_campaign_computes_its_end_and_its_check(here):
    said = {"actor": here.lin, "now": NOW, "title": "车管所专项整治", "basis": "方案", "issuer": here.office}
    one = draft_campaign(code="CG", starts=date(2021, 3, 1), months=4, **said)
    assert (one.ends, one.check_on) == (date(2021, 7, 1), date(2021, 5, 1))
    with pytest.raises(refused.CodeTaken):
        draft_campaign(code="CG", starts=date(2021, 3, 1), months=6, **said)
    with pytest.raises(refused.BadMonths):
        draft_campaign(code="X", starts=date(2021, 3, 1), months=0, **said)
    with pytest.raises(NotAllowed):
        draft_campaign(code="X", starts=date(2021, 3, 1), months=6, **(said | {"actor": here.zhou}))


def test_in_a_draft_the_file_is_the_whole_truth(here):
    taken(here)
    shorter = "\n".join(
        line for line in SHEET.splitlines() if not line.startswith(("sub|S-02", "measure|M-3"))
    )
    assert taken(here, shorter).stored
    assert set(Measure.objects.values_list("code", flat=True)) == {"M-1", "M-2"}
    assert not PlanNode.objects.filter(code="S-02").exists()
    assert figures("0", "measures") == [2]


def test_in_an_issued_plan_a_file_withdraws_nothing(here):
    campaign(here)
    shorter = "\n".join(line for line in SHEET.splitlines() if not line.startswith("measure|M-3"))
    report = taken(here, shorter.replace("谈心谈话", "谈心"))
    assert [one.what for one in report.differences] == ["changed"]
    assert Measure.objects.count() == 3


def test_a_toml_plan_comes_in_and_names_lines(here):
    good = SAMPLE.replace("agency:CODE", "agency:office")
    rows, faults = rows_of_toml(good.encode())
    assert faults == []
    report = import_plan(actor=here.lin, now=NOW, rows=rows, source="3" * 64, form_faults=faults)
    assert report.stored, report.rejected
    rows, faults = rows_of_toml(good.replace('owner = "agency:office"', "").encode())
    report = import_plan(actor=here.lin, now=NOW, rows=rows, source="3" * 64, form_faults=faults)
    line = good.splitlines().index("[[measure]]") + 1
    assert [(fault.line, fault.column) for fault in report.rejected] == [(line, "owner")]


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"x = ", b"[other]\na=1", b"", b"[campaign]\nx = [1]", b"plan = 3"]
)
def test_rubbish_is_no_plan(here, data):
    rows, faults = rows_of_toml(data)
    report = import_plan(actor=here.lin, now=NOW, rows=rows, source="3" * 64, form_faults=faults)
    assert report.rejected
    assert not report.stored


def test_faults_of_a_file_are_told_to_planners_only(here):
    with pytest.raises(NotAllowed):
        taken(here, SHEET.replace("sub|S-01|P-1", "sub|S-01|P-9"), actor=here.hu)


def test_editions_are_frozen_and_compared(here):
    whole = campaign(here)
    with pytest.raises(refused.NothingChanged):
        issue_plan(actor=here.lin, now=NOW, campaign="JYZD", version=whole.version)
    said = {"actor": here.lin, "now": NOW, "campaign": "JYZD"}
    m2 = {
        "plan": "S-01",
        "owner": "city",
        "basis": "方案一",
        "evidence_rule": "讲稿",
        "starts": date(2021, 3, 5),
    }
    put_measure(code="M-2", version=1, title="专题党课", due=date(2021, 4, 20), reason="推迟", **said, **m2)
    put_measure(code="M-4", version=0, title="测试", due=date(2021, 4, 20), **said, **m2)
    withdraw_measure(code="M-3", version=1, reason="并入 M-4", **said)
    version = Campaign.objects.get().version
    issue_plan(version=version, note="调整", **said)
    first, second = PlanVersion.objects.order_by("number")
    found = [(one.code, one.what, one.field) for one in compare(first.content, second.content)]
    assert found == [("M-2", "changed", "due"), ("M-4", "added", ""), ("M-3", "removed", "")]
    assert first.content["measures"][1]["due"] == "2021-04-15"
    assert figures("0", "measures") == [3]


def test_a_stale_edit_and_an_edit_without_reason_are_refused(here):
    campaign(here)
    said = {"actor": here.lin, "now": NOW, "campaign": "JYZD", "code": "S-02", "kind": "sub", "title": "新题"}
    with pytest.raises(refused.StalePage):
        put_plan(version=0, parent="P-0", cross_phase=True, **said)
    with pytest.raises(refused.BadText):
        put_plan(version=1, parent="P-0", cross_phase=True, **said)
    with pytest.raises(refused.BadTree):
        put_plan(version=1, parent="P-0", reason="去掉标记", **said)
    moved = put_plan(version=1, parent="P-2", reason="归入第二阶段", **said)
    assert (moved.parent.code, moved.version) == ("P-2", 2)
    with pytest.raises(refused.UnknownCampaign):
        put_plan(version=2, parent="P-2", reason="x", **(said | {"campaign": "NONE"}))


def test_a_plan_that_holds_something_is_not_withdrawn(here):
    campaign(here)
    said = {"actor": here.lin, "now": NOW, "campaign": "JYZD", "version": 1, "reason": "合并"}
    with pytest.raises(refused.StillHeld):
        withdraw_plan(code="S-01", **said)
    withdraw_measure(code="M-3", **said)
    withdraw_plan(code="S-02", **said)
    assert PlanNode.objects.get(code="S-02").withdrawn_at == NOW


def asked(here, code, *names):
    task = create_task(
        actor=here.lin,
        now=NOW,
        title=f"{code} 任务",
        text="办理",
        basis="方案",
        due=date(2021, 3, 31),
        issuer=here.office,
        measure_id=Measure.objects.get(code=code).id,
    )
    parties = [here.party[name] for name in names]
    return assign_task(actor=here.lin, now=NOW, task_id=task.id, parties=parties)


def settle(here, row, who):
    submit_result(actor=who, now=NOW, assignment_id=row.id, version=1, text="已完成")
    accept_result(actor=here.lin, now=NOW, assignment_id=row.id, version=2)


def test_a_withdrawn_measure_leaves_every_denominator(here):
    campaign(here)
    asked(here, "M-1", "county", "yingze")
    assert figures(f"r{here.county.city_id}", "measures", "asked") == [1, 2]
    withdraw_measure(actor=here.lin, now=NOW, campaign="JYZD", code="M-1", version=1, reason="取消")
    assert figures(f"r{here.county.city_id}", "measures", "asked") == [0, 0]
    assert set(Assignment.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_tasks_are_made_from_issued_campaigns_only(here):
    campaign(here, issued=False)
    with pytest.raises(refused.NotIssued):
        asked(here, "M-1", "county")


def test_R06_a_lower_level_adds_to_a_measure_only_with_basis_and_sunset(here):
    campaign(here)
    said = {
        "actor": here.zhou,
        "now": NOW,
        "title": "市局加报",
        "text": "另报周报",
        "due": date(2021, 3, 31),
        "issuer": here.city,
        "measure_id": Measure.objects.get(code="M-1").id,
    }
    with pytest.raises(refused.AddedOnTheWay):
        create_task(basis="市局要求", **said)
    with pytest.raises(refused.BadText):
        create_task(basis=" ", sunset=date(2021, 4, 30), **said)
    assert create_task(basis="市局文件一号", sunset=date(2021, 4, 30), **said).state == "open"


def test_a_phase_passes_only_when_its_measures_are_covered(here):
    campaign(here)
    said = {"actor": here.lin, "now": NOW, "campaign": "JYZD", "phase": "P-1", "note": "阶段评估"}
    with pytest.raises(refused.GateClosed):
        review_phase(outcome="passed", **said)
    with pytest.raises(refused.NotAPhase):
        review_phase(outcome="passed", **(said | {"phase": "S-01"}))
    with pytest.raises(refused.NobodyAsked):
        review_phase(outcome="remedial", **said)
    remedy = Remedy("补课", "补学专题", date(2021, 3, 30), [here.county])
    review_phase(outcome="remedial", remedy=remedy, **said)
    for code in ("M-1", "M-2"):
        (row,) = asked(here, code, "county")
        settle(here, row, here.hu)
    with pytest.raises(refused.GateClosed) as closed:
        review_phase(outcome="passed", **said)
    assert closed.value.params["why"] == gettext(REMEDIES_OPEN) % {"count": 1}
    settle(here, Assignment.objects.get(task__title="补课"), here.hu)
    assert review_phase(outcome="passed", **said).outcome == "passed"


def test_a_campaign_closes_after_its_phases(here):
    whole = campaign(here)
    said = {"actor": here.lin, "now": NOW, "campaign": "JYZD", "note": "总结"}
    with pytest.raises(refused.PhasesOpen):
        close_campaign(version=whole.version, **said)
    for code in ("M-1", "M-2"):
        (row,) = asked(here, code, "county")
        settle(here, row, here.hu)
    for phase in ("P-1", "P-2"):
        review_phase(outcome="passed", phase=phase, **said)
    close_campaign(version=whole.version, **said)
    with pytest.raises(refused.CampaignClosed):
        close_campaign(version=whole.version + 1, **said)
    with pytest.raises(refused.NotIssued):
        asked(here, "M-3", "county")
