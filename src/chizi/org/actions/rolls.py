"""Import of roles: what the security administrator gives, from a sheet, in bulk, all or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

import pyarrow as pa
from django.db import transaction
from django.db.models import Q

from chizi.core.imports import Change, ImportReport, RejectedRow
from chizi.ground.loading.rows import load_rows, stored_day, update_rows
from chizi.journal.actions import record_entry
from chizi.org import roster
from chizi.org.abilities import Actor, CodeScope, local_day, require, scope_of
from chizi.org.actions.divisions import text_rows
from chizi.org.actions.grants import keep_administrator
from chizi.org.actions.rosters import GRANT_FIELDS
from chizi.org.models import Agency, Grant, Party, Person, Region
from chizi.org.refusals import LastAdministrator
from chizi.org.rules import ADMINISTRATORS, Ability, Role, administrator_conflict
from chizi.org.sheets import GRANT_COLUMNS, NO_AGENCY, NO_REGION, TWICE

Key = tuple[int, str, int, int | None, str]
Fault = tuple[str, str, str]
ADMINISTRATOR_ROLES = frozenset(ADMINISTRATORS)


@dataclass
class _Desk:
    """What the sheet is judged against: people who serve, places, bodies and parties, and grants that count."""

    actor: Actor
    today: date
    scope: CodeScope
    people: dict[str, int]
    regions: dict[str, Region]
    agencies: dict[str, Agency]
    parties: dict[str, Party]
    grants: dict[Key, Grant]
    held: dict[int, set[str]]
    seen: set[Key] = field(default_factory=set)
    new: list[tuple[Key, dict[str, str]]] = field(default_factory=list)
    changed: list[tuple[Grant, dict[str, str]]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@transaction.atomic
def import_grants(
    *, actor: Actor, now: datetime, table: pa.Table, source: str, dry_run: bool = False
) -> ImportReport:
    """Give the roles of a sheet; a role that is given already gets the last day and the reason of its line.

    ``table`` has the text columns of `sheets.GRANT_COLUMNS` and an integer ``line``. Nobody grants to himself or
    above his own scope, the three administrators stay apart, and the last one of them keeps the role: each is a
    fault of its line. All or nothing. Raises NotAllowed.
    """
    scope = scope_of(actor, Ability.GIVE_GRANTS, now=now)
    if scope.empty:
        require(actor, Ability.GIVE_GRANTS, now=now)
    rows = text_rows(table, tuple(GRANT_COLUMNS))
    desk = _open_desk(actor, local_day(now), scope)
    faults = [RejectedRow(line, *fault) for line, row in rows for fault in _judge(desk, line, row)]
    if faults:
        bad = {fault.line for fault in faults}
        return ImportReport(len(rows), sum(line not in bad for line, _ in rows), rejected=tuple(faults))
    touched = len({one.line for one in desk.changes})
    counts = {"new": len(desk.new), "changed": len(desk.changed)}
    if not dry_run:
        _store(desk)
        content = {"file": source, "rows": len(rows), **counts}
        record_entry(actor=actor.ref, now=now, kind="grants.imported", object="grants", content=content)
    return ImportReport(
        len(rows),
        touched,
        len(rows) - touched,
        stored=not dry_run,
        notes=counts,
        changes=tuple(desk.changes),
    )


def _open_desk(actor: Actor, today: date, scope: CodeScope) -> _Desk:
    grants = Grant.objects.filter(Q(until__isnull=True) | Q(until__gte=today), person__is_active=True)
    found: dict[Key, Grant] = {}
    held: dict[int, set[str]] = {}
    for one in grants.select_related("person", "region"):
        found[one.person_id, one.role, one.region_id, one.agency_id, one.party_code] = one
        held.setdefault(one.person_id, set()).add(one.role)
    regions = Region.objects.filter(valid_to__isnull=True)
    parties = Party.objects.filter(closed_on__isnull=True).exclude(kind="agency")
    return _Desk(
        actor=actor,
        today=today,
        scope=scope,
        people=dict(Person.objects.filter(is_active=True).values_list("username", "id")),
        regions={one.code: one for one in regions},
        agencies={one.code: one for one in Agency.objects.all()},
        parties={one.code: one for one in parties},
        grants=found,
        held=held,
    )


def _judge(desk: _Desk, line: int, row: dict[str, str]) -> Iterator[Fault]:
    """The faults of one line; a line without any is added to what will be new or changed."""
    faults = [*_who(desk, row), *_where(desk, row), *_when(row)]
    if faults:
        yield from faults
        return
    person, region = desk.people[row["username"]], desk.regions[row["region_code"]]
    agency = desk.agencies[row["agency_code"]].id if row["agency_code"] else None
    key = (person, row["role"], region.id, agency, row["party_code"])
    if key in desk.seen:
        yield "username", TWICE, row["username"]
        return
    desk.seen.add(key)
    roles = desk.held.setdefault(person, set())
    roles.add(row["role"])
    if row["role"] in ADMINISTRATOR_ROLES and administrator_conflict(
        Role(one) for one in roles & ADMINISTRATOR_ROLES
    ):
        yield "role", roster.APART, row["role"]
        return
    stands = desk.grants.get(key)
    if stands is None and row["until"] and row["until"] < (row["from_date"] or desk.today.isoformat()):
        yield "until", roster.BACKWARDS, row["until"]
    elif stands is None:
        desk.new.append((key, row))
        desk.changes.append(Change(line, row["username"], "new", "", f"{row['role']} {row['region_code']}"))
    else:
        yield from _change(desk, line, row, stands)


def _who(desk: _Desk, row: dict[str, str]) -> Iterator[Fault]:
    username, role = row["username"], row["role"]
    if username not in desk.people:
        yield "username", roster.NOBODY, username[:40]
    elif isinstance(desk.actor, Person) and desk.people[username] == desk.actor.pk:
        yield "username", roster.NOT_HIMSELF, username
    if role not in roster.ROLES:
        yield "role", roster.BAD_ROLE, role


def _where(desk: _Desk, row: dict[str, str]) -> Iterator[Fault]:
    wanted = (
        ("region_code", desk.regions, NO_REGION),
        ("agency_code", desk.agencies, NO_AGENCY),
        ("party_code", desk.parties, roster.NO_PARTY),
    )
    for column, known, reason in wanted:
        code = row[column]
        place = known.get(code)
        if place is None and (code or column == "region_code"):
            yield column, reason, code
        elif place is not None and not desk.scope.covers(place):
            yield column, roster.TOO_WIDE, code


def _when(row: dict[str, str]) -> Iterator[Fault]:
    if row["from_date"] and not roster.is_day(row["from_date"]):
        yield "from_date", roster.BAD_DATE, row["from_date"]
    yield from roster.until_faults(row)
    if len(row["reason"]) > 200 or not row["reason"].isprintable():
        yield "reason", roster.TOO_LONG, row["reason"][:80]


def _change(desk: _Desk, line: int, row: dict[str, str], stands: Grant) -> Iterator[Fault]:
    before = stands.until.isoformat() if stands.until else ""
    if row["from_date"] and row["from_date"] != stands.from_date.isoformat():
        yield "from_date", roster.OTHER_START, row["from_date"]
    elif row["until"] and row["until"] < max(desk.today, stands.from_date).isoformat():
        yield "until", roster.BACKWARDS, row["until"]
    elif before != row["until"]:
        try:
            if row["until"]:
                last = date.fromisoformat(row["until"])
                keep_administrator(stands, desk.today, from_day=date.fromordinal(last.toordinal() + 1))
        except LastAdministrator:
            yield "until", roster.LAST_ONE, row["until"]
            return
        desk.changed.append((stands, row))
        desk.changes.append(Change(line, row["username"], "until", before, row["until"]))


def _store(desk: _Desk) -> None:
    load_rows(Grant, GRANT_FIELDS, _new_rows(desk))
    update_rows(
        Grant,
        ("until", "reason", "version"),
        (
            (stored_day(_day(row["until"])), row["reason"] or grant.reason, grant.version + 1, grant.pk)
            for grant, row in desk.changed
        ),
    )


def _new_rows(desk: _Desk) -> Iterator[tuple[object, ...]]:
    for (person, role, region, agency, party), row in desk.new:
        since = _day(row["from_date"]) or desk.today
        yield (
            *(person, role, region, agency, party, stored_day(since), stored_day(_day(row["until"])), 1),
            *(desk.actor.ref, row["reason"]),
        )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
