"""An office with its parties, as tests of campaigns need them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from chizi.org.abilities import Console
from chizi.org.actions import import_agencies, import_divisions
from chizi.org.models import Agency, Grant, Party, Person, Region
from chizi.org.rules import Role
from chizi.org.tests.conftest import DIVISIONS, sheet
from chizi.plan.actions import import_plan, issue_plan
from chizi.plan.models import Campaign
from chizi.plan.rules.trees import Row

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
    cast = (
        ("lin", Role.OFFICE, "140000000000", None),
        ("wen", Role.OFFICE, "140000000000", None),
        ("zhou", Role.OFFICE, "140100000000", None),
        ("gao", Role.OFFICE, "140200000000", None),
        ("hu", Role.CLERK, "140105000000", "county"),
        ("ma", Role.CLERK, "140106000000", "yingze"),
        ("sun", Role.CLERK, "140105001000", "station"),
        ("tan", Role.CLERK, "140100000000", "city"),
        ("jia", Role.AUDITOR, "140000000000", None),
    )
    for name, role, code, serves in cast:
        here.person[name] = granted(name, role, code, serves)
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


SHEET = """
campaign|JYZD||政法队伍教育整顿||2021-02-27|2021-12-31||office|总方案
overall|P-0||总方案
phase|P-1|P-0|学习教育||2021-03-01|2021-05-31|||
phase|P-2|P-0|查纠整改||2021-05-01|2021-09-30|||
sub|S-01|P-1|政治教育||||||
sub|S-02|P-0|纪律教育|yes|||||
measure|M-1|S-01|谈心谈话||2021-03-05|2021-03-31||city|方案一|台账
measure|M-2|S-01|专题党课||2021-03-05|2021-04-15||city|方案一|讲稿
measure|M-3|S-02|警示教育||2021-03-05|2021-05-20||datong|方案二|记录
"""


def plan_rows(text: str = SHEET) -> list[Row]:
    """Rows of a plan from a compact text."""
    names = [
        "kind",
        "code",
        "parent_code",
        "title",
        "cross_phase",
        "starts",
        "due",
        "months",
        "owner",
        "basis",
        "evidence_rule",
    ]
    rows = []
    for line, said in enumerate(text.strip().splitlines(), 2):
        cells = dict(zip(names, said.split("|"), strict=False))
        rows.append(Row(line=line, **cells))
    return rows


def campaign(here: Desk, *, issued: bool = True) -> Campaign:
    """The campaign of SHEET, issued."""
    import_plan(actor=here.lin, now=NOW, rows=plan_rows(), source="2" * 64)
    found = Campaign.objects.get(code="JYZD")
    if issued:
        issue_plan(actor=here.lin, now=NOW, campaign="JYZD", version=found.version)
    return Campaign.objects.get(code="JYZD")
