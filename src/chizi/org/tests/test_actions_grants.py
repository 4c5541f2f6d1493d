"""Two administrators at one grant, the last one of a role, leaving and coming back, sheets of roles."""

from datetime import date, timedelta

import pytest

from chizi.journal.models import Entry
from chizi.org.abilities import may, stands_for
from chizi.org.actions import (
    change_grant,
    end_grant,
    give_grant,
    import_grants,
    invite_person,
    leave_person,
    return_person,
)
from chizi.org.models import Agency, Grant, Party, Person, Post
from chizi.org.queries import has_password, is_serving, what_may, who_may
from chizi.org.refusals import (
    AboveOwnScope,
    BadText,
    GrantEnded,
    LastAdministrator,
    LeavesLater,
    NotAllowed,
    NotYourOwnLeave,
    NotYourself,
    PersonLeft,
    SpanBackwards,
    StaleGrant,
    StillServing,
    UnknownGrant,
    UnknownParty,
)
from chizi.org.roster import LAST_ONE, NOBODY, NOT_HIMSELF, TOO_WIDE
from chizi.org.rules import Ability, Role
from chizi.org.tests.conftest import NOW, granted, sheet

pytestmark = pytest.mark.django_db
TODAY, YESTERDAY = date(2021, 3, 1), date(2021, 2, 28)


@pytest.fixture
def sec(place):
    return granted("sec", Role.SECURITY_ADMIN, place["山西省"])


@pytest.fixture
def sys(place):
    return granted("sys", Role.SYSTEM_ADMIN, place["山西省"])


@pytest.fixture
def bureau(place):
    agency = Agency.objects.create(
        code="P1",
        name="小店分局",
        kind="police",
        region=place["小店区"],
        city=place["太原市"],
        county=place["小店区"],
    )
    Party.objects.create(
        kind="agency",
        code="agency:P1",
        name=agency.name,
        agency=agency,
        region=place["小店区"],
        city=place["太原市"],
        county=place["小店区"],
    )
    return agency


def test_two_administrators_cannot_overwrite_each_other(cast, sec):
    grant = Grant.objects.get(person=cast.lin)
    seen = grant.version
    changed = change_grant(
        actor=cast.hu, now=NOW, grant_id=grant.id, version=seen, until=date(2021, 12, 31), reason="to the end"
    )
    assert (changed.version, changed.until) == (seen + 1, date(2021, 12, 31))
    for step in (
        lambda: change_grant(actor=sec, now=NOW, grant_id=grant.id, version=seen, until=None, reason=""),
        lambda: end_grant(actor=sec, now=NOW, grant=grant, version=seen),
    ):
        with pytest.raises(StaleGrant) as refused:
            step()
        assert refused.value.params == {"who": "Hu", "when": "2021-03-01 12:00"}
    assert Grant.objects.get(id=grant.id).until == date(2021, 12, 31)


def test_a_change_never_reaches_back(cast, sec):
    grant = Grant.objects.get(person=cast.lin)
    with pytest.raises(SpanBackwards):
        change_grant(actor=sec, now=NOW, grant_id=grant.id, version=1, until=YESTERDAY, reason="")
    ended = Grant.objects.get(person=cast.chen)
    with pytest.raises(GrantEnded):
        change_grant(actor=sec, now=NOW, grant_id=ended.id, version=1, until=None, reason="")
    with pytest.raises(UnknownGrant):
        change_grant(actor=sec, now=NOW, grant_id=10**9, version=1, until=None, reason="")
    with pytest.raises(NotAllowed):
        change_grant(actor=cast.zhou, now=NOW, grant_id=grant.id, version=1, until=None, reason="")
    with pytest.raises(AboveOwnScope):
        change_grant(
            actor=cast.hu,
            now=NOW,
            grant_id=Grant.objects.get(person=cast.zhou).id,
            version=1,
            until=None,
            reason="",
        )


@pytest.mark.parametrize("reason", ["x\0", "长" * 201])
def test_a_reason_that_no_database_takes_is_refused_by_name(cast, sys, reason):
    grant = Grant.objects.get(person=cast.lin)
    for step in (
        lambda: change_grant(actor=cast.hu, now=NOW, grant_id=grant.id, version=1, until=None, reason=reason),
        lambda: end_grant(actor=cast.hu, now=NOW, grant=grant, reason=reason),
        lambda: leave_person(actor=sys, now=NOW, person=cast.lin, on=TODAY, reason=reason),
    ):
        with pytest.raises(BadText) as refused:
            step()
        assert refused.value.field == "reason"
    assert Grant.objects.get(id=grant.id).until is None


def test_the_last_administrator_of_a_role_keeps_it(cast, sec, place):
    own = Grant.objects.get(person=sec)
    second = granted("sec2", Role.SECURITY_ADMIN, place["山西省"], until=date(2021, 6, 30))
    with pytest.raises(LastAdministrator):
        change_grant(actor=second, now=NOW, grant_id=own.id, version=1, until=date(2021, 12, 31), reason="")
    temporary = Grant.objects.get(person=second)
    end_grant(actor=sec, now=NOW, grant=temporary)
    with pytest.raises(NotYourself):
        end_grant(actor=sec, now=NOW, grant=own)
    # The city's own one may go: the province's covers the place.
    end_grant(actor=sec, now=NOW, grant=Grant.objects.get(person=cast.hu))
    auditor = granted("aud", Role.AUDITOR, place["山西省"])
    with pytest.raises(LastAdministrator) as refused:
        end_grant(actor=sec, now=NOW, grant=Grant.objects.get(person=auditor))
    assert refused.value.params == {"name": "Aud", "role": "auditor"}


def test_a_clerk_stands_for_the_party_of_his_grant(sec, cast, place, bureau):
    fan = Person.objects.create(username="fan", name="范")
    give_grant(actor=sec, now=NOW, person=fan, role=Role.CLERK, region=place["小店区"], agency=bureau)
    body = Party.objects.create(
        kind="body", code="body:x", name="专班", region=place["大同市"], city=place["大同市"]
    )
    give_grant(actor=sec, now=NOW, person=fan, role=Role.CLERK, region=place["大同市"], party_code="body:x")
    for party in (Party.objects.get(code="agency:P1"), body):
        assert stands_for(Person.objects.get(username="fan"), Ability.WORK_TASK, party, now=NOW)
    with pytest.raises(UnknownParty):
        give_grant(
            actor=sec, now=NOW, person=fan, role=Role.CLERK, region=place["大同市"], party_code="body:y"
        )
    with pytest.raises(AboveOwnScope):
        give_grant(
            actor=cast.hu, now=NOW, person=fan, role=Role.CLERK, region=place["小店区"], party_code="body:x"
        )


def test_who_leaves_loses_everything_the_same_minute(sys, sec, cast, place, bureau):
    lin = cast.lin
    Post.objects.create(person=lin, agency=bureau, title="主任", from_date=date(2020, 1, 1))
    Post.objects.create(person=lin, agency=bureau, title="局长", from_date=date(2021, 4, 1))
    invite_person(actor=sys, now=NOW, person=lin)
    left = leave_person(actor=sys, now=NOW, person=lin, on=YESTERDAY, reason="retired")
    assert (left.grants_ended, left.posts_ended, left.slips_ended) == (1, 2, 1)
    assert list(Post.objects.values_list("title", "until")) == [("主任", YESTERDAY)]
    again = Person.objects.get(pk=lin.pk)
    assert (again.is_active, again.left_on, has_password(again)) == (False, YESTERDAY, False)
    assert not is_serving(lin.pk)
    assert not may(again, Ability.SEE_UNITS, place["小店区"], now=NOW)
    assert what_may(sec, again, now=NOW) == []
    with pytest.raises(PersonLeft):
        give_grant(actor=sec, now=NOW, person=again, role=Role.INSPECTOR, region=place["小店区"])
    with pytest.raises(PersonLeft):
        leave_person(actor=sys, now=NOW, person=again, on=TODAY, reason="")
    assert Entry.objects.filter(kind="person.left", object="person:lin").count() == 1


def test_nobody_leaves_by_his_own_hand_or_tomorrow_and_the_last_administrator_stays(sys, sec, cast):
    with pytest.raises(NotYourOwnLeave):
        leave_person(actor=sys, now=NOW, person=sys, on=TODAY, reason="")
    with pytest.raises(LeavesLater):
        leave_person(actor=sys, now=NOW, person=cast.lin, on=TODAY + timedelta(days=1), reason="")
    with pytest.raises(LastAdministrator):
        leave_person(actor=sys, now=NOW, person=sec, on=TODAY, reason="")
    assert Person.objects.get(pk=sec.pk).is_active
    assert Grant.objects.get(person=sec).until is None


def test_who_comes_back_begins_anew(sys, sec, cast, place):
    with pytest.raises(StillServing):
        return_person(actor=sys, now=NOW, person=cast.lin)
    leave_person(actor=sys, now=NOW, person=cast.lin, on=TODAY, reason="")
    back = return_person(actor=sys, now=NOW, person=cast.lin, reason="called back")
    assert (back.is_active, back.left_on) == (True, None)
    assert not may(back, Ability.SEE_UNITS, place["小店区"], now=NOW)
    assert invite_person(actor=sys, now=NOW, person=back).username == "lin"


COLUMNS = "username,role,region_code,agency_code,party_code,from_date,until,reason"


def bring(actor, text, **more):
    return import_grants(actor=actor, now=NOW, table=sheet(text, COLUMNS), source="8" * 64, **more)


def test_roles_come_from_a_sheet_and_a_dry_run_says_which(sec, cast, bureau):
    Person.objects.create(username="fan", name="范")
    text = "fan,clerk,140105000000,P1,,,,works\nlin,office,140100000000,,,,2021-12-31,"
    dry = bring(sec, text, dry_run=True)
    assert [(one.line, one.subject, one.what, one.before, one.after) for one in dry.changes] == [
        (2, "fan", "new", "", "clerk 140105000000"),
        (3, "lin", "until", "", "2021-12-31"),
    ]
    assert Grant.objects.filter(person__username="fan").count() == 0
    assert bring(sec, text).stored
    fan = Person.objects.get(username="fan")
    assert stands_for(fan, Ability.WORK_TASK, Party.objects.get(code="agency:P1"), now=NOW)
    lin = Grant.objects.get(person=cast.lin)
    assert (lin.until, lin.version) == (date(2021, 12, 31), 2)
    again = bring(sec, text)
    assert (again.stored, again.accepted, again.unchanged) == (True, 0, 2)


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("hu,office,140100000000,,,,,", "username", NOT_HIMSELF),
        ("gone,office,140100000000,,,,,", "username", NOBODY),
        ("lin,office,140200000000,,,,,", "region_code", TOO_WIDE),
        ("lin,king,140100000000,,,,,", "role", "Unknown role. The template lists the roles."),
        ("aud,auditor,140100000000,,,,2021-12-31,", "until", LAST_ONE),
        ("aud,system-admin,140100000000,,,,,", "role", "The three administrators are different people."),
        ("lin,clerk,140100000000,,body:no,,,", "party_code", "No open party with this code is registered."),
        ("lin,office,140100000000,,,,2021-02-01,", "until", "The last day lies before the first day."),
    ],
)
def test_one_bad_role_refuses_the_sheet(cast, place, line, column, reason):
    Person.objects.create(username="gone", name="Gone", is_active=False)
    granted("aud", Role.AUDITOR, place["太原市"])
    before = Grant.objects.count()
    report = bring(cast.hu, "zhou,inspector,140105000000,,,,,\n" + line)
    assert [(one.line, one.column, one.reason) for one in report.rejected] == [(3, column, reason)]
    assert Grant.objects.count() == before


def test_it_is_answered_who_may_do_what_and_why(sec, cast, place, bureau, django_assert_max_num_queries):
    fan = Person.objects.create(username="fan", name="范")
    give_grant(
        actor=sec, now=NOW, person=fan, role=Role.CLERK, region=place["小店区"], agency=bureau, reason="new"
    )
    with django_assert_max_num_queries(4):
        found = what_may(sec, fan, now=NOW)
    reason = next(one for one in found if one.ability == Ability.WORK_TASK)
    assert (reason.role, reason.region.name, reason.party) == ("clerk", "小店区", ("agency:P1", "小店分局"))
    assert (reason.since, reason.until, reason.giver, reason.reason) == (TODAY, None, "Sec", "new")
    assert [one.ability for one in what_may(fan, fan, now=NOW)] == [one.ability for one in found]
    assert what_may(cast.zhou, fan, now=NOW) == []
    party = Party.objects.get(code="agency:P1")
    with django_assert_max_num_queries(4):
        works = who_may(sec, now=NOW, ability=Ability.WORK_TASK, party=party)
    assert [one.person.username for one in works] == ["fan"]
    sees = who_may(sec, now=NOW, ability=Ability.SEE_UNITS, place=place["坞城街道"])
    assert {one.person.username for one in sees} == {"lin", "fan"}
    assert who_may(cast.zhou, now=NOW, ability=Ability.SEE_UNITS, place=place["坞城街道"]) == []
