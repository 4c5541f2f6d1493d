"""A city with a station, the bureau above it, inspectors, verifiers and those who are too near. All made up.

Lin inspects and found things at the station; Qin inspects too. Wang is the station's clerk. Zhao verifies; Bai
verifies too but serves in the county bureau that leads the station; Cao verifies and has a relative there; Gao
verifies for the whole province. Xu of the office, Far of another city, Old whose grant has ended.
"""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from chizi.ground.files.models import StoredFile
from chizi.matters.actions import raise_matter, take_step, undo_step
from chizi.matters.models import Matter
from chizi.org.abilities import Console
from chizi.org.actions import import_divisions
from chizi.org.models import Agency, Grant, Party, Person, Region, Tie
from chizi.org.rules import AgencyKind, Role
from chizi.org.tests.conftest import DIVISIONS, sheet

NOW = datetime(2021, 3, 1, 4, 0, tzinfo=UTC)
DUE = date(2021, 4, 15)
DIGEST, OTHER_DIGEST = "a" * 64, "b" * 64
FINDING = {
    "title": "Window closed during opening hours",
    "fact": "On 1 March at 10:20 window 3 was closed; eleven people waited.",
    "judgement": "The duty plan is not kept.",
    "basis": "Service rules of police stations, art. 12",
    "demand": "Keep the window open as posted and say how this is checked.",
    "severity": "serious",
    "source": "guidance",
}
REMEDY = {"remedy": "A second person stands in.", "responsible": "deputy head of station"}


def agency(code: str, kind: AgencyKind, region: Region, parent: Agency | None = None) -> Agency:
    place = {"city": region.city, "county": region.county, "town": region.town}
    made = Agency.objects.create(
        code=code, name=code.title(), kind=kind, region=region, parent=parent, **place
    )
    Party.objects.create(
        kind="agency", code=f"agency:{code}", name=made.name, agency=made, region=region, **place
    )
    return made


def person(username: str, role: Role, region: Region, at: Agency | None = None, **more: Any) -> Person:
    made = Person.objects.create(username=username, name=username.title(), agency=at)
    bound = at if role in {Role.CLERK, Role.LEADER} else None
    given = {"from_date": date(2020, 1, 1), "granted_by": "console", "agency": bound} | more
    Grant.objects.create(person=made, role=role.value, region=region, **given)
    return made


def build() -> SimpleNamespace:
    """The cast with regions, agencies and two files that stand in for evidence."""
    import_divisions(
        actor=Console(), now=NOW, table=sheet(DIVISIONS, "code,name,level,parent_code"), source="0" * 64
    )
    regions = {one.code: one for one in Region.objects.all()}
    province, city, county = regions["140000000000"], regions["140100000000"], regions["140105000000"]
    town, elsewhere = regions["140105001000"], regions["140200000000"]
    bureau = agency("bureau", AgencyKind.POLICE, county, agency("citybureau", AgencyKind.POLICE, city))
    station = agency("station", AgencyKind.POLICE_STATION, town, bureau)
    commission = agency("commission", AgencyKind.POLITICAL_LEGAL_COMMISSION, city)
    other = agency("tribunal", AgencyKind.TRIBUNAL, town)
    cast = SimpleNamespace(
        lin=person("lin", Role.INSPECTOR, city, commission),
        qin=person("qin", Role.INSPECTOR, city, commission),
        wang=person("wang", Role.CLERK, town, station),
        zhao=person("zhao", Role.VERIFIER, city, commission),
        bai=person("bai", Role.VERIFIER, city, bureau),
        cao=person("cao", Role.VERIFIER, city, commission),
        gao=person("gao", Role.VERIFIER, province),
        xu=person("xu", Role.OFFICE, city, commission),
        far=person("far", Role.INSPECTOR, elsewhere),
        old=person("old", Role.INSPECTOR, city, until=date(2021, 2, 28)),
        regions=regions,
        station=Party.objects.select_related("region").get(code="agency:station"),
        tribunal=Party.objects.select_related("region").get(agency=other),
    )
    Tie.objects.create(
        person=cast.cao, relation="spouse", party=cast.station, declared_at=NOW, declared_by="person:cao"
    )
    for digest in (DIGEST, OTHER_DIGEST):
        StoredFile.objects.create(digest=digest, size=3, media_type="image/jpeg", pages=1, kept_at=NOW)
    return cast


@pytest.fixture(autouse=True)
def english():
    """Sentences are compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db):
    return build()


def raised(cast: SimpleNamespace, **more: Any) -> Matter:
    """A finding of Lin's at the station."""
    wanted = {"actor": cast.lin, "now": NOW, "party": cast.station, "due": DUE, **FINDING, **more}
    return raise_matter(**wanted)


def step(actor: Person, matter: Matter, name: str, at: datetime = NOW, **more: Any) -> Matter:
    """Take a step on the matter as it stands now."""
    version = Matter.objects.values_list("version", flat=True).get(pk=matter.pk)
    wanted = {"matter_id": matter.pk, "version": version, "step": name} | more
    return take_step(actor=actor, now=at, **wanted)


def undo(actor: Person, matter: Matter, at: datetime = NOW) -> Matter:
    version = Matter.objects.values_list("version", flat=True).get(pk=matter.pk)
    return undo_step(actor=actor, now=at, matter_id=matter.pk, version=version)


def mended(cast: SimpleNamespace, matter: Matter | None = None, at: datetime = NOW) -> Matter:
    """A finding whose result waits for verification."""
    matter = matter or raised(cast)
    step(cast.wang, matter, "name_remedy", at, fields=REMEDY)
    step(cast.wang, matter, "reply", at, fields={"reply": "It is so."})
    return step(cast.wang, matter, "give_result", at, fields={"result": "Open since."}, files=[DIGEST])


def days(number: int) -> datetime:
    return NOW + timedelta(days=number)
