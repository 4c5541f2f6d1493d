"""Making the demo: every row through the rooms' own imports and actions, as people would do it."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from fractions import Fraction
from hashlib import sha256
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
from django.apps import apps
from django.conf import settings
from django.db import transaction

from chizi.core.imports import ImportReport
from chizi.core.words import N_
from chizi.demo import cast, rules
from chizi.demo.bodies import list_bodies
from chizi.demo.divisions import FILE, Ground, survey
from chizi.demo.enterprises import found_workplaces
from chizi.demo.facts import PROVINCE, Consignment, consign, count_consignments
from chizi.demo.hazards import Subjects, list_subjects
from chizi.demo.officers import officers
from chizi.demo.queries import BUILT, is_demo
from chizi.demo.refusals import NotEmpty, OfficeStands, OtherDemo, TooFewUnits
from chizi.demo.staff import hands, staff
from chizi.demo.stories import tell_stories
from chizi.demo.work import play
from chizi.demo.workshop import workshop
from chizi.evaluation.actions import deliver_facts, run_evaluation
from chizi.evaluation.models import Run
from chizi.evaluation.queries import ZeroCount, board
from chizi.journal.actions import record_entry
from chizi.journal.models import EntryContent
from chizi.org.abilities import Actor, Console
from chizi.org.actions import import_agencies, import_divisions, import_people, import_units
from chizi.org.models import Person, Unit
from chizi.org.queries import office
from chizi.org.refusals import RejectedRows
from chizi.org.rules import UnitKind
from chizi.publish.actions import approve_publication, propose_publication
from chizi.yardstick.figures import rate, shown, year_on_year
from chizi.yardstick.periods import Period

Progress = Callable[[str, int, int], None]

TITLE = "山西省“三零”创建2020年度结果（演示数据，均为虚构）"
TITLE_EN = "Three zeros in Shanxi, 2020 (synthetic demonstration)"
DRAWING, PLACES, UNITS = N_("Drawing the province"), N_("Places and bodies"), N_("The register of units")
PEOPLE, FACTS, JUDGING = N_("People"), N_("Deliveries of facts"), N_("Judging the province")
PUBLISHING = N_("Publishing")
FAMILY_NAMES = {rules.PLACES: "villages_communities", rules.WORKPLACES: "enterprises_institutions"}
FAMILY_KINDS = {
    rules.PLACES: (UnitKind.VILLAGE, UnitKind.COMMUNITY),
    rules.WORKPLACES: (UnitKind.ENTERPRISE, UnitKind.INSTITUTION),
}
COMPARED = ("fatal_accidents", "deaths", "criminal_cases", "public_order_cases")


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as; ``place`` is a 12-digit region code."""

    username: str
    name: str
    role: str
    place: str


@dataclass(frozen=True)
class DemoReport:
    """What stands there now. ``rates`` are the computed shares of 2020 with all three zeros, by family, as
    (achieved, in scope); ``changes`` the counts of 2019 and 2020; ``built`` is false when it stood there before."""

    units: int
    seed: int
    counts: dict[str, int]
    rates: dict[str, tuple[int, int]]
    changes: dict[str, tuple[int, int]]
    seconds: float
    built: bool = True
    accounts: tuple[Account, ...] = field(default_factory=lambda: accounts())
    password: str = cast.PASSWORD

    def share(self, family: str) -> Fraction | None:
        """The exact rate of a family of units."""
        return rate(*self.rates[family])

    def as_dict(self) -> dict[str, Any]:
        """For scripts: rates and changes as people read them."""
        moved = {name: year_on_year(now, before).value for name, (before, now) in self.changes.items()}
        return asdict(self) | {
            "rates": {
                name: {"achieved": pair[0], "in_scope": pair[1], "rate": _number(rate(*pair))}
                for name, pair in self.rates.items()
            },
            "changes": {
                name: {"2019": pair[0], "2020": pair[1], "percent": _number(moved[name])}
                for name, pair in self.changes.items()
            },
        }


def _number(share: Fraction | None) -> float | None:
    found = shown(share)
    return None if found is None else float(found)


def accounts() -> tuple[Account, ...]:
    """Everybody one can sign in as."""
    return tuple(
        Account(one.username, one.name, one.role.value, one.place.ljust(12, "0")) for one in cast.CAST
    )


def build_demo(
    *, now: datetime, units: int = rules.UNITS, seed: int = rules.SEED, progress: Progress | None = None
) -> DemoReport:
    """Make the demo province in an empty, migrated database; the same again changes nothing.

    ``units`` counts villages and communities too. ``progress`` gets (step, done, total), total 0 where nobody
    knows; what it raises stops the work. All or nothing, files too. Raises NotEmpty, OtherDemo, TooFewUnits,
    BeingBuilt, NoShare.
    """
    if not rules.LEAST_UNITS <= units <= rules.MOST_UNITS:
        raise TooFewUnits(least=rules.LEAST_UNITS, most=rules.MOST_UNITS)
    tell = progress or (lambda step, done, total: None)
    began = monotonic()
    with workshop(is_demo), transaction.atomic():
        known = _standing(units, seed)
        if known is not None:
            return known
        _refuse_what_is_not_empty()
        counts = _build(now, units, seed, tell)
        report = _report(now, units, seed, counts, monotonic() - began)
        content = {
            name: getattr(report, name) for name in ("units", "seed", "counts", "rates", "changes", "seconds")
        }
        record_entry(actor=Console().ref, now=now, kind=BUILT, object="demo", content=content)
    return report


def _standing(units: int, seed: int) -> DemoReport | None:
    """The report of the demo that stands here, if it is the one asked for. Raises OtherDemo."""
    row = EntryContent.objects.filter(entry__object="demo", entry__kind=BUILT).first()
    if row is None or row.content is None:
        return None
    if (row.content["units"], row.content["seed"]) != (units, seed):
        raise OtherDemo(units=row.content["units"], seed=row.content["seed"])
    pairs = {
        name: {key: tuple(pair) for key, pair in row.content[name].items()} for name in ("rates", "changes")
    }
    return DemoReport(**(row.content | pairs), built=False)


def _refuse_what_is_not_empty() -> None:
    real = office()
    if real is not None:
        raise OfficeStands(name=real.name)
    for model in apps.get_models():
        if model.__module__.startswith("chizi.") and model._default_manager.exists():
            raise NotEmpty(table=model._meta.label)


def _build(now: datetime, units: int, seed: int, tell: Progress) -> dict[str, int]:
    tell(DRAWING, 0, 0)
    ground = survey(units)
    subjects, counts = _settle(now, ground, units, seed, tell)
    tell(PEOPLE, 0, 0)
    others, source = [*staff(ground, seed), *officers()], made_by(seed)
    table = cast.people_table(one.as_line() for one in others)
    _stored(import_people(actor=Console(), now=now, table=table, source=source, synthetic=True))
    people = {person.username: person for person in Person.objects.all()}
    cast.let_sign_in(actor=people["sysadmin"], now=now)
    events = _deliver(now, ground, subjects, units, seed, people, tell)
    _publish(people, now, _judge(people["office"], now, tell), tell)
    counts |= play(now, units, seed, people, hands(others), tell)
    return counts | {
        "people": len(people),
        "deliveries": count_consignments(ground, units),
        "events": events,
    }


def _settle(
    now: datetime, ground: Ground, units: int, seed: int, tell: Progress
) -> tuple[Subjects, dict[str, int]]:
    """Places, bodies and the register; what is drawn for it and needed no more is gone when this returns."""
    console = Console()
    workplaces = found_workplaces(ground, units - len(ground.villages), seed)
    register = tell_stories(ground, workplaces, units, seed)
    tell(PLACES, 0, 2)
    packed = (resources.files("chizi.demo") / "data" / FILE).read_bytes()
    source = sha256(packed).hexdigest()
    _stored(import_divisions(actor=console, now=now, table=ground.table, source=source))
    tell(PLACES, 1, 2)
    bodies = list_bodies(ground)
    _stored(import_agencies(actor=console, now=now, table=bodies, source=made_by(seed)))
    tell(UNITS, 0, 0)
    table = register.table(ground, workplaces)
    _stored(import_units(actor=console, now=now, table=table, source=made_by(seed), synthetic=True))
    counts = {
        "regions": len(ground.regions),
        "agencies": bodies.num_rows,
        "units": Unit.objects.filter(latest=True).count(),
        "stretches": Unit.objects.count(),
    }
    return list_subjects(ground, workplaces, register, seed), counts


def made_by(seed: int) -> str:
    """What the journal names instead of the hash of a file: the generator and its seed."""
    return f"demo:{seed}"


def _stored(report: ImportReport) -> None:
    if not report.stored:
        raise RejectedRows(rejected=report.rejected_lines, total=report.total)


def _deliver(
    now: datetime,
    ground: Ground,
    subjects: Subjects,
    units: int,
    seed: int,
    people: dict[str, Person],
    tell: Progress,
) -> int:
    """Hand in every file as the person of the lead department would; returns the number of events."""
    total, events = count_consignments(ground, units), 0
    tell(FACTS, 0, total)
    with TemporaryDirectory(prefix="chizi-") as folder:
        path = Path(folder) / "delivery.parquet"
        for at, consignment in enumerate(consign(subjects, ground, units, seed), start=1):
            pq.write_table(consignment.rows, path, compression="zstd")
            _stored(_hand_in(people[consignment.sender], now, consignment, path))
            events += consignment.rows.num_rows
            tell(FACTS, at, total)
    return events


def _hand_in(actor: Actor, now: datetime, consignment: Consignment, path: Path) -> ImportReport:
    return deliver_facts(
        actor=actor,
        now=now,
        path=path,
        name=consignment.name,
        body=consignment.body,
        zero=consignment.zero.value,
        region_code=consignment.region,
        first_month=consignment.months[0],
        last_month=consignment.months[1],
        complete=consignment.complete,
        received_at=_local(datetime.fromisoformat(consignment.received)),
    ).report


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def _judge(office: Actor, now: datetime, tell: Progress) -> Run:
    """Judge 2020; the year before comes along."""
    as_of = datetime.combine(rules.AS_OF, datetime.min.time())
    return run_evaluation(
        actor=office,
        now=now,
        criteria_id=rules.CRITERIA,
        periods=[Period(rules.YEARS[1])],
        as_of=_local(as_of),
        progress=lambda _step, done, total: tell(JUDGING, done, total),
    )


def _publish(people: dict[str, Person], now: datetime, run: Run, tell: Progress) -> None:
    tell(PUBLISHING, 0, 2)
    proposed = propose_publication(
        actor=people["office"], now=now, run_id=run.id, title=TITLE, title_en=TITLE_EN
    )
    tell(PUBLISHING, 1, 2)
    approve_publication(actor=people["leader"], now=now, publication_id=proposed.id)
    tell(PUBLISHING, 2, 2)


def _report(now: datetime, units: int, seed: int, counts: dict[str, int], seconds: float) -> DemoReport:
    """What the evaluation computed, read as the provincial leader reads it."""
    leader = Person.objects.get(username="leader")
    rates = {}
    for family, kinds in FAMILY_KINDS.items():
        boards = [board(leader, now=now, region_code=PROVINCE, slice=f"kind:{kind}") for kind in kinds]
        found: list[ZeroCount] = [one.own.counts for one in boards]
        rates[FAMILY_NAMES[family]] = (sum(one.achieved for one in found), sum(one.in_scope for one in found))
    whole = board(leader, now=now, region_code=PROVINCE)
    before = whole.own_before.tallies if whole.own_before else {}
    changes = {name: (before.get(name, 0), whole.own.tallies.get(name, 0)) for name in COMPARED}
    return DemoReport(units, seed, counts, rates, changes, round(seconds, 1))
