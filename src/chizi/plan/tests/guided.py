"""A province with guidance groups, as tests of bodies need it. All people are made up."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from chizi.org.abilities import Console
from chizi.org.actions import import_agencies, import_divisions
from chizi.org.models import Agency, Grant, Party, Person, Region
from chizi.org.rules import Role
from chizi.org.tests.conftest import DIVISIONS, sheet
from chizi.plan.actions import add_member, found_body, record_training
from chizi.plan.models import Body

NOW = datetime(2021, 3, 10, 4, 0, tzinfo=UTC)
TODAY = date(2021, 3, 10)
AGENCIES = """
court,山西省高级人民法院,court,140000000000,
taiyuan,太原市公安局,police,140100000000,
station,坞城派出所,police_station,140105001000,taiyuan
datong,大同市公安局,police,140200000000,
"""


@dataclass
class House:
    """A leading group with two guidance groups, three trained members in each, and who looks at them."""

    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Region] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        for kept in (self.__dict__["people"], self.__dict__["places"], self.__dict__["bodies"]):
            if name in kept:
                return kept[name]
        raise AttributeError(name)

    def party(self, code: str) -> Party:
        return Party.objects.get(code=code)


def granted(username: str, role: Role, region: Region) -> Person:
    """Somebody with one role for a place."""
    person = Person.objects.create(username=username, name=username.title(), synthetic=True)
    Grant.objects.create(
        person=person, role=role.value, region=region, from_date=date(2020, 1, 1), granted_by="console"
    )
    return person


def house(trained: bool = True) -> House:
    """Lin and Wen of the province's office, Zhou of the city's, Sun of a county's, Jia who audits; the groups
    g1 (ma, he, qi) and g2 (tao, yu, bo), trained on the day before today."""
    table = sheet(DIVISIONS, "code,name,level,parent_code")
    import_divisions(actor=Console(), now=NOW, table=table, source="0" * 64)
    columns = "code,name,kind,region_code,parent_code"
    import_agencies(actor=Console(), now=NOW, table=sheet(AGENCIES, columns), source="1" * 64)
    here = House()
    codes = {"province": "14", "taiyuan": "1401", "datong": "1402", "county": "140105"}
    for name, code in codes.items():
        here.places[name] = Region.objects.get(code=code.ljust(12, "0"))
    for name, role, place in (
        ("lin", Role.OFFICE, "province"),
        ("wen", Role.OFFICE, "province"),
        ("zhou", Role.OFFICE, "taiyuan"),
        ("gao", Role.OFFICE, "datong"),
        ("sun", Role.CLERK, "county"),
        ("jia", Role.AUDITOR, "province"),
    ):
        here.people[name] = granted(name, role, here.places[place])
    court = Agency.objects.get(code="court")
    for name in ("ma", "he", "qi", "tao", "yu", "bo"):
        here.people[name] = Person.objects.create(
            username=name, name=name.title(), agency=court, synthetic=True
        )
    _bodies(here)
    if trained:
        record_training(
            actor=here.lin,
            now=NOW,
            body_code="lead",
            title="驻点指导动员培训会",
            held_on=date(2021, 3, 9),
            people=["ma", "he", "qi", "tao", "yu", "bo"],
        )
    return here


def _bodies(here: House) -> None:
    lin = here.lin
    here.bodies["lead"] = found_body(
        actor=lin,
        now=NOW,
        code="lead",
        kind="leading_group",
        name="省教育整顿领导小组",
        region=here.province,
        founded_on=date(2021, 2, 27),
    )
    for number, members in ((1, ("ma", "he", "qi")), (2, ("tao", "yu", "bo"))):
        code = f"g{number}"
        here.bodies[code] = found_body(
            actor=lin,
            now=NOW,
            code=code,
            kind="guidance_group",
            number=number,
            name=f"第{number}驻点指导组",
            region=here.province,
            parent_code="lead",
            founded_on=date(2021, 3, 1),
        )
        for name, role in zip(members, ("head", "deputy", "member"), strict=True):
            person = here.people[name]
            add_member(
                actor=lin, now=NOW, body_code=code, person=person, role=role, from_date=date(2021, 3, 1)
            )
