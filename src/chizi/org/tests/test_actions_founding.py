"""The first day: an office is opened once, by the console, in an empty house."""

import tomllib

import pytest

from chizi.core.zones import fixed_offset
from chizi.journal.models import Entry
from chizi.org.abilities import Console, may
from chizi.org.actions import FirstAdministrator, FirstAgency, accept_invitation, found_office
from chizi.org.models import Agency, Grant, Office, Party, Person, Region
from chizi.org.queries import office, require_empty_house
from chizi.org.refusals import (
    AdministratorsApart,
    BadFirstPerson,
    BadName,
    DemoStands,
    HouseInUse,
    NeedsThreeAdministrators,
    NotAProvince,
    OfficeExists,
    RejectedRows,
    WrongZone,
)
from chizi.org.remembered import remembered_zone
from chizi.org.rules import Ability, AgencyKind, Role
from chizi.org.tests.conftest import DIVISIONS, NOW, sheet

pytestmark = pytest.mark.django_db
THREE = (
    FirstAdministrator(Role.SYSTEM_ADMIN, "wu", "吴启明"),
    FirstAdministrator(Role.SECURITY_ADMIN, "zheng", "郑守安"),
    FirstAdministrator(Role.AUDITOR, "shen", "沈若水"),
)
LIN = FirstAdministrator(Role.OFFICE, "lin", "林知远")
BODIES = (
    FirstAgency(AgencyKind.PETITIONS_OFFICE, "14-petitions", "山西省信访局"),
    FirstAgency(AgencyKind.EMERGENCY_MANAGEMENT, "14-emergency", "山西省应急管理厅"),
    FirstAgency(AgencyKind.POLICE, "14-police", "山西省公安厅"),
    FirstAgency(AgencyKind.POLITICAL_LEGAL_COMMISSION, "14-plc", "中共山西省委政法委员会"),
)


def divisions(text=DIVISIONS):
    return sheet(text, "code,name,level,parent_code")


def found(**more):
    given = {
        "actor": Console(),
        "now": NOW,
        "province_code": "14",
        "name": "三零创建办公室",
        "time_zone": "Asia/Shanghai",
        "divisions": divisions(),
        "administrators": (*THREE, LIN),
        "departments": BODIES,
        "source": "9" * 64,
    }
    return found_office(**(given | more))


def test_an_office_opens_with_three_administrators_and_the_lead_departments():
    opened = found()
    assert office() == opened.office
    assert (opened.office.province_code, opened.office.name) == ("140000000000", "三零创建办公室")
    assert [slip.username for slip in opened.slips] == ["wu", "zheng", "shen", "lin"]
    assert set(Party.objects.values_list("code", flat=True)) == {f"agency:{one.code}" for one in BODIES}
    held = Grant.objects.filter(region__code="140000000000").values_list("person__username", "role")
    assert set(held) == {
        ("wu", "system-admin"),
        ("zheng", "security-admin"),
        ("shen", "auditor"),
        ("lin", "office"),
    }
    assert Person.objects.get(username="lin").agency.code == "14-plc"
    person = accept_invitation(
        now=NOW, username="wu", code=opened.slips[0].code, password="a-right-long-pass-9"
    )
    assert may(person, Ability.IMPORT_PEOPLE, now=NOW)
    opening = Entry.objects.get(kind="office.opened")
    assert opening.actor == "console"
    assert all(slip.code not in repr(opening.content_row.content) for slip in opened.slips)


def test_an_office_opens_once():
    found()
    with pytest.raises(OfficeExists) as refused:
        found()
    assert refused.value.params == {"name": "三零创建办公室", "day": "2021-03-01"}
    with pytest.raises(OfficeExists):
        require_empty_house()


def test_no_office_in_a_demo_or_where_people_are_registered():
    person = Person.objects.create(username="office", name="演示", synthetic=True)
    with pytest.raises(DemoStands):
        found()
    person.synthetic = False
    person.save()
    with pytest.raises(HouseInUse):
        found()
    assert not Office.objects.exists()


def test_divisions_that_stand_are_enough():
    from chizi.org.actions import import_divisions

    import_divisions(actor=Console(), now=NOW, table=divisions(), source="9")
    assert found(divisions=None).office.province_code == "140000000000"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"time_zone": "Europe/Berlin"}, WrongZone),
        ({"time_zone": "Asia/Atlantis"}, WrongZone),
        ({"time_zone": "../../etc/passwd"}, WrongZone),
        ({"time_zone": ""}, WrongZone),
        ({"time_zone": "Asia"}, WrongZone),
        ({"province_code": "1401"}, NotAProvince),
        ({"province_code": "x\0"}, NotAProvince),
        ({"name": "  "}, BadName),
        ({"name": "名" * 121}, BadName),
        ({"administrators": THREE[:2]}, NeedsThreeAdministrators),
        ({"administrators": (*THREE, THREE[0])}, NeedsThreeAdministrators),
        (
            {"administrators": (*THREE[:2], FirstAdministrator(Role.AUDITOR, "w.u", "吴"))},
            AdministratorsApart,
        ),
        (
            {"administrators": (*THREE[:2], FirstAdministrator(Role.AUDITOR, "wu2", "吴 启明"))},
            AdministratorsApart,
        ),
        ({"administrators": (*THREE[:2], FirstAdministrator(Role.AUDITOR, "Shen!", "沈"))}, BadFirstPerson),
        ({"administrators": (*THREE[:2], FirstAdministrator(Role.AUDITOR, "shen", ""))}, BadFirstPerson),
        ({"departments": (*BODIES, BODIES[0])}, BadName),
        ({"departments": (FirstAgency(AgencyKind.POLICE, "", "公安厅"),)}, BadName),
        ({"divisions": divisions("14,短,province,")}, RejectedRows),
    ],
)
def test_a_wrong_word_opens_nothing(wrong, refusal):
    with pytest.raises(refusal):
        found(**wrong)
    assert not Office.objects.exists()
    assert not Person.objects.exists()
    assert not Agency.objects.exists()
    assert not Region.objects.exists()


def test_name_and_zone_are_remembered_beside_the_data(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.DATA = tmp_path
    assert remembered_zone(tmp_path) == ""
    with django_capture_on_commit_callbacks(execute=True):
        found(time_zone="Asia/Urumqi", name='办公室 "甲" \\')
    assert remembered_zone(tmp_path) == "Asia/Urumqi"
    kept = tomllib.loads((tmp_path / "office.toml").read_text("utf-8"))
    assert kept == {"name": '办公室 "甲" \\', "time_zone": "Asia/Urumqi"}
    (tmp_path / "office.toml").write_bytes(b"\xff time_zone = 3")
    assert remembered_zone(tmp_path) == ""


def test_only_zones_without_summer_time_have_one_offset():
    assert fixed_offset("Asia/Shanghai").total_seconds() == 8 * 3600
    for zone in ("Europe/Berlin", "", "Asia", "Nowhere/At_all"):
        with pytest.raises(ValueError):
            fixed_offset(zone)
