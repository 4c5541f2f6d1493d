"""Pages of one part of a tree and of a phase at its gate; a plan as TOML; words that are no codes."""

import pytest

from chizi.plan.actions import Remedy, draft_campaign, import_plan, review_phase
from chizi.plan.campaign_refusals import CodeTaken, NotAPhase, UnknownCampaign, UnknownPlanPart
from chizi.plan.models import Campaign
from chizi.plan.plan_files import rows_of_toml, toml_of
from chizi.plan.plan_rows import content_of
from chizi.plan.queries import askable, campaign_page, coverage_board, measure_page, part_page, phase_page
from chizi.plan.rules.campaigns import TAKEN
from chizi.plan.tests.planned import NOW, SHEET, TODAY, campaign, desk, plan_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return desk()


def test_a_part_says_where_it_hangs_and_what_hangs_below_it(here):
    campaign(here)
    found = part_page(here.lin, "JYZD", "P-1", now=NOW)
    assert (found.kind, found.parent, found.version) == ("phase", "P-0", 1)
    assert found.plans == (("S-01", "政治教育"),)
    assert ("P-1", "学习教育") not in found.parents
    assert found.may_manage
    assert not part_page(here.hu, "JYZD", "P-1", now=NOW).may_manage
    new = part_page(here.lin, "JYZD", "", now=NOW)
    assert len(new.parents) == 5
    assert new.version == 0
    for part in ("M-1", "nothing", "\0"):
        with pytest.raises(UnknownPlanPart):
            part_page(here.lin, "JYZD", part, now=NOW)


def test_a_draft_is_hidden_from_those_below(here):
    campaign(here, issued=False)
    for query in (part_page, phase_page):
        with pytest.raises(UnknownCampaign):
            query(here.hu, "JYZD", "P-1", now=NOW)
    with pytest.raises(UnknownCampaign):
        campaign_page(here.hu, "JYZD", now=NOW)
    assert campaign_page(here.wen, "JYZD", now=NOW).edition == 0


def test_a_phase_names_what_stands_in_its_way_and_its_reviews(here):
    campaign(here)
    found = phase_page(here.lin, "JYZD", "P-1", now=NOW)
    assert [code for _id, code, _title in found.uncovered] == ["M-1", "M-2"]
    assert len(found.faults) == 1
    assert found.may_review
    assert not phase_page(here.hu, "JYZD", "P-1", now=NOW).may_review
    remedy = Remedy("补课", "补齐", TODAY, [here.party["city"]])
    review_phase(
        actor=here.lin, now=NOW, campaign="JYZD", phase="P-1", outcome="remedial", note="补", remedy=remedy
    )
    found = phase_page(here.lin, "JYZD", "P-1", now=NOW)
    assert [one.title for one in found.reviews[0].tasks] == ["补课"]
    assert found.gate.remedies == 1
    with pytest.raises(NotAPhase):
        phase_page(here.lin, "JYZD", "S-01", now=NOW)


def test_a_board_names_the_places_above_as_far_as_they_are_seen(here):
    campaign(here)
    board = coverage_board(here.lin, "JYZD", now=NOW, region="140105000000")
    assert [one.name for one in board.above] == ["山西省", "太原市", "小店区"]
    board = coverage_board(here.zhou, "JYZD", now=NOW, region="140105000000")
    assert [one.name for one in board.above] == ["太原市", "小店区"]
    assert coverage_board(here.hu, "JYZD", now=NOW).region.name == "小店区"


def test_a_measure_counts_within_the_viewers_scope(here):
    one = campaign(here).measures.get(code="M-1")
    found = measure_page(here.hu, one.pk, now=NOW)
    assert (found.asked, found.done) == (0, 0)
    assert found.light.colour == "blue"


def test_a_plan_in_toml_reads_back_as_the_same_plan(here):
    whole = campaign(here)
    content = content_of(whole)
    content["measures"][0]["text"] = '引号 " 反斜杠 \\ 换行\n完'
    rows, faults = rows_of_toml(toml_of(content).encode())
    assert faults == []
    assert rows[0].owner == "agency:office"
    assert [row.title for row in rows] == [
        content["campaign"]["title"],
        *(one["title"] for one in content["plans"]),
        *(one["title"] for one in content["measures"]),
    ]
    assert next(row for row in rows if row.code == "M-1").text == content["measures"][0]["text"]
    assert next(row for row in rows if row.code == "S-02").cross_phase == "yes"


@pytest.mark.parametrize("code", sorted(TAKEN))
def test_a_word_of_an_address_is_no_code_of_a_campaign(here, code):
    with pytest.raises(CodeTaken):
        draft_campaign(
            actor=here.lin, now=NOW, code=code, title="行动", basis="通知", issuer=here.party["office"],
            starts=TODAY, months=4,
        )  # fmt: skip
    rows = plan_rows(SHEET.replace("campaign|JYZD", f"campaign|{code}"))
    with pytest.raises(CodeTaken):
        import_plan(actor=here.lin, now=NOW, rows=rows, source="0" * 64, dry_run=True)
    assert not Campaign.objects.exists()


def test_a_party_is_found_by_its_code_with_and_without_the_word_of_its_kind(here):
    for words in ("station", "agency:station", "坞城"):
        assert [one.code for one in askable(here.lin, now=NOW, words=words).parties] == ["agency:station"]
    assert askable(here.lin, now=NOW, words="tation").parties == ()
    assert askable(here.gao, now=NOW, words="station").parties == ()
