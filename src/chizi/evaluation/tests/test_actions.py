"""Deliveries are taken whole or not at all, from the owner only; runs are reproducible."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chizi.evaluation import store
from chizi.evaluation.actions import register_criteria, run_evaluation
from chizi.evaluation.models import CriteriaVersion, Delivery, Figure, Run, Status
from chizi.evaluation.queries.runs import run_counts
from chizi.evaluation.refusals import (
    BadCriteria,
    BadMonths,
    CriteriaChanged,
    DeliveryPlace,
    NotTheirDelivery,
    NotTheOwner,
    UnknownCriteria,
)
from chizi.evaluation.results import built_in_text
from chizi.evaluation.tests.conftest import COMMUNITY, FACTORY, NOW, RECEIVED, VILLAGE, event, judge
from chizi.journal.models import Entry
from chizi.org.abilities import Console
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Role
from chizi.yardstick.periods import Period

pytestmark = pytest.mark.django_db


def status_of(unit: str, zero: str, period: int = 202000) -> str:
    row = Status.objects.filter(unit_code=unit, zero=zero, period=period).first()
    return row.status if row else "default"


def test_a_delivery_keeps_hash_counts_and_its_journal_entry(deliver):
    report = deliver("case", [event("case", "C1"), event("case", "C2", COMMUNITY)])
    assert report.delivery is not None
    assert (report.delivery.total, report.delivery.accepted, report.delivery.complete) == (2, 2, True)
    assert len(report.delivery.file_hash) == 64
    assert Entry.objects.filter(kind="delivery.taken", object=f"delivery:{report.delivery.id}").count() == 1
    assert (store.folder("facts") / report.delivery.path).exists()


def test_one_bad_row_refuses_the_whole_file(deliver):
    rows = [event("case", "C1"), event("case", "C2", severity=""), event("case", "C3", "X-404")]
    report = deliver("case", rows)
    assert report.delivery is None
    assert {(row.line, row.column) for row in report.report.rejected} >= {(3, "severity"), (4, "unit_code")}
    assert not Delivery.objects.exists()


def test_keep_good_stores_the_good_rows_and_counts_as_partial(deliver):
    report = deliver("case", [event("case", "C1"), event("case", "C2", severity="")], keep_good=True)
    assert report.delivery is not None
    assert (report.delivery.accepted, report.delivery.rejected, report.delivery.complete) == (1, 1, False)
    assert "severity" in (store.folder("facts") / report.delivery.rejects_path).read_text("utf-8-sig")


def test_the_same_delivery_again_changes_nothing(deliver):
    first = deliver("case", [event("case", "C1")])
    again = deliver("case", [event("case", "C1")])
    assert again.repeated
    assert again.delivery == first.delivery
    assert Delivery.objects.count() == 1


def test_a_dry_run_stores_nothing(deliver):
    report = deliver("case", [event("case", "C1")], dry_run=True)
    assert (report.delivery, report.report.accepted) == (None, 1)
    assert not Delivery.objects.exists()


def test_a_complete_delivery_may_be_empty(deliver):
    assert deliver("case", []).delivery.complete


@pytest.mark.parametrize("body", ["petitions_office", "emergency_management", "village_committee"])
def test_R13_a_zero_is_judged_on_its_owners_data_only(deliver, body):
    with pytest.raises(NotTheOwner):
        deliver("case", [event("case", "C1")], body=body)


def officer(name: str, role: Role, region: Region, kind: str = "") -> Person:
    person = Person.objects.create(username=name, name=name)
    agency = Agency.objects.create(code=name, name=name, kind=kind, region=region) if kind else None
    Grant.objects.create(
        person=person,
        role=role,
        region=region,
        agency=agency,
        from_date=date(2020, 1, 1),
        granted_by="console",
    )
    return person


def test_R13_a_judged_unit_or_an_office_cannot_deliver(deliver, register):
    county = Region.objects.get(name="小店区")
    clerk = officer("clerk", Role.CLERK, county)
    office = officer("office", Role.OFFICE, Region.objects.get(level=1))
    for person in (clerk, office):
        with pytest.raises(NotAllowed):
            deliver("case", [event("case", "C1")], actor=person, region_code="140105")
    assert not Delivery.objects.exists()


def test_a_lead_department_delivers_its_own_zero_for_its_own_place(deliver, register):
    county = Region.objects.get(name="小店区")
    police = officer("police", Role.LEAD_DEPARTMENT, county, "police")
    assert deliver("case", [event("case", "C1")], actor=police, region_code="140105").delivery
    with pytest.raises(NotTheirDelivery):
        deliver("petition", [event("petition", "P1")], actor=police, region_code="140105")
    with pytest.raises(NotAllowed):
        deliver("case", [event("case", "C9")], actor=police, region_code="140106")


def test_rows_outside_the_delivered_place_are_rejected(deliver):
    report = deliver("case", [event("case", "C1")], region_code="140106")
    assert [row.column for row in report.report.rejected] == ["unit_code"]


@pytest.mark.parametrize(
    ("first", "last"), [("2020-12", "2020-01"), ("2020-13", "2020-13"), ("2020", "2020")]
)
def test_senseless_months_are_refused(deliver, first, last):
    with pytest.raises(BadMonths):
        deliver("case", [], first_month=first, last_month=last)


def test_a_township_delivers_nothing(deliver):
    with pytest.raises(DeliveryPlace):
        deliver("case", [], region_code="140105001")


def test_the_province_is_judged(full):
    run = judge()
    year = run_counts(run)["2020"]
    assert year["case"] == {"achieved": 3, "broken": 1, "disputed": 0, "pending": 0, "not_in_scope": 0}
    assert year["petition"]["broken"] == 1
    assert year["accident"]["disputed"] == 1
    assert year["three_zero"] == {"achieved": 1, "broken": 2, "disputed": 1, "pending": 0, "not_in_scope": 0}
    assert status_of(VILLAGE, "case") == "broken"
    assert status_of(COMMUNITY, "petition", 202005) == "broken"
    assert status_of(COMMUNITY, "petition", 202003) == "default"


def test_a_year_brings_its_months_and_the_year_before(full):
    run = judge()
    assert run.periods == ["2020", *(f"2020-{month:02d}" for month in range(1, 13))]
    assert "2019" in run.computed
    assert run_counts(run)["2020-08"]["case"]["not_in_scope"] == 1


def test_without_a_delivery_units_are_pending_never_zero(deliver):
    deliver("case", [])
    counts = run_counts(judge())["2020"]
    assert counts["case"]["achieved"] == 4
    assert counts["petition"]["pending"] == counts["three_zero"]["pending"] == 4


def test_a_period_that_has_not_ended_is_pending(full):
    early = datetime(2020, 12, 31, 12, 0, tzinfo=UTC)
    assert run_counts(judge(as_of=early))["2020"]["case"]["achieved"] == 0


def test_a_later_delivery_supersedes_the_earlier(full, deliver):
    assert run_counts(judge())["2020"]["case"]["broken"] == 1
    deliver(
        "case",
        [event("case", "C1", subtype="criminal", severity="2", status="unfounded")],
        complete=False,
        received_at=RECEIVED + timedelta(days=3),
    )
    assert run_counts(judge())["2020"]["case"]["broken"] == 0
    before = judge(as_of=RECEIVED + timedelta(days=3))
    assert run_counts(before)["2020"]["case"]["broken"] == 1


def test_the_same_question_again_is_the_same_run(full):
    first = judge()
    assert judge() == first
    assert Run.objects.count() == 1


def test_the_same_inputs_give_the_same_bytes(full):
    first = judge()
    digest = first.digest
    for model in (Figure, Status):
        model.objects.filter(run=first).delete()
    Run.objects.filter(id=first.id).update(periods=["other"])
    assert judge().digest == digest


def test_an_interrupted_run_leaves_nothing(full):
    class Stop(KeyboardInterrupt):
        pass

    def stop(step: str, done: int, total: int) -> None:
        if step.startswith("load"):
            raise Stop

    with pytest.raises(Stop):
        run_evaluation(
            actor=Console(),
            now=NOW,
            criteria_id="three-zero-2020.1",
            periods=[Period.parse("2020")],
            as_of=NOW,
            progress=stop,
        )
    assert not Run.objects.exists()
    assert not Figure.objects.exists()
    assert not list(store.folder("runs").glob(".run-*"))


def test_criteria_are_registered_once_and_never_changed(register):
    text = built_in_text("three-zero-2020.1")
    register_criteria(actor=Console(), now=NOW, text=text)
    register_criteria(actor=Console(), now=NOW, text=text)
    assert CriteriaVersion.objects.count() == 1
    with pytest.raises(CriteriaChanged):
        register_criteria(actor=Console(), now=NOW, text=text + "\n# changed\n")
    with pytest.raises(BadCriteria):
        register_criteria(actor=Console(), now=NOW, text="id = 3")


def test_a_rule_takes_no_effect_in_a_published_period(register):
    text = built_in_text("three-zero-2020.1")
    register_criteria(actor=Console(), now=NOW, text=text)
    stricter = text.replace('id = "three-zero-2020.1"', 'id = "three-zero-2021.1"').replace(
        "severity_at_least = 3", "severity_at_least = 2"
    )
    with pytest.raises(BadCriteria, match="case-public-order"):
        register_criteria(actor=Console(), now=NOW, text=stricter, published=["2020-12", "2020"])
    assert not CriteriaVersion.objects.filter(id="three-zero-2021.1").exists()
    same = text.replace('id = "three-zero-2020.1"', 'id = "three-zero-2020.2"')
    assert (
        register_criteria(actor=Console(), now=NOW, text=same, published=["2020"]).id == "three-zero-2020.2"
    )


def test_unknown_criteria_are_refused(register):
    with pytest.raises(UnknownCriteria):
        run_evaluation(actor=Console(), now=NOW, criteria_id="four-zero", periods=[Period.parse("2020")])


def test_a_closed_unit_stays_in_the_year_it_closed(full):
    judge()
    assert status_of(FACTORY, "case") == "default"
    assert Figure.objects.get(region__level=1, slice="sector:mining", period=202000).case_achieved == 1
