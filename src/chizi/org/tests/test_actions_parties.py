"""Parties in step with what they stand for, declared kinship, and who must not be sent where."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from chizi.journal.models import Entry, EntryContent
from chizi.org.abilities import Console
from chizi.org.actions import (
    close_party,
    declare_tie,
    end_tie,
    import_agencies,
    import_units,
    register_party,
    rename_party,
)
from chizi.org.models import Agency, Party, Person, Post, Unit
from chizi.org.queries import (
    conflict_of,
    conflicts_of,
    find_parties,
    parties_by_code,
    parties_in,
    party,
    party_by_code,
    tied_parties,
    ties_of,
)
from chizi.org.refusals import (
    NotAllowed,
    PartyClosed,
    PartyOfAgency,
    PartyStands,
    SpanBackwards,
    TieEnded,
    TieStands,
    UnknownParty,
    UnknownTie,
    UnknownUnit,
)
from chizi.org.rules import PartyKind, Relation, Role
from chizi.org.tests.conftest import NOW, granted, sheet

pytestmark = pytest.mark.django_db
BODIES = """
P14,省公安厅,police,140000000000,
P1401,太原市公安局,police,140100000000,P14
P140105,小店分局,police,140105000000,P1401
C1402,大同市法院,court,140200000000,
"""
TODAY = date(2021, 3, 1)


def bring(text):
    table = sheet(text, "code,name,kind,region_code,parent_code")
    assert import_agencies(actor=Console(), now=NOW, table=table, source="3" * 64).stored


@pytest.fixture
def bodies(divisions):
    bring(BODIES)
    return {one.code: one for one in Party.objects.all()}


@pytest.fixture
def served(bodies, cast):
    cast.lin.agency = Agency.objects.get(code="P140105")
    cast.lin.save()
    return cast


def test_every_agency_is_a_party_and_stays_in_step(bodies, place):
    assert set(bodies) == {"agency:P14", "agency:P1401", "agency:P140105", "agency:C1402"}
    assert bodies["agency:P140105"].county == place["小店区"]
    bring("P1401,大同市公安局,police,140200000000,P14")
    moved = Party.objects.get(code="agency:P1401")
    assert (moved.id, moved.name, moved.city) == (bodies["agency:P1401"].id, "大同市公安局", place["大同市"])
    assert Party.objects.count() == 4


def test_bodies_registered_before_parties_came_get_theirs(bodies):
    Party.objects.all().delete()
    kept = Agency.objects.get(code="P14")
    import_module("chizi.org.migrations.0004_parties_of_agencies").make_parties(apps, None)
    import_module("chizi.org.migrations.0004_parties_of_agencies").make_parties(apps, None)
    assert Party.objects.count() == 4
    assert Party.objects.get(code="agency:P14").name == kept.name


def test_a_body_is_registered_renamed_and_closed_by_the_office_there(cast, place):
    group = {"kind": PartyKind.BODY, "code": "group-1", "name": "第一组", "region": place["小店区"]}
    with pytest.raises(NotAllowed):
        register_party(actor=cast.zhou, now=NOW, **group)
    body = register_party(actor=cast.lin, now=NOW, **group)
    assert (body.code, body.county) == ("body:group-1", place["小店区"])
    with pytest.raises(PartyStands):
        register_party(actor=cast.lin, now=NOW, **group)
    assert rename_party(actor=cast.lin, now=NOW, party=body, name="驻小店区指导组").name == "驻小店区指导组"
    with pytest.raises(NotAllowed):
        close_party(actor=cast.zhou, now=NOW, party=body)
    assert close_party(actor=cast.lin, now=NOW, party=body).closed_on == TODAY
    with pytest.raises(PartyClosed):
        close_party(actor=cast.lin, now=NOW, party=body)
    kinds = Entry.objects.filter(object="party:body:group-1").order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["party.registered", "party.renamed", "party.closed"]


def test_a_unit_lends_its_name_and_place(cast, place):
    unit = Unit.objects.get(code="140105001002")
    given = {"kind": PartyKind.UNIT, "code": unit.code, "name": "另一个名字", "region": place["坞城街道"]}
    found = register_party(actor=cast.lin, now=NOW, **given)
    assert (found.name, found.town) == (unit.name, place["坞城街道"])
    assert register_party(actor=cast.lin, now=NOW, **given) == found
    with pytest.raises(UnknownUnit):
        register_party(actor=cast.lin, now=NOW, **(given | {"code": "nothing"}))
    with pytest.raises(NotAllowed):
        register_party(actor=cast.zhou, now=NOW, **given)
    with pytest.raises(PartyOfAgency):
        register_party(actor=cast.lin, now=NOW, **(given | {"kind": PartyKind.AGENCY}))


def test_a_units_party_follows_the_register(cast, place):
    code = "140105001002"
    given = {"kind": PartyKind.UNIT, "code": code, "name": "", "region": place["坞城街道"]}
    party = register_party(actor=cast.lin, now=NOW, **given)
    office = granted("office", Role.OFFICE, place["山西省"])
    table = sheet(f"{code},北营社区居委会,community,,140106001000", "unit_code,name,kind,sector,region_code")
    assert import_units(actor=office, now=NOW, table=table, source="2" * 64).stored
    moved = Party.objects.get(id=party.id)
    assert (moved.name, moved.county, moved.town) == ("北营社区居委会", place["迎泽区"], place["柳巷街道"])


def test_parties_are_listed_within_sight(bodies, cast, place, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        first = parties_in(cast.lin, now=NOW, region=place["山西省"], limit=1)
    rest = parties_in(cast.lin, now=NOW, region=place["山西省"], limit=1, after=first.after)
    assert [one.code for one in (*first.parties, *rest.parties)] == ["agency:P1401", "agency:P140105"]
    assert rest.after == ""
    assert parties_in(cast.lin, now=NOW, region=place["大同市"]).parties == ()
    assert [one.code for one in find_parties(cast.lin, "公安 太原", now=NOW)] == ["agency:P1401"]
    assert find_parties(cast.lin, "  \0", now=NOW) == []
    assert party(cast.lin, "agency:P1401", now=NOW) == bodies["agency:P1401"]
    for code in ("agency:C1402", "agency:P14", "nothing", "", "\0", "x" * 500):
        with pytest.raises(UnknownParty):
            party(cast.lin, code, now=NOW)
    assert set(parties_by_code(["agency:P14", "x", "\0"])) == {"agency:P14"}


def test_the_auditor_reads_declared_kinship(served, bodies, place):
    tie = declare_tie(actor=served.hu, now=NOW, relation=Relation.SPOUSE, party=bodies["agency:C1402"])
    auditor = granted("shen", Role.AUDITOR, place["山西省"])
    assert ties_of(auditor, served.hu, now=NOW) == [tie]


def test_kinship_is_declared_by_oneself_or_by_the_office(served, bodies):
    lin, zhou, hu = served.lin, served.zhou, served.hu
    court = bodies["agency:C1402"]
    tie = declare_tie(actor=hu, now=NOW, relation=Relation.SPOUSE, party=court)
    assert ties_of(hu, hu, now=NOW) == [tie]
    with pytest.raises(TieStands):
        declare_tie(actor=hu, now=NOW, relation=Relation.SPOUSE, party=court)
    with pytest.raises(NotAllowed):
        declare_tie(actor=zhou, now=NOW, relation=Relation.LINEAL, party=court, person=lin)
    with pytest.raises(NotAllowed):
        ties_of(zhou, hu, now=NOW)
    with pytest.raises(SpanBackwards):
        declare_tie(
            actor=hu, now=NOW, relation=Relation.OTHER, party=court, from_date=TODAY, until=date(2021, 1, 1)
        )
    with pytest.raises(NotAllowed):
        end_tie(actor=zhou, now=NOW, tie_id=tie.id)
    assert tied_parties([hu.id, lin.id]) == {hu.id: {court.id}, lin.id: set()}
    assert end_tie(actor=hu, now=NOW, tie_id=tie.id, on=date(2021, 2, 1)).until == date(2021, 2, 1)
    with pytest.raises(TieEnded):
        end_tie(actor=hu, now=NOW, tie_id=tie.id)
    with pytest.raises(UnknownTie):
        end_tie(actor=hu, now=NOW, tie_id=10**9)
    assert tied_parties([hu.id]) == {hu.id: set()}
    assert tied_parties([hu.id], on=date(2021, 1, 15)) == {hu.id: {court.id}}


def test_the_journal_keeps_nothing_about_the_relative(served, bodies):
    declare_tie(actor=served.hu, now=NOW, relation=Relation.SPOUSE, party=bodies["agency:C1402"])
    kept = EntryContent.objects.get(entry__kind="tie.declared").content
    assert set(kept) == {"tie"}


def test_nobody_is_deployed_to_his_own_or_a_relatives_party(
    served, bodies, place, django_assert_max_num_queries
):
    lin, zhou = served.lin, served.zhou
    declare_tie(actor=zhou, now=NOW, relation=Relation.COLLATERAL, party=bodies["agency:P1401"])
    both = [lin.id, zhou.id]
    with django_assert_max_num_queries(5):
        found = conflicts_of(both, on=TODAY, party=bodies["agency:P140105"])
    assert {one: (reason.cause, reason.name) for one, reason in found.items()} == {
        lin.id: ("own", "小店分局"),
        zhou.id: ("kin-led", "太原市公安局"),
    }
    assert conflicts_of(both, on=TODAY, region=place["大同市"]) == {}
    assert conflict_of(lin, on=TODAY, region=place["太原市"]).cause == "home"
    assert conflict_of(zhou, on=TODAY, region=place["小店区"]).cause == "kin-home"


def test_a_post_held_that_day_bars_too(served, bodies):
    hu = served.hu
    court = Agency.objects.get(code="C1402")
    Post.objects.create(
        person=hu, agency=court, title="庭长", from_date=date(2020, 1, 1), until=date(2021, 6, 30)
    )
    assert conflict_of(hu, on=TODAY, party=bodies["agency:C1402"]).cause == "own"
    assert conflict_of(hu, on=date(2021, 7, 1), party=bodies["agency:C1402"]) is None
    assert party_by_code("agency:C1402").agency == court
    assert Person.objects.get(pk=hu.pk).agency is None
