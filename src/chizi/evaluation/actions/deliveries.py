"""Taking in what a lead department delivers (R-13)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import ibis
import pyarrow as pa
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from ibis.backends.duckdb import Backend

from chizi.core.imports import ImportReport
from chizi.evaluation import rules, store
from chizi.evaluation.models import Delivery
from chizi.evaluation.refusals import (
    BODIES,
    ZEROS,
    BadMonths,
    DeliveryPlace,
    NotTheirDelivery,
    NotTheOwner,
    NoUnits,
)
from chizi.ground.exchange.reading import read_table
from chizi.ground.exchange.rejects import returned, write_rejects
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, Console, grants_of, require
from chizi.org.actions.register import rejected_rows
from chizi.org.models import Region, Unit
from chizi.org.queries import region_by_code
from chizi.org.rules import Ability, Level, Role
from chizi.yardstick import intake
from chizi.yardstick.schemas import EVENT_COLUMNS, OWNER, Zero

Progress = Callable[[str, int, int], None]
STEPS = ("read", "check", "compare", "store")


@dataclass(frozen=True)
class DeliveryReport:
    """What came of a file: the stored delivery (None when refused or tried dry), the counts and faults, and
    whether the very same delivery stood there already."""

    delivery: Delivery | None
    report: ImportReport
    repeated: bool = False


@dataclass(frozen=True)
class Terms:
    """What a delivery says about itself."""

    body: str
    zero: str
    region: Region
    first_month: str
    last_month: str
    complete: bool
    received_at: datetime


@dataclass(frozen=True)
class Handed:
    """The file that was handed in: its name and hash, its rows as they were read, and what came of them."""

    name: str
    sha256: str
    table: pa.Table
    report: ImportReport


def deliver_facts(
    *,
    actor: Actor,
    now: datetime,
    path: Path,
    body: str,
    zero: str,
    region_code: str,
    first_month: str,
    last_month: str,
    complete: bool,
    received_at: datetime | None = None,
    keep_good: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    name: str | None = None,
) -> DeliveryReport:
    """Take one file (CSV, Excel or Parquet) with the events of one zero.

    Any faulty row refuses the whole file; with ``keep_good`` the good rows are stored and the delivery counts
    as partial, so that it covers no month. The same file for the same zero, place and months again changes
    nothing. Raises NotTheOwner, NotTheirDelivery, NotAllowed, BadMonths, DeliveryPlace, NoUnits and what the
    reader refuses.
    """
    region = region_by_code(region_code)
    terms = Terms(body, zero, region, first_month, last_month, complete, received_at or now)
    _check_terms(actor, now, terms)
    file_hash = store.sha256_of(path)
    known = _same_delivery(terms, file_hash, received_at)
    if known is not None:
        report = ImportReport(known.total, known.accepted, unchanged=known.accepted, stored=True)
        return DeliveryReport(known, report, repeated=True)
    tell = progress or (lambda step, done, total: None)
    tell("read", 0, len(STEPS))
    sheet = read_table(path, name=name, required=_columns(True), optional=_columns(False))
    with store.engine() as con:
        tell("check", 1, len(STEPS))
        checked = _check(con, sheet.table, terms)
        rejected = rejected_rows(checked.rejected, intake.REASONS)
        accepted = checked.accepted.count().to_pyarrow().as_py()
        report = ImportReport(checked.total, accepted, left_out=checked.ignored, rejected=rejected)
        if dry_run or (rejected and not keep_good):
            return DeliveryReport(None, report)
        tell("compare", 2, len(STEPS))
        repeats = _repeats(con, checked.accepted, terms)
        tell("store", 3, len(STEPS))
        file = Handed(name or path.name, file_hash, sheet.table, report)
        delivery = _keep(actor, now, terms, checked.accepted, repeats, file)
    return DeliveryReport(delivery, replace(report, stored=True))


def _columns(required: bool) -> tuple[str, ...]:
    return tuple(name for name, column in EVENT_COLUMNS.items() if column.required == required)


def _check_terms(actor: Actor, now: datetime, terms: Terms) -> None:
    if terms.zero not in set(Zero) or OWNER[Zero(terms.zero)] != terms.body:
        owner = OWNER.get(Zero(terms.zero)) if terms.zero in set(Zero) else None
        raise NotTheOwner(
            body=_word(BODIES, terms.body), zero=_word(ZEROS, terms.zero), owner=_word(BODIES, owner or "-")
        )
    if terms.region.level > Level.COUNTY:
        raise DeliveryPlace(name=terms.region.name)
    span = rules.month_span(f"{terms.first_month}..{terms.last_month}")
    if span is None:
        raise BadMonths(text=f"{terms.first_month}..{terms.last_month}"[:40])
    if not Unit.objects.exists():
        raise NoUnits
    require(actor, Ability.DELIVER_FACTS, terms.region, now=now)
    if not isinstance(actor, Console):
        own = [grant for grant in grants_of(actor, now) if grant.role == Role.LEAD_DEPARTMENT]
        if not any(grant.agency is not None and grant.agency.kind == terms.body for grant in own):
            raise NotTheirDelivery


def _word(words: dict[str, str], code: str) -> str:
    return gettext(words[code]) if code in words else code[:40]


def _same_delivery(terms: Terms, file_hash: str, received_at: datetime | None) -> Delivery | None:
    rows = Delivery.objects.filter(
        file_hash=file_hash,
        body=terms.body,
        zero=terms.zero,
        region=terms.region,
        first_month=terms.first_month,
        last_month=terms.last_month,
    ).filter(Q(complete=terms.complete) | Q(complete=False, rejected__gt=0))
    if received_at is not None:
        rows = rows.filter(received_at=received_at)
    return rows.order_by("id").first()


def _check(con: Backend, table: pa.Table, terms: Terms) -> intake.Checked:
    units = con.read_parquet(str(store.register_file()), table_name="units")
    regions = con.create_table("regions", store.regions_table(), temp=True)
    raw = con.create_table("raw", table, temp=True)
    stated = intake.DeliveryTerms(
        body=terms.body, zero=terms.zero, region_code=terms.region.code, regions=regions
    )
    return intake.check_events(con, raw, units, stated, store.offset())


def _repeats(con: Backend, accepted: ibis.Table, terms: Terms) -> pa.Table:
    """Which events an earlier delivery of the body already holds, by event_id."""
    earlier = list(Delivery.objects.filter(zero=terms.zero).exclude(path="").order_by("id"))
    empty = pa.table({"source_body": pa.array([], pa.string()), "event_id": pa.array([], pa.string())})
    if not earlier:
        return empty
    known = store.facts_of(con, earlier).select("event_id").distinct()
    found = accepted.select("event_id").semi_join(known, "event_id").order_by("event_id").to_pyarrow()
    bodies = pa.array([terms.body] * found.num_rows, pa.string())
    return pa.table({"source_body": bodies, "event_id": found["event_id"]})


def _keep(
    actor: Actor,
    now: datetime,
    terms: Terms,
    accepted: ibis.Table,
    repeats: pa.Table,
    file: Handed,
) -> Delivery:
    """Store the rows, then the delivery and its journal entry in one transaction."""
    report = file.report
    name = f"{terms.zero}/{uuid4().hex}"
    with transaction.atomic():
        delivery = Delivery.objects.create(
            body=terms.body,
            zero=terms.zero,
            region=terms.region,
            city=terms.region.city,
            county=terms.region.county,
            town=terms.region.town,
            first_month=terms.first_month,
            last_month=terms.last_month,
            complete=terms.complete and not report.rejected,
            received_at=terms.received_at,
            imported_at=now,
            imported_by=actor.ref,
            file_name=file.name[:200],
            file_hash=file.sha256,
            total=report.total,
            accepted=report.accepted,
            rejected=report.rejected_lines,
            ignored=report.left_out,
            repeated=repeats.num_rows,
            path=f"{name}.parquet" if report.accepted else "",
            repeats_path=f"{name}.repeats.parquet" if repeats.num_rows else "",
            rejects_path=f"{name}.rejects.csv" if report.rejected else "",
        )
        _write(delivery, accepted, repeats, file, store.offset())
        record_entry(
            actor=actor.ref,
            now=now,
            kind="delivery.taken",
            object=f"delivery:{delivery.id}",
            unit=terms.region.code,
            content=_told(delivery),
        )
    return delivery


def _told(delivery: Delivery) -> dict[str, object]:
    """What the journal keeps of a delivery: enough to find the file again, none of its rows."""
    return {
        "file": delivery.file_hash,
        "body": delivery.body,
        "zero": delivery.zero,
        "months": f"{delivery.first_month}..{delivery.last_month}",
        "complete": delivery.complete,
        "received_at": delivery.received_at.isoformat(),
        "total": delivery.total,
        "accepted": delivery.accepted,
        "rejected": delivery.rejected,
    }


def _write(
    delivery: Delivery,
    accepted: ibis.Table,
    repeats: pa.Table,
    file: Handed,
    shift: timedelta,
) -> None:
    facts = store.folder("facts")
    if delivery.path:
        rows = accepted.select(*EVENT_COLUMNS).mutate(
            delivery_id=ibis.literal(delivery.id, "int64"),
            received_at=ibis.literal(rules.to_local(delivery.received_at, shift), "timestamp(6)"),
            source_body=ibis.literal(delivery.body),
        )
        store.keep_table(rows.order_by("unit_code", "event_id").to_pyarrow(), facts / delivery.path)
    if delivery.repeats_path:
        store.keep_table(repeats, facts / delivery.repeats_path)
    if delivery.rejects_path:
        columns = [column for column in file.table.column_names if column != "line"]
        rows = returned(file.table, file.report.rejected, gettext)
        write_rejects(facts / delivery.rejects_path, columns, rows, translate=gettext)
