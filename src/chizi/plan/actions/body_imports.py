"""Import of bodies and of their members from a sheet: all or nothing, with a dry run."""

from datetime import date, datetime

import pyarrow as pa
from django.db import transaction

from chizi.core.imports import Change, ImportReport
from chizi.core.words import N_
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, narrow, require, scope_of
from chizi.org.actions.divisions import text_rows
from chizi.org.models import Person, Region
from chizi.org.rules import Ability
from chizi.plan.actions.bodies import store_body
from chizi.plan.body_sheets import (
    BODY_COLUMNS,
    LAST_DAY,
    MEMBER_COLUMNS,
    KnownBody,
    KnownPerson,
    Row,
    Stretch,
    judge_bodies,
    judge_members,
)
from chizi.plan.models import Body, Branch, Member

NEW, NAMED, BRANCHED, JOINS = N_("new body"), N_("name"), N_("temporary branch"), N_("new member")


@transaction.atomic
def import_bodies(
    *, actor: Actor, now: datetime, table: pa.Table, source: str, dry_run: bool = False
) -> ImportReport:
    """Set up bodies with their branches; a known code gets the new name and branch.

    ``table`` has the text columns of `body_sheets.BODY_COLUMNS` and an integer ``line``. Raises NotAllowed.
    """
    scope = scope_of(actor, Ability.MANAGE_BODIES, now=now)
    if scope.empty:
        require(actor, Ability.MANAGE_BODIES, now=now)
    rows = text_rows(table, tuple(BODY_COLUMNS))
    places = narrow(Region.objects.filter(valid_to__isnull=True), scope)
    regions = {one.code: one for one in places}
    stored = {one.code: one for one in Body.objects.select_related("region", "parent", "branch", "party")}
    faults = judge_bodies(rows, regions, {code: _known(one) for code, one in stored.items()})
    changes = tuple(change for line, row in rows for change in _changes(line, row, stored.get(row["code"])))
    lines = {change.line for change in changes}
    bad = {fault.line for fault in faults}
    report = ImportReport(
        total=len(rows),
        accepted=len(lines - bad),
        unchanged=sum(line not in lines and line not in bad for line, _ in rows),
        rejected=tuple(faults),
        changes=changes,
    )
    if faults or dry_run:
        return report
    waiting = [row for line, row in rows if line in lines]
    while waiting:  # bodies above come first; the sheet has no circle and names no stranger
        ready = [one for one in waiting if not one["parent_code"] or one["parent_code"] in stored]
        for row in ready:
            stored[row["code"]] = _keep_body(actor, now, row, stored, regions)
        waiting = [one for one in waiting if one not in ready]
    content = {"file": source, "rows": len(rows), "changed": len(lines)}
    record_entry(actor=actor.ref, now=now, kind="bodies.imported", object="bodies", content=content)
    return ImportReport(len(rows), len(lines), report.unchanged, stored=True, changes=changes)


def _known(one: Body) -> KnownBody:
    return KnownBody(one.kind, one.region.code, one.parent.code if one.parent else "", one.number)


def _branch(one: Body | None) -> str:
    branch = getattr(one, "branch", None) if one else None
    return branch.name if branch else ""


def _changes(line: int, row: dict[str, str], before: Body | None) -> list[Change]:
    if before is None:
        return [Change(line, row["code"], NEW, "", row["name"])]
    found = []
    if before.name != row["name"]:
        found.append(Change(line, row["code"], NAMED, before.name, row["name"]))
    if row["branch"] and _branch(before) != row["branch"]:
        found.append(Change(line, row["code"], BRANCHED, _branch(before), row["branch"]))
    return found


def _keep_body(
    actor: Actor, now: datetime, row: dict[str, str], stored: dict[str, Body], regions: dict[str, Region]
) -> Body:
    body = stored.get(row["code"])
    if body is None:
        body = Body(code=row["code"], kind=row["kind"], name=row["name"])
        body.number = int(row["number"]) if row["number"] else None
        body.parent = stored.get(row["parent_code"])
        body.founded_on = date.fromisoformat(row["founded_on"])
        body.stand_at(regions[row["region_code"]])
        store_body(actor, now, body)
    elif body.name != row["name"]:
        body.name = body.party.name = row["name"]
        body.save(update_fields=["name"])
        body.party.save(update_fields=["name"])
    if row["branch"]:
        since = date.fromisoformat(row["branch_founded_on"] or row["founded_on"])
        fields = {"name": row["branch"]}
        Branch.objects.update_or_create(
            body=body, defaults=fields, create_defaults={**fields, "founded_on": since}
        )
    return body


@transaction.atomic
def import_members(
    *, actor: Actor, now: datetime, table: pa.Table, source: str, dry_run: bool = False
) -> ImportReport:
    """Add members to registered bodies. A line that says what is stored already changes nothing.

    ``table`` has the text columns of `body_sheets.MEMBER_COLUMNS` and an integer ``line``. Raises NotAllowed.
    """
    scope = scope_of(actor, Ability.MANAGE_BODIES, now=now)
    if scope.empty:
        require(actor, Ability.MANAGE_BODIES, now=now)
    rows = text_rows(table, tuple(MEMBER_COLUMNS))
    bodies = {one.code: one for one in narrow(Body.objects.filter(closed_on__isnull=True), scope)}
    wanted = {row["username"] for _, row in rows}
    people = {one.username: one for one in _people(wanted)}
    held = _held(bodies)
    known = {name: KnownPerson(one.name, one.left_on is not None or not one.is_active)
             for name, one in people.items()}  # fmt: skip
    faults = judge_members(rows, bodies, known, held)
    bad = {fault.line for fault in faults}
    new = [(line, row) for line, row in rows if line not in bad and not _stands(row, held)]
    changes = tuple(
        Change(line, row["username"], JOINS, "", f"{row['body_code']} {row['role']}") for line, row in new
    )
    unchanged = len(rows) - len(new) - len(bad)
    report = ImportReport(
        len(rows),
        len(new),
        unchanged,
        rejected=tuple(faults),
        changes=changes,
        stored=not (faults or dry_run),
    )
    if report.stored:
        _store_members(new, bodies, people)
        content = {"file": source, "rows": len(rows), "new": len(new)}
        record_entry(actor=actor.ref, now=now, kind="members.imported", object="bodies", content=content)
    return report


def _people(usernames: set[str]) -> list[Person]:
    wanted = sorted(name for name in usernames if "\0" not in name)
    return [
        one
        for start in range(0, len(wanted), 500)
        for one in Person.objects.filter(username__in=wanted[start : start + 500])
    ]


def _held(bodies: dict[str, Body]) -> dict[str, list[Stretch]]:
    found: dict[str, list[Stretch]] = {}
    rows = Member.objects.filter(body__in=list(bodies.values()))
    for code, name, role, since, until in rows.values_list(
        "body__code", "person__username", "role", "from_date", "until"
    ):
        found.setdefault(code, []).append(Stretch(name, role, since, until or LAST_DAY))
    return found


def _stands(row: dict[str, str], held: dict[str, list[Stretch]]) -> bool:
    until = date.fromisoformat(row["until"]) if row["until"] else LAST_DAY
    stretch = Stretch(row["username"], row["role"], date.fromisoformat(row["from_date"]), until)
    return stretch in held.get(row["body_code"], [])


def _store_members(new: list[Row], bodies: dict[str, Body], people: dict[str, Person]) -> None:
    Member.objects.bulk_create(
        [
            Member(
                body=bodies[row["body_code"]],
                person=people[row["username"]],
                role=row["role"],
                from_date=date.fromisoformat(row["from_date"]),
                until=date.fromisoformat(row["until"]) if row["until"] else None,
            )
            for _, row in new
        ],
        batch_size=200,
    )
