"""An office with its parties, as tests of campaigns need them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from chizi.org.abilities import Console
from chizi.org.actions import import_agencies, import_divisions
from chizi.org.models import Agency, Grant, Party, Person, Region
from chizi.org.rules import Role
from chizi.org.tests.conftest import DIVISIONS, sheet

NOW = datetime(2021, 3, 1, 4, 0, tzinfo=UTC)
TODAY = date(2021, 3, 1)
AGENCIES = """
office,山西省教育整顿办,political_legal_commission,140000000000,
city,太原市公安局,police,140100000000,office
datong,大同市公安局,police,140200000000,office
county,小店区公安分局,police,140105000000,city
yingze,迎泽区公安分局,police,140106000000,city
station,坞城派出所,police_station,140105001000,county
"""


@dataclass
class Desk:
    """Who acts in tests: two people of the province's office, a city's office, clerks of parties."""

    party: dict[str, Party] = field(default_factory=dict)
    person: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        for kept in (self.__dict__["person"], self.__dict__["party"]):
            if name in kept:
                return kept[name]
        raise AttributeError(name)


def desk() -> Desk:
    """The province of org's tests with agencies, their parties and a cast."""
    table = sheet(DIVISIONS, "code,name,level,parent_code")
    import_divisions(actor=Console(), now=NOW, table=table, source="0" * 64)
    columns = "code,name,kind,region_code,parent_code"
    import_agencies(actor=Console(), now=NOW, table=sheet(AGENCIES, columns), source="1" * 64)
    here = Desk()
    for agency in Agency.objects.all():
        here.party[agency.code] = Party.objects.get(code=f"agency:{agency.code}")
    for name, role, code, agency in (
        ("lin", Role.OFFICE, "140000000000", None),
        ("wen", Role.OFFICE, "140000000000", None),
        ("zhou", Role.OFFICE, "140100000000", None),
        ("gao", Role.OFFICE, "140200000000", None),
        ("hu", Role.CLERK, "140105000000", "county"),
        ("ma", Role.CLERK, "140106000000", "yingze"),
        ("sun", Role.CLERK, "140105001000", "station"),
        ("tan", Role.CLERK, "140100000000", "city"),
        ("jia", Role.AUDITOR, "140000000000", None),
    ):
        here.person[name] = granted(name, role, code, agency)
    return here


def granted(name: str, role: Role, code: str, agency: str | None = None) -> Person:
    """A person with one grant; a clerk serves in the agency that the grant is bound to."""
    bound = Agency.objects.get(code=agency) if agency else None
    person = Person.objects.create(username=name, name=name.title(), agency=bound)
    Grant.objects.create(
        person=person,
        role=role.value,
        region=Region.objects.get(code=code),
        agency=bound,
        from_date=date(2020, 1, 1),
        granted_by="console",
    )
    return person
