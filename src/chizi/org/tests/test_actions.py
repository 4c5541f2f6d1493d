"""Imports are all or nothing; grants never reach above or onto their giver."""

from datetime import date

import pytest

from chizi.ground.counters.counts import read_counts
from chizi.journal.models import Entry
from chizi.org.abilities import Console, may, scope_of
from chizi.org.actions import (
    add_person,
    appoint_person,
    end_grant,
    give_grant,
    import_agencies,
    import_divisions,
    import_people,
    import_units,
    set_password,
)
from chizi.org.models import Agency, Grant, Person, Post, Region, Unit
from chizi.org.queries import UNITS_BOARD
from chizi.org.refusals import (
    AboveOwnScope,
    AdministratorsApart,
    NeedsPerson,
    NotAllowed,
    NotYourself,
    SpanBackwards,
)
from chizi.org.rules import Ability, Role
from chizi.org.tests.conftest import DIVISIONS, NOW, granted, sheet

pytestmark = pytest.mark.django_db
UNIT_COLUMNS = "unit_code,name,kind,sector,region_code,valid_from,valid_to,opened_on,closed_on,successor_code"


def bring(text, **more):
    table = sheet(text, "code,name,level,parent_code")
    return import_divisions(actor=Console(), now=NOW, table=table, source="1" * 64, **more)


def bring_units(text, **more):
    return import_units(actor=Console(), now=NOW, table=sheet(text, UNIT_COLUMNS), source="2" * 64, **more)


def test_divisions_become_regions_and_villages_become_units(divisions, place):
    assert divisions.stored
    assert (divisions.total, divisions.left_out) == (13, 1)
    assert place["坞城街道"].county == place["小店区"]
    assert place["坞城街道"].province == place["山西省"]
    assert set(Unit.objects.values_list("kind", flat=True)) == {"village", "community"}
    assert Unit.objects.filter(town=place["坞城街道"]).count() == 2


def test_the_same_divisions_again_change_nothing(divisions):
    again = bring(DIVISIONS)
    assert again.stored
    assert (again.accepted, again.unchanged) == (0, 12)
    assert Unit.objects.count() == 3


def test_a_renamed_region_keeps_its_place(divisions, place):
    bring("140105000000,小店新区,county,140100000000")
    renamed = Region.objects.get(code="140105000000")
    assert (renamed.id, renamed.name) == (place["小店区"].id, "小店新区")


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("14010500100,短,township,140105000000", "code"),
        ("1.40105E+11,数,township,140105000000", "code"),
        ("140105009000,,township,140105000000", "name"),
        ("140105009000,某街道,hamlet,140105000000", "level"),
        ("140105009000,某街道,township,140199000000", "parent_code"),
        ("140105009000,某街道,city,140105000000", "parent_code"),
        ("150000000000,别省,province,", "code"),
    ],
)
def test_one_bad_division_refuses_the_file_and_names_the_cell(divisions, line, column):
    before = Region.objects.count()
    report = bring("140107000000,杏花岭区,county,140100000000\n" + line)
    assert not report.stored
    assert [(fault.line, fault.column) for fault in report.rejected] == [(3, column)]
    assert Region.objects.count() == before


def test_a_dry_run_says_what_would_come_and_stores_nothing(divisions):
    report = bring("140107000000,杏花岭区,county,140100000000", dry_run=True)
    assert (report.accepted, report.stored) == (1, False)
    assert not Region.objects.filter(code="140107000000").exists()


def test_units_come_in_stretches_and_the_newest_is_listed(divisions, place):
    report = bring_units(
        "E1,某厂,enterprise,mining,140105001000,,2020-07-01,,,\n"
        "E1,某厂,enterprise,mining,140212100000,2020-07-01,,,,\n"
        "E2,某校,institution,education,140106001000,,,2019-09-01,,",
        synthetic=True,
    )
    assert report.stored, report.rejected
    assert Unit.objects.get(code="E1", latest=True).town == place["新荣镇"]
    assert Unit.objects.filter(code="E1").count() == 2
    assert read_counts(UNITS_BOARD, ["140000000000", "140200000000|enterprise"]) == {
        "140000000000": 5,
        "140200000000|enterprise": 1,
    }


def test_a_unit_in_a_later_file_replaces_its_stretches_and_leaves_the_others(divisions):
    bring_units("E1,甲,enterprise,mining,140105001000,,,,,\nE2,乙,enterprise,mining,140105001000,,,,,")
    bring_units("E1,甲改,enterprise,trade,140105001000,,,,2021-01-01,E2")
    assert list(
        Unit.objects.filter(code__startswith="E").order_by("code").values_list("name", flat=True)
    ) == [
        "甲改",
        "乙",
    ]


def test_a_bad_unit_refuses_the_register(divisions):
    report = bring_units("E1,甲,enterprise,mining,140105001000,,,,,\nE2,乙,factory,mining,149999999000,,,,,")
    assert not report.stored
    assert {fault.column for fault in report.rejected} == {"kind", "region_code"}
    assert not Unit.objects.filter(code="E1").exists()


def test_a_unit_stands_in_a_county_or_below(divisions):
    report = bring_units("E1,甲,enterprise,mining,140100000000,,,,,")
    assert [fault.column for fault in report.rejected] == ["region_code"]


def test_agencies_are_led_by_agencies(divisions, place):
    columns = "code,name,kind,region_code,parent_code"
    table = sheet("P14,省公安厅,police,140000000000,\nP1401,太原市公安局,police,140100000000,P14", columns)
    assert import_agencies(actor=Console(), now=NOW, table=table, source="3" * 64).stored
    assert Agency.objects.get(code="P1401").parent.code == "P14"
    circle = sheet("A,甲,police,140000000000,B\nB,乙,police,140000000000,A", columns)
    assert not import_agencies(actor=Console(), now=NOW, table=circle, source="4" * 64).stored


def test_a_sheet_of_agencies_says_what_it_would_change(divisions):
    def brought(text, **other):
        table = sheet(text, "code,name,kind,region_code,parent_code")
        return import_agencies(actor=Console(), now=NOW, table=table, source="3" * 64, **other)

    first = "P14,省公安厅,police,140000000000,"
    looked = brought(first, dry_run=True)
    assert [(one.subject, one.what) for one in looked.changes] == [("P14", "new")]
    assert brought(first).changes == looked.changes
    again = brought("P14,山西省公安厅,police,140000000000,\nP1401,太原市公安局,police,140100000000,P14")
    assert [(one.what, one.before) for one in again.changes] == [("name", "省公安厅"), ("new", "")]
    same = brought("P1401,太原市公安局,police,140100000000,")
    assert (same.changes, same.accepted, same.unchanged) == ((), 0, 1)


PEOPLE = "username,name,agency_code,role,region_code,from_date,until"


def bring_people(text, actor=None):
    return import_people(actor=actor or Console(), now=NOW, table=sheet(text, PEOPLE), source="5" * 64)


def test_on_the_first_day_people_come_with_roles(divisions):
    report = bring_people("wang,王,,office,140000000000,2021-01-01,\nli,李,,,,,")
    assert report.stored, report.rejected
    assert may(Person.objects.get(username="wang"), Ability.RUN_EVALUATION, now=NOW)
    assert not may(Person.objects.get(username="li"), Ability.SEE_FIGURES, now=NOW)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("W ang,王,,,,,", "username"),
        ("wang,,,,,,", "name"),
        ("wang,王,X9,,,,", "agency_code"),
        ("wang,王,,king,140000000000,2021-01-01,", "role"),
        ("wang,王,,office,149900000000,2021-01-01,", "region_code"),
        ("wang,王,,office,140000000000,2021-02-30,", "from_date"),
        ("wang,王,,office,140000000000,2021-01-01,soon", "until"),
        ("li,李,,auditor,140000000000,2021-01-01,", "role"),
    ],
)
def test_one_bad_person_refuses_the_file(divisions, line, column):
    report = bring_people("li,李,,security-admin,140000000000,2021-01-01,\n" + line)
    assert not report.stored
    assert column in {fault.column for fault in report.rejected}
    assert not Person.objects.exists()


def test_a_new_position_in_a_body_ends_the_one_held_there(divisions, place):
    agency = Agency.objects.create(code="P", name="公安局", kind="police", region=place["太原市"])
    columns = "username,name,agency_code,post,role,region_code,from_date,until"
    table = sheet("wang,王,P,科长,,,2020-01-01,\nli,李,,主任,,,,", columns)
    refused = import_people(actor=Console(), now=NOW, table=table, source="7" * 64)
    assert [(one.line, one.column) for one in refused.rejected] == [(3, "agency_code")]
    table = sheet("wang,王,P,科长,,,2020-01-01,", columns)
    assert import_people(actor=Console(), now=NOW, table=table, source="7" * 64).stored
    wang = Person.objects.get(username="wang")
    admin = granted("sys", Role.SYSTEM_ADMIN, place["山西省"])
    appoint_person(actor=admin, now=NOW, person=wang, agency=agency, title="局长", leads=True)
    held = list(Post.objects.order_by("from_date").values_list("title", "leads", "until"))
    assert held == [("科长", False, date(2021, 2, 28)), ("局长", True, None)]
    assert Entry.objects.filter(kind="person.appointed", object=wang.ref).count() == 1
    with pytest.raises(NotAllowed):
        appoint_person(actor=wang, now=NOW, person=wang, agency=agency, title="省长")


def test_after_the_first_person_the_console_only_looks(cast):
    assert scope_of(Console(), Ability.SEE_UNITS, now=NOW).everything
    with pytest.raises(NeedsPerson):
        bring("140107000000,杏花岭区,county,140100000000")
    assert scope_of(Console(), Ability.IMPORT_REGISTER, now=NOW).empty


def test_a_city_office_does_not_import_for_the_province(cast):
    with pytest.raises(NotAllowed):
        import_divisions(
            actor=cast.lin, now=NOW, table=sheet(DIVISIONS, "code,name,level,parent_code"), source="6"
        )


def test_a_grant_counts_from_its_first_to_its_last_day(cast, place):
    assert not may(cast.chen, Ability.SEE_UNITS, place["太原市"], now=NOW)
    assert may(cast.lin, Ability.SEE_UNITS, place["小店区"], now=NOW)
    assert not may(cast.lin, Ability.SEE_UNITS, place["大同市"], now=NOW)
    assert not may(cast.lin, Ability.SEE_UNITS, place["山西省"], now=NOW)


def give(cast, person, region, role=Role.INSPECTOR, **more):
    return give_grant(actor=cast.hu, now=NOW, person=person, role=role, region=region, **more)


def test_nobody_grants_to_himself(cast, place):
    with pytest.raises(NotYourself):
        give(cast, cast.hu, place["小店区"])


def test_nobody_grants_above_his_own_scope(cast, place):
    for region in ("山西省", "大同市"):
        with pytest.raises(AboveOwnScope):
            give(cast, cast.lin, place[region])
    with pytest.raises(NotAllowed):
        give_grant(actor=cast.lin, now=NOW, person=cast.zhou, role=Role.INSPECTOR, region=place["小店区"])


def test_the_three_administrators_stay_apart(cast, place):
    give(cast, cast.lin, place["小店区"], role=Role.AUDITOR)
    with pytest.raises(AdministratorsApart):
        give(cast, cast.lin, place["小店区"], role=Role.SYSTEM_ADMIN)


def test_a_grant_that_ends_before_it_begins_is_refused(cast, place):
    with pytest.raises(SpanBackwards):
        give(cast, cast.lin, place["小店区"], from_date=date(2021, 3, 2), until=date(2021, 3, 1))


def test_an_ended_grant_counts_no_more_the_same_minute(cast, place):
    grant = Grant.objects.get(person=cast.lin)
    end_grant(actor=cast.hu, now=NOW, grant=grant)
    lin = Person.objects.get(username="lin")
    assert not may(lin, Ability.SEE_UNITS, place["小店区"], now=NOW)


def test_every_step_stands_in_the_journal(cast, place):
    before = Entry.objects.count()
    grant = give(cast, cast.zhou, place["小店区"])
    end_grant(actor=cast.hu, now=NOW, grant=grant)
    admin = Person.objects.create(username="sys", name="Sys")
    Grant.objects.create(
        person=admin,
        role=Role.SYSTEM_ADMIN,
        region=place["山西省"],
        from_date=date(2021, 1, 1),
        granted_by="console",
    )
    new = add_person(actor=admin, now=NOW, username="fan", name="范")
    set_password(actor=admin, now=NOW, person=new, password="a long enough one")
    kinds = list(Entry.objects.order_by("id").values_list("kind", flat=True))[before:]
    assert kinds == ["grant.given", "grant.withdrawn", "person.added", "person.password-set"]
    assert new.check_password("a long enough one")
