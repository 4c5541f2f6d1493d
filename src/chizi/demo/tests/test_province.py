"""A small demo, made once, looked at from all sides, and rolled back."""

from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.contrib.auth.hashers import check_password
from django.db import transaction

from chizi.demo import cast, rules
from chizi.demo.build import build_demo
from chizi.demo.queries import is_demo
from chizi.demo.refusals import OtherDemo
from chizi.demo.tests.conftest import data_folder
from chizi.evaluation.models import Delivery, Reason, Run, Status
from chizi.journal.queries import verify_entries
from chizi.learn import tallies
from chizi.learn.models import Application, LectureParty, Material, Outcome, Question, ServiceItem, Sign
from chizi.learn.queries import my_learning
from chizi.matters.models import Evidence, Matter
from chizi.matters.queries import ratios
from chizi.org.abilities import stands_for
from chizi.org.models import Agency, Grant, Party, Person, Region, Unit
from chizi.org.queries import party_by_code
from chizi.org.rules import Ability, AgencyKind
from chizi.overview.queries import my_day
from chizi.overview.soundness import work_faults
from chizi.plan.models import (
    Assignment,
    Body,
    Branch,
    Campaign,
    Decision,
    Deployment,
    Instruction,
    Meeting,
    Member,
    Objection,
    PlanNode,
    Regulation,
    Replacement,
    Task,
    Wording,
)
from chizi.plan.queries import conflicted_deployments
from chizi.publish.models import Publication
from chizi.surveys.models import Estimate, Survey

NOW = datetime(2021, 7, 1, 1, 0, tzinfo=UTC)
UNITS = 3_000


@pytest.fixture(scope="module", autouse=True)
def report(django_db_setup, django_db_blocker, tmp_path_factory):
    with data_folder(tmp_path_factory.mktemp("demo")), django_db_blocker.unblock(), transaction.atomic():
        yield build_demo(now=NOW, units=UNITS)
        transaction.set_rollback(True)


def test_the_computed_shares_of_2020_are_near_those_of_the_source(report):
    assert float(report.share("villages_communities")) == pytest.approx(0.5903, abs=0.005)
    assert float(report.share("enterprises_institutions")) == pytest.approx(0.99, abs=0.005)
    assert report.share("villages_communities") == Fraction(*report.rates["villages_communities"])


def test_no_share_was_written_in_but_follows_from_the_stored_statuses(report):
    run = Run.objects.get()
    failing = Status.objects.filter(run=run, period=202000, zero="three_zero")
    by_kind = Counter(failing.values_list("kind", flat=True))
    achieved, in_scope = report.rates["villages_communities"]
    assert in_scope - achieved == by_kind["village"] + by_kind["community"]
    achieved, in_scope = report.rates["enterprises_institutions"]
    assert in_scope - achieved == by_kind["enterprise"] + by_kind["institution"]


def test_all_regions_stand_and_every_county_has_units(report):
    assert Counter(Region.objects.values_list("level", flat=True)) == {1: 1, 2: 11, 3: 121, 4: 1352}
    assert Unit.objects.filter(latest=True).values("county").distinct().count() == 121
    assert Unit.objects.filter(latest=True).count() == report.counts["units"] == UNITS


def test_what_is_made_up_says_so():
    assert set(Unit.objects.filter(synthetic=True).values_list("kind", flat=True)) == {
        "enterprise",
        "institution",
    }
    assert set(Unit.objects.filter(synthetic=False).values_list("kind", flat=True)) == {
        "village",
        "community",
    }
    assert not Person.objects.filter(synthetic=False).exists()


def test_clerks_and_leaders_stand_for_their_bodies():
    for username, code in (
        ("xiaodian-clerk", "agency:140105-political_legal_commission"),
        ("leader", "agency:14-party_committee"),
    ):
        person = Person.objects.get(username=username)
        assert stands_for(person, Ability.WORK_TASK, party_by_code(code), now=NOW)
    assert Party.objects.filter(kind="agency").count() == Agency.objects.count()


def test_the_register_has_openings_closings_mergers_and_moves():
    assert Unit.objects.filter(opened_on__isnull=False).exists()
    merged = Unit.objects.exclude(successor_code="").first()
    assert merged.closed_on is not None
    assert Unit.objects.filter(code=merged.successor_code, closed_on__isnull=True).exists()
    moved = Unit.objects.filter(latest=False).values_list("code", flat=True)
    assert any(Unit.objects.filter(code=code).values("region").distinct().count() > 1 for code in moved)


def test_bodies_stand_at_every_level_and_are_led_from_above():
    kinds = Counter(Agency.objects.values_list("kind", flat=True))
    assert all(kinds[kind] == 133 for kind in list(AgencyKind)[:8])
    assert kinds["vehicle_office"] == 121
    assert min(kinds["police_station"], kinds["tribunal"]) > 20
    alone = Agency.objects.filter(parent__isnull=True)
    assert set(alone.values_list("region__level", flat=True)) == {1}


def test_everybody_in_the_cast_has_his_role_and_can_sign_in(report):
    assert len(report.accounts) == len(cast.CAST)
    for account in report.accounts:
        grant = Grant.objects.get(person__username=account.username)
        assert (grant.role, grant.region.code) == (account.role, account.place)
    players = [account.username for account in report.accounts]
    hashes = set(Person.objects.filter(username__in=players).values_list("password", flat=True))
    assert len(hashes) == 1
    assert check_password(report.password, hashes.pop())


def test_every_row_of_every_delivery_was_accepted(report):
    assert Delivery.objects.count() == report.counts["deliveries"]
    assert not Delivery.objects.exclude(rejected=0, ignored=0).exists()
    assert sum(Delivery.objects.values_list("accepted", flat=True)) == report.counts["events"]


def test_a_later_delivery_corrects_an_earlier_one():
    correction = Delivery.objects.get(complete=False)
    assert correction.repeated == correction.accepted > 0
    assert Reason.objects.filter(delivery_id=correction.id, concealment_found_at__isnull=False).exists()


def test_broken_and_disputed_units_are_seen():
    assert set(Status.objects.values_list("status", flat=True)) >= {"broken", "disputed"}


def test_the_result_was_proposed_by_one_person_and_approved_by_another():
    publication = Publication.objects.get()
    assert publication.state == "published"
    assert {publication.proposed_by, publication.decided_by} == {"person:office", "person:leader"}


def test_the_journal_of_the_demo_holds_together():
    found = verify_entries()
    assert found.faults == ()
    assert found.entries == found.pending > Delivery.objects.count() + 5


def test_the_same_demo_again_changes_nothing(report):
    again = build_demo(now=NOW, units=UNITS)
    assert is_demo()
    assert not again.built
    assert (again.counts, again.rates, again.changes) == (report.counts, report.rates, report.changes)


def test_another_demo_is_refused_where_one_stands():
    with pytest.raises(OtherDemo):
        build_demo(now=NOW, units=UNITS, seed=rules.SEED + 1)


def test_the_report_speaks_json_with_rates_as_people_read_them(report):
    shown = report.as_dict()
    assert shown["rates"]["villages_communities"]["rate"] == pytest.approx(59.03, abs=0.5)
    assert shown["accounts"][0]["username"] == "office"
    assert shown["password"] == cast.PASSWORD


def test_everybody_else_is_made_up_and_cannot_sign_in(report):
    players = [account.username for account in report.accounts]
    others = Person.objects.exclude(username__in=players)
    assert others.count() > 400
    assert not others.filter(synthetic=False).exists()
    assert not any(one.has_usable_password() for one in others)


def test_eleven_groups_of_361_trained_people_stand_at_eleven_cities_with_their_branches():
    groups = Body.objects.filter(kind="guidance_group")
    whole = Deployment.objects.filter(body__in=groups, member__isnull=True)
    assert sorted(whole.values_list("region__code", flat=True)) == [
        f"14{city:02}00000000" for city in range(1, 12)
    ]
    assert Member.objects.filter(body__in=groups).count() == 361
    assert Deployment.objects.filter(member__isnull=False).count() == 361
    assert Branch.objects.count() == 11
    office = Person.objects.get(username="office")
    assert tuple(conflicted_deployments(office, now=NOW)) == ()
    places = {9: "140500000000", 11: "140100000000"}
    for number, place in places.items():
        assert Deployment.objects.filter(body__number=number, region__code=place, member=None).exists()


def test_meetings_have_decisions_and_the_instruction_is_traced_to_tasks():
    assert Meeting.objects.filter(kind="leading_group").count() == 6
    first = Meeting.objects.filter(kind="leading_group").order_by("held_on").first()
    assert (first.held_on, first.parent.held_on) == (date(2021, 2, 27), date(2021, 2, 27))
    assert Decision.objects.filter(owner=None).count() == 1
    for decision in Decision.objects.exclude(owner=None):
        assert Task.objects.filter(origin=decision.origin).exists()
    assert Task.objects.filter(origin=Instruction.objects.get().origin).count() == 2
    assert Regulation.objects.count() == 5
    assert Replacement.objects.count() == 1
    assert Wording.objects.filter(version=2).count() == 1


def test_the_plan_trees_have_the_shapes_of_the_source():
    shapes = {
        code: Counter(PlanNode.objects.filter(campaign__code=code).values_list("kind", flat=True))
        for code in ("JYZD", "AQSN")
    }
    assert shapes["JYZD"] == {"overall": 1, "phase": 3, "sub": 15}
    assert shapes["AQSN"] == {"overall": 1, "topic": 2, "implementation": 11}
    for code, months in (("CGS", 4), ("ZXHZ", 6)):
        special = Campaign.objects.get(code=code)
        assert (special.months, special.state) == (months, "issued")
        assert special.starts < (special.check_on or special.starts) < special.ends
    assert not Campaign.objects.exclude(starts__lte=NOW.date(), ends__gte=NOW.date()).exists()


def test_assignments_and_findings_stand_in_every_state():
    assert set(Assignment.objects.values_list("state", flat=True)) == {
        "open",
        "submitted",
        "returned",
        "accepted",
        "exempt",
    }
    assert Assignment.objects.filter(state="open", due__lt=NOW.date()).exists()
    assert Counter(Objection.objects.values_list("outcome", flat=True)) == {"": 1, "extended": 1}
    assert Task.objects.filter(state="waiting").count() == 1
    assert Task.objects.filter(kind="optional").count() == 2
    states = set(Matter.objects.values_list("state", flat=True))
    assert states == {"raised", "remedying", "verifying", "returned", "objected", "closed", "withdrawn"}
    assert Matter.objects.filter(reopened_at__isnull=False).count() == 1
    assert Evidence.objects.filter(matter__state="closed").exists()


def test_the_three_ratios_are_alive_and_differ():
    leader = Person.objects.get(username="leader")
    found = ratios(leader, now=NOW, region=Region.objects.get(level=1))
    assert 0 < found.verified < found.replied < found.remedied < found.raised


def test_no_counter_has_drifted():
    assert work_faults() == ()


def test_a_city_bureau_learns_in_full_swing():
    assert Material.objects.filter(state="published").count() == 8
    assert Question.objects.count() >= 60
    assert set(Outcome.objects.values_list("kind", flat=True)) >= {
        "read",
        "answered",
        "passed",
        "reflected",
        "applied",
    }
    assert set(Application.objects.values_list("state", flat=True)) == {"claimed", "confirmed", "returned"}
    assert set(ServiceItem.objects.values_list("state", flat=True)) == {"open", "notice", "closed"}
    assert LectureParty.objects.filter(own=False).count() == 1
    assert tallies.drifted() == []


def test_an_officer_has_something_behind_him_and_something_left():
    done = {one.done for one in my_learning(Person.objects.get(username="officer"), now=NOW)}
    assert done == {True, False}


def test_the_copied_reflection_is_found_and_waits_for_a_human_look():
    sign = Sign.objects.get()
    assert (sign.kind, sign.state) == ("text", "open")


def test_the_bureau_is_judged_by_three_sources_and_a_guidance_group_by_those_it_guides():
    assert Counter(Survey.objects.values_list("source", "state")) == {
        ("outside", "closed"): 1,
        ("peers", "closed"): 1,
        ("supervisors", "closed"): 1,
        ("guided", "open"): 1,
    }
    told = Estimate.objects.exclude(question__kind="text")
    assert told.filter(value__isnull=False, low__isnull=False, n__gte=5).count() == told.count() == 5


@pytest.mark.parametrize(
    "username",
    [
        *("office", "office-deputy", "leader", "inspector", "inspector-taiyuan", "verifier", "clerk"),
        *("taiyuan-office", "taiyuan-leader", "xiaodian-leader", "xiaodian-clerk", "qingxu-clerk"),
        *("officer", "station-clerk", "taiyuan-police-clerk"),
    ],
)
def test_my_day_holds_something_for(username):
    assert not my_day(Person.objects.get(username=username), now=NOW).empty
