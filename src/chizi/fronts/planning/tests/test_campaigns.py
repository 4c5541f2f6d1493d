"""Pages of campaigns: the list, the map, coverage, editing at the desk, editions, the gate of a phase."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chizi.fronts.planning.tests.pages import accepted, measure, text
from chizi.org.abilities import local_day
from chizi.plan import actions
from chizi.plan.models import Campaign, PhaseReview, PlanNode, PlanVersion, Task
from chizi.plan.tests.planned import campaign, desk

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def here(settings, tmp_path):
    """An office that has no campaign yet, unlike the one of the tests of tasks."""
    settings.DATA = tmp_path
    return desk()


def test_an_empty_list_teaches_those_who_plan(here, at):
    page = text(at("lin").get("/plan/"))
    assert "No campaign yet" in page
    assert "/plan/import/template.toml" in page
    assert "Draft a campaign" in page
    page = text(at("hu").get("/plan/"))
    assert "As soon as an office that leads you issues a campaign" in page
    assert "Draft a campaign" not in page


def test_the_list_shows_figures_colours_and_editions(here, at):
    campaign(here)
    accepted(here)
    page = text(at("lin").get("/plan/"))
    assert "政法队伍教育整顿" in page
    assert "edition 1" in page
    assert "1 of 3" in page
    assert "due-red" in page
    assert "red" in page
    file = at("lin").get("/plan/campaigns.csv").content.decode("utf-8-sig")
    assert "JYZD" in file
    assert at("lin").get("/plan/campaigns.pdf").status_code == 404


def test_drafts_are_seen_by_those_who_plan_only(here, at):
    campaign(here, issued=False)
    assert "政法队伍教育整顿" in text(at("wen").get("/plan/"))
    assert "政法队伍教育整顿" not in text(at("hu").get("/plan/"))
    assert at("hu").get("/plan/JYZD/").status_code == 404


def test_the_map_shows_the_whole_tree_with_reasons(here, at):
    campaign(here)
    accepted(here)
    page = text(at("lin").get("/plan/JYZD/"))
    order = [
        page.index(name) for name in ('id="plan-P-0"', 'id="plan-P-1"', 'id="plan-S-01"', 'id="plan-P-2"')
    ]
    assert order == sorted(order)
    assert "谈心谈话" in page
    assert "days ago." in page
    assert "Cross-phase" in page
    assert "nobody asked yet" in page
    assert page.count('<svg class="tl"') == 3
    assert "Add a plan" not in page
    assert "Add a plan" in text(at("lin").get("/plan/JYZD/?edit=1"))
    assert "Add a plan" not in text(at("hu").get("/plan/JYZD/?edit=1"))


def test_a_large_tree_is_calm_until_opened(here, at):
    campaign(here)
    whole = {"actor": here.lin, "now": timezone.now(), "campaign": "JYZD", "version": 0}
    for number in range(20):
        actions.put_measure(code=f"N-{number}", plan="S-01", title="措施", owner="city", basis="方案",
                            evidence_rule="台账", due=measure().due, **whole)  # fmt: skip
    calm = text(at("lin").get("/plan/JYZD/"))
    assert re.search(r'id="plan-S-01">', calm)
    assert re.search(r'id="plan-P-1" open>', calm)
    assert re.search(r'id="plan-S-01" open>', text(at("lin").get("/plan/JYZD/?open=all")))


@pytest.mark.parametrize("address", ["/plan/", "/plan/JYZD/", "/plan/JYZD/coverage/", "/plan/measures/{}/"])
@pytest.mark.parametrize("who", ["lin", "hu"])
def test_pages_ask_a_fixed_number_of_questions(here, at, address, who):
    campaign(here)
    accepted(here)
    client = at(who)
    address = address.format(measure().pk)
    text(client.get(address))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        text(client.get(address))
    assert len(asked) <= MOST_QUERIES, [one["sql"][:150] for one in asked]


def test_coverage_stands_in_the_order_of_codes_and_opens_downwards(here, at):
    campaign(here)
    accepted(here)
    page = text(at("lin").get("/plan/JYZD/coverage/"))
    assert "How much of the plan is carried out in 山西省?" in page
    assert page.index("太原市") < page.index("大同市")
    assert "/plan/JYZD/coverage/?region=140100000000" in page
    page = text(at("lin").get("/plan/JYZD/coverage/?region=140100000000"))
    assert "太原市公安局" in page
    assert "1 of 1" in page
    assert at("gao").get("/plan/JYZD/coverage/?region=140100000000").status_code == 404
    assert at("lin").get("/plan/JYZD/coverage/?region=%00x").status_code == 404
    file = at("lin").get("/plan/JYZD/coverage.csv?region=140100000000").content.decode("utf-8-sig")
    assert "agency:city" in file


def test_a_measure_says_everything_about_itself(here, at):
    campaign(here)
    accepted(here)
    page = text(at("lin").get(f"/plan/measures/{measure().pk}/"))
    for words in ("方案一", "台账", "太原市公安局", "政治教育", "学习教育", "accepted 1"):
        assert words in page
    assert at("lin").get("/plan/measures/999999999999999999999/").status_code == 404


def test_a_special_campaign_shows_what_is_computed_before_it_is_stored(here, at):
    client = at("lin")
    typed = {"code": "ZX-1", "title": "专项整治", "issuer": "agency:office", "basis": "通知", "starts": "2026-01-31",
             "ends": "", "months": "4"}  # fmt: skip
    page = text(client.post("/plan/new/", typed))
    assert "May 31, 2026" in page
    assert "April 1, 2026" in page
    assert not Campaign.objects.exists()
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    page = text(client.post("/plan/new/", typed | {"seen": seen, "months": "6"}))
    assert "July 31, 2026" in page
    assert not Campaign.objects.exists()
    answer = client.post("/plan/new/", typed | {"seen": seen})
    assert answer["Location"] == "/plan/ZX-1/"
    assert Campaign.objects.get().check_on.isoformat() == "2026-04-01"
    assert "This plan is empty" in text(client.get("/plan/ZX-1/"))


@pytest.mark.parametrize("code", ["new", "import", "a b", ""])
def test_a_code_that_cannot_stand_in_an_address_is_refused_and_nothing_typed_is_lost(here, at, code):
    typed = {"code": code, "title": "行动", "issuer": "agency:office", "basis": "通知", "starts": "2026-01-01",
             "ends": "2026-05-01"}  # fmt: skip
    page = text(at("lin").post("/plan/new/", typed), 400)
    assert 'value="行动"' in page
    assert not Campaign.objects.exists()


def test_a_plan_is_built_at_the_desk_and_issued(here, at):
    client = at("lin")
    client.post("/plan/new/", {"code": "D-1", "title": "行动", "issuer": "agency:office", "basis": "通知",
                               "starts": "2026-01-01", "ends": "2026-12-31"})  # fmt: skip
    part = {"version": "0", "code": "P-0", "kind": "overall", "title": "总方案"}
    assert client.post("/plan/D-1/plans/new/", part).status_code == 302
    phase = {"version": "0", "code": "P-1", "kind": "phase", "title": "阶段", "parent": "P-0", "starts": "2026-01-01",
             "due": "2026-06-30"}  # fmt: skip
    assert client.post("/plan/D-1/plans/new/", phase).status_code == 302
    wrong = text(
        client.post("/plan/D-1/plans/new/", phase | {"code": "S-1", "kind": "sub", "parent": "P-0"}), 400
    )
    assert "A sub-plan belongs to exactly one phase" in wrong
    typed = {"version": "0", "code": "M-1", "plan": "P-1", "title": "措施", "owner": "agency:city", "basis": "方案",
             "evidence_rule": "台账", "due": "2026-03-01"}  # fmt: skip
    assert "first edition" not in text(client.get("/plan/D-1/"))
    answer = client.post("/plan/D-1/measures/new/", typed)
    assert answer["Location"] == f"/plan/measures/{measure().pk}/"
    page = text(client.get("/plan/D-1/issue/"))
    assert "2 plans and 1 measures" in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert client.post("/plan/D-1/issue/", {"version": version}).status_code == 302
    assert PlanVersion.objects.get().number == 1


def test_a_stale_page_is_told_and_can_be_sent_again(here, at):
    campaign(here)
    one = measure()
    where = f"/plan/measures/{one.pk}/change/"
    typed = {"version": str(one.version), "plan": "S-01", "title": "我的改法", "owner": "agency:city",
             "basis": "方案一", "evidence_rule": "台账", "due": one.due.isoformat(), "reason": "完善"}  # fmt: skip
    assert at("wen").post(where, typed | {"title": "别人的改法"}).status_code == 302
    page = text(at("lin").post(where, typed), 400)
    assert "Somebody has changed this since you opened it." in page
    assert "别人的改法" in page
    assert 'value="我的改法"' in page
    again = re.search(r'name="version" value="(\d+)"', page)[1]
    assert at("lin").post(where, typed | {"version": again}).status_code == 302
    assert measure().title == "我的改法"


def test_after_the_first_edition_a_change_needs_its_reason(here, at):
    campaign(here)
    node = PlanNode.objects.get(code="S-01")
    typed = {"version": str(node.version), "kind": "sub", "title": "改名", "parent": "P-1"}
    where = "/plan/JYZD/plans/at/S-01/"
    assert "Write 1 to" in text(at("lin").post(where, typed), 400)
    assert at("lin").post(where, typed | {"reason": "完善"}).status_code == 302
    page = text(at("lin").get("/plan/JYZD/issue/"))
    assert "政治教育" in page
    assert "改名" in page
    page = text(at("lin").get("/plan/JYZD/editions/compare/?before=1"))
    assert "<del" in page
    assert "改名" in page
    assert at("lin").get("/plan/JYZD/editions/compare/?before=77").status_code == 404
    assert at("lin").get("/plan/JYZD/editions/compare/?before=x").status_code == 404


def test_parts_are_withdrawn_with_a_reason_once_they_are_empty(here, at):
    campaign(here)
    client = at("lin")
    where = "/plan/JYZD/plans/at/S-02/withdraw/"
    page = text(client.get(where))
    assert "警示教育" in page
    typed = {"version": str(PlanNode.objects.get(code="S-02").version), "reason": "合并"}
    assert "still has plans or measures below it" in text(client.post(where, typed), 400)
    one = measure("M-3")
    gone = {"version": str(one.version), "reason": "合并"}
    assert client.post(f"/plan/measures/{one.pk}/withdraw/", gone).status_code == 302
    assert client.post(where, typed).status_code == 302
    assert 'id="plan-S-02"' not in text(client.get("/plan/JYZD/"))
    assert "纪律教育" in text(client.get("/plan/JYZD/editions/1/"))


def test_editions_are_listed_and_read_in_full(here, at):
    campaign(here)
    page = text(at("hu").get("/plan/JYZD/editions/"))
    assert "Lin" in page
    page = text(at("hu").get("/plan/JYZD/editions/1/"))
    assert "太原市公安局" in page
    assert at("hu").get("/plan/JYZD/editions/2/").status_code == 404


def test_the_gate_says_in_words_why_a_phase_cannot_pass(here, at):
    campaign(here)
    accepted(here, "M-1")
    where = "/plan/JYZD/plans/at/P-1/review/"
    client = at("lin")
    page = text(client.get(where))
    assert "1 of 2 measures have an accepted result; 100 in a hundred are needed." in page
    assert "专题党课" in page
    page = text(client.post(where, {"outcome": "passed", "note": "合格"}), 400)
    assert "The phase cannot pass yet" in page
    assert "合格" in page
    accepted(here, "M-2")
    assert "Nothing: all that the rule asks for is there." in text(client.get(where))
    assert client.post(where, {"outcome": "passed", "note": "合格"}).status_code == 302
    assert PhaseReview.objects.get().outcome == "passed"
    assert "passed its review" in text(client.get("/plan/JYZD/"))
    assert client.post(where, {"outcome": "passed", "note": "再"}).status_code == 403


def test_remedial_work_becomes_a_task(here, at):
    campaign(here)
    where = "/plan/JYZD/plans/at/P-1/review/"
    typed = {
        "outcome": "remedial",
        "note": "补课",
        "title": "补谈心",
        "text": "补齐",
        "parties": "agency:city",
    }
    page = text(at("lin").post(where, typed), 400)
    assert "Remedial work needs this." in page
    assert not Task.objects.exists()
    due = local_day(timezone.now()).isoformat()
    assert at("lin").post(where, typed | {"due": due}).status_code == 302
    assert Task.objects.get().title == "补谈心"
    page = text(at("lin").get(where))
    assert "补谈心" in page
    assert "1 remedial tasks are not done." in page
    assert at("hu").post(where, typed | {"due": due}).status_code == 403


def test_a_campaign_is_closed_after_its_phases(here, at):
    campaign(here)
    page = text(at("lin").get("/plan/JYZD/close/"))
    assert "学习教育" in page
    version = str(Campaign.objects.get().version)
    page = text(at("lin").post("/plan/JYZD/close/", {"version": version, "note": "总结"}), 400)
    assert "2 phases have not passed their review" in page


@pytest.mark.parametrize(
    "address",
    ["/plan/x%00y/", "/plan/JYZD/plans/at/%00/", "/plan/JYZD/editions/99999999999999/", "/plan/NOBODY/coverage/",
     "/plan/JYZD/tree.pdf", "/plan/JYZD/plans/at/S-01/review/", "/plan/?after=%00", "/plan/?after=99999999999999999999",
     "/plan/import/00000000-0000-0000-0000-000000000000/"],
)  # fmt: skip
def test_rubbish_in_an_address_is_survived(here, at, address):
    campaign(here)
    assert at("lin").get(address).status_code in (200, 400, 404)


def test_both_languages_say_everything(here, at):
    campaign(here)
    page = text(at("lin", "zh-hans").get("/plan/JYZD/"))
    assert "方案总图" in page
    assert "Plan map" not in page


def test_a_withdrawn_measure_is_not_changed_any_more(here, at):
    campaign(here)
    one = measure("M-3")
    where = f"/plan/measures/{one.pk}/"
    at("lin").post(f"{where}withdraw/", {"version": str(one.version), "reason": "合并"})
    page = text(at("lin").get(where))
    assert "合并" in page
    assert f"{where}change/" not in page
    assert "This was withdrawn already." in text(at("lin").get(f"{where}change/"), 400)
