"""A judged province without the judging: a run with its figures, and the cast.

Lin proposes, Zhou approves, Wu may do both, Sun serves in the city only.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from chizi.evaluation.models import CriteriaVersion, Figure, Run, Snapshot
from chizi.evaluation.results import built_in_text
from chizi.ground.counters.counts import add_counts
from chizi.org.models import Grant, Person, Region
from chizi.org.rules import Level, Role
from chizi.publish.actions import approve_publication, propose_publication

NOW = datetime(2021, 3, 2, 4, 0, tzinfo=UTC)
LATER = datetime(2021, 3, 5, 4, 0, tzinfo=UTC)
CRITERIA = built_in_text("three-zero-2020.1")
PROVINCE, CITY, OTHER_CITY = "140000000000", "140100000000", "140200000000"
COUNTY, SECOND, THIRD = "140105000000", "140106000000", "140212000000"
TOWN = "140105001000"
PLACES = {
    PROVINCE: ("山西省", Level.PROVINCE, None),
    CITY: ("太原市", Level.CITY, PROVINCE),
    OTHER_CITY: ("大同市", Level.CITY, PROVINCE),
    COUNTY: ("小店区", Level.COUNTY, CITY),
    SECOND: ("迎泽区", Level.COUNTY, CITY),
    THIRD: ("新荣区", Level.COUNTY, OTHER_CITY),
    TOWN: ("坞城街道", Level.TOWN, COUNTY),
}
DEATHS = {COUNTY: 3, SECOND: 9, THIRD: 20, TOWN: 3}
UNITS = {COUNTY: (70, 30), SECOND: (50, 50), THIRD: (200, 0), TOWN: (70, 30)}


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """Files and keys of each test in a folder of its own."""
    settings.PUBLICATIONS = tmp_path / "publications"
    settings.KEYS = tmp_path / "keys"


@pytest.fixture
def province(db):
    made: dict[str, Region] = {}
    for code, (name, level, parent) in PLACES.items():
        above = made.get(parent or "")
        names = ("province", "city", "county", "town")[: level - 1]
        lines = {one: getattr(above, one) for one in names}
        region = Region.objects.create(code=code, name=name, level=level, parent=above, **lines)
        setattr(region, ("province", "city", "county", "town")[level - 1], region)
        region.save()
        made[code] = region
    return made


def summed(leaves: Mapping[str, tuple[int, ...]], code: str) -> tuple[int, ...]:
    """The numbers of a place: its own, or those of the places below it."""
    if code in leaves:
        return leaves[code]
    parts = [summed(leaves, child) for child, (_, _, parent) in PLACES.items() if parent == code]
    return tuple(sum(numbers) for numbers in zip(*parts, strict=True))


def figure(run: Run, region: Region, slice_name: str, period: int, share: int = 1) -> Figure:
    achieved, broken = summed(UNITS, region.code)
    (deaths,) = summed({code: (count,) for code, count in DEATHS.items()}, region.code)
    zeros = {f"{zero}_achieved": achieved // share for zero in ("petition", "accident", "case", "three_zero")}
    zeros |= {"case_broken": broken // share, "three_zero_broken": broken // share}
    zeros |= {
        "petition_achieved": (achieved + broken) // share,
        "accident_achieved": (achieved + broken) // share,
    }
    tallies = {"deaths": deaths, "criminal_cases": 2 * broken, "petitions_in_time": 50 * deaths}
    return Figure(
        run=run, region=region, slice=slice_name, period=period, not_in_scope=1, tallies=tallies, **zeros
    )


def made_run(province: dict[str, Region], number: int = 1, pending: int = 0) -> Run:
    """A run over 2020 with the year before, all units and the villages."""
    criteria, _ = CriteriaVersion.objects.get_or_create(
        id="three-zero-2020.1",
        defaults={"text": CRITERIA, "sha256": "c" * 64, "registered_at": NOW, "registered_by": "console"},
    )
    run = Run.objects.create(
        criteria=criteria,
        snapshot=Snapshot.objects.create(
            digest=f"{number:064d}", register_path="r", deliveries=[], taken_at=NOW
        ),
        as_of=datetime(2021, 2, 28, 16, 0, tzinfo=UTC),
        periods=["2020", "2020-03"],
        computed=["2019", "2020", "2020-03"],
        slices=["all", "kind:village"],
        created_at=NOW,
        created_by="console",
        digest=f"{number:064x}",
        folder=str(number),
    )
    rows = [
        figure(run, region, slice_name, period, share)
        for region in province.values()
        for period, share in ((201900, 2), (202000, 1), (202003, 1))
        for slice_name in ("all", "kind:village")
    ]
    for row in rows:
        if row.region_id == province[PROVINCE].id:
            row.three_zero_pending = pending
    Figure.objects.bulk_create(rows)
    return run


@pytest.fixture
def run(province):
    return made_run(province)


OPEN_ITEMS = {CITY: 12, COUNTY: 7, SECOND: 2, OTHER_CITY: 1, THIRD: 1}


@pytest.fixture
def asked(province):
    """What the grass roots are asked for: Taiyuan's own agencies 3, its counties 7 and 2; Datong's county 1."""
    return ask(province, OPEN_ITEMS)


def ask(province: dict[str, Region], more: Mapping[str, int]) -> Mapping[str, int]:
    """Add open items to the counters of plan, as its actions do."""
    add_counts("plan.load", {f"r{province[code].id}": number for code, number in more.items()})
    return more


def granted(username: str, role: Role, region: Region) -> Person:
    person = Person.objects.create(username=username, name=username.title())
    Grant.objects.create(
        person=person, role=role.value, region=region, from_date=date(2020, 1, 1), granted_by="console"
    )
    return person


@pytest.fixture
def cast(province):
    return SimpleNamespace(
        lin=granted("lin", Role.OFFICE, province[PROVINCE]),
        zhou=granted("zhou", Role.LEADER, province[PROVINCE]),
        wu=granted("wu", Role.PUBLISHER, province[PROVINCE]),
        sun=granted("sun", Role.OFFICE, province[CITY]),
    )


@pytest.fixture
def propose(cast, run):
    """Lin proposes the run."""

    def proposed(**more):
        wanted = {"actor": cast.lin, "now": NOW, "run_id": run.id, "title": "二〇二〇年三零结果"} | more
        return propose_publication(**wanted)

    return proposed


@pytest.fixture
def published(cast, propose):
    """Proposed by Lin, approved by Zhou."""
    proposed = propose(title_en="Results of 2020")
    return approve_publication(actor=cast.zhou, now=LATER, publication_id=proposed.id)
