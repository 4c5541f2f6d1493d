"""Import of people: a whole province in one sheet, in bulk, all or nothing."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pyarrow as pa
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from chizi.core.imports import Change, ImportReport
from chizi.ground.loading.rows import load_rows, stored_day, update_rows
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, Console, local_day, require
from chizi.org.actions.divisions import text_rows
from chizi.org.models import Agency, Grant, Person, Post, Region
from chizi.org.roster import Known, Row, judge_people
from chizi.org.rules import STANDS_FOR, Ability, clean_name
from chizi.org.sheets import PEOPLE_COLUMNS

PERSON_FIELDS = ("username", "name", "agency_id", "is_active", "synthetic", "password")
POST_FIELDS = ("person_id", "agency_id", "title", "leads", "from_date", "until")
GRANT_FIELDS = (
    *("person_id", "role", "region_id", "agency_id", "party_code", "from_date", "until", "version"),
    *("granted_by", "reason"),
)


@dataclass
class _Plan:
    """What the sheet would do: new people and changed ones by user name, posts to hold, roles to give."""

    new: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    changed: dict[str, tuple[str, int | None, int]] = field(default_factory=dict)
    posts: list[tuple[str, int, str, date]] = field(default_factory=list)
    ended: list[tuple[int, date]] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    roles: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


_Held = dict[tuple[int, int], list[tuple[int, str, bool, date]]]


@transaction.atomic
def import_people(
    *,
    actor: Actor,
    now: datetime,
    table: pa.Table,
    source: str,
    dry_run: bool = False,
    synthetic: bool = False,
) -> ImportReport:
    """Register people, on the first day also with their roles: later, roles are the security administrator's.

    ``table`` has the text columns of `sheets.PEOPLE_COLUMNS` and an integer ``line``. A known user name gets
    the new name and body; who left is not revived; the same person under two spellings is refused. The report's
    changes say what each line does, or with ``dry_run`` would do. All or nothing. Raises NotAllowed.
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    agencies = dict(Agency.objects.values_list("code", "id"))
    regions = dict(Region.objects.filter(valid_to__isnull=True).values_list("code", "id"))
    rows, known = text_rows(table, tuple(PEOPLE_COLUMNS)), _known()
    faults = judge_people(rows, known, agencies, regions, isinstance(actor, Console))
    if faults:
        bad = {fault.line for fault in faults}
        return ImportReport(len(rows), sum(line not in bad for line, _ in rows), rejected=tuple(faults))
    plan = _planned(rows, known, agencies, local_day(now))
    unchanged = len(rows) - len({one.line for one in plan.changes})
    counts = {"new": len(plan.new), "changed": len(plan.changed), "roles": len(plan.roles)}
    if not dry_run:
        _store(plan, regions, agencies, actor.ref, synthetic)
        content = {"file": source, "rows": len(rows), **counts}
        record_entry(actor=actor.ref, now=now, kind="people.imported", object="people", content=content)
    return ImportReport(
        len(rows),
        len(rows) - unchanged,
        unchanged,
        stored=not dry_run,
        notes=counts,
        changes=tuple(plan.changes),
    )


def _known() -> dict[str, Known]:
    rows = Person.objects.values_list("id", "username", "name", "agency__code", "is_active")
    return {row[1]: Known(row[0], row[1], row[2], row[3] or "", row[4]) for row in rows.iterator()}


def _planned(rows: list[Row], known: dict[str, Known], agencies: dict[str, int], today: date) -> _Plan:
    plan = _Plan()
    held = _held_posts() if any(row["post"] for _, row in rows) else {}
    for line, row in rows:
        username, code = row["username"], row["agency_code"]
        name, agency = clean_name(row["name"]), agencies.get(code)
        person = known.get(username)
        if person is None and username not in plan.new:
            plan.new[username] = (name, agency)
            said = " ".join(filter(None, (name, code, row["post"])))
            plan.changes.append(Change(line, username, "new", "", said))
        elif person is not None and username not in plan.changed:
            differing = [
                Change(line, username, column, before, after)
                for column, before, after in (
                    ("name", person.name, name),
                    ("agency_code", person.agency, code),
                )
                if before != after
            ]
            if differing:
                plan.changed[username] = (name, agency, person.id)
                plan.changes += differing
        if row["post"] and agency is not None:
            _plan_post(plan, line, row, person, agency, held, today)
        if row["role"]:
            plan.roles.append((username, row))
            plan.changes.append(Change(line, username, "role", "", f"{row['role']} {row['region_code']}"))
    return plan


def _held_posts() -> _Held:
    """Posts that are held without an end, by person and body."""
    found: _Held = {}
    rows = Post.objects.filter(until__isnull=True)
    fields = ("person_id", "agency_id", "id", "title", "leads", "from_date")
    for person, agency, *post in rows.values_list(*fields).iterator():
        found.setdefault((person, agency), []).append(tuple(post))
    return found


def _plan_post(
    plan: _Plan,
    line: int,
    row: dict[str, str],
    person: Known | None,
    agency: int,
    held: _Held,
    today: date,
) -> None:
    """What `appoint_person` does: the same title stays, another one ends the one that is held there."""
    title, since = row["post"], date.fromisoformat(row["from_date"]) if row["from_date"] else today
    stand = held.get((person.id, agency), []) if person else []
    if any(name == title and not leads for _, name, leads, _ in stand):
        return
    if (row["username"], agency, title, since) in plan.posts[-1:]:
        return  # the next line of the same person, with another role
    for pk, _, _, begun in stand:
        if begun >= since:
            plan.dropped.append(pk)
        else:
            plan.ended.append((pk, since - timedelta(days=1)))
    plan.posts.append((row["username"], agency, title, since))
    if person is not None:
        before = " ".join(name for _, name, _, _ in stand)
        plan.changes.append(Change(line, row["username"], "post", before, title))
        held[person.id, agency] = []


def _store(
    plan: _Plan, regions: dict[str, int], agencies: dict[str, int], giver: str, synthetic: bool
) -> None:
    load_rows(Person, PERSON_FIELDS, _new_people(plan, synthetic))
    update_rows(Person, ("name", "agency_id"), plan.changed.values())
    ids = dict(Person.objects.values_list("username", "id")) if plan.posts or plan.roles else {}
    for at in range(0, len(plan.dropped), 500):
        Post.objects.filter(id__in=plan.dropped[at : at + 500]).delete()
    update_rows(Post, ("until",), ((stored_day(day), pk) for pk, day in plan.ended))
    posts = ((ids[who], at, title, False, stored_day(since), None) for who, at, title, since in plan.posts)
    load_rows(Post, POST_FIELDS, posts)
    load_rows(Grant, GRANT_FIELDS, _new_roles(plan, ids, regions, agencies, giver))


def _new_people(plan: _Plan, synthetic: bool) -> Iterator[tuple[str, str, int | None, bool, bool, str]]:
    """Nobody can sign in before a slip was used: as `set_unusable_password`, without its slow alphabet."""
    for username, (name, agency) in plan.new.items():
        yield username, name, agency, True, synthetic, UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(20)


def _new_roles(
    plan: _Plan, ids: dict[str, int], regions: dict[str, int], agencies: dict[str, int], giver: str
) -> Iterator[tuple[object, ...]]:
    for username, row in plan.roles:
        bound = agencies.get(row["agency_code"]) if row["role"] in STANDS_FOR else None
        days = [date.fromisoformat(row[name]) if row[name] else None for name in ("from_date", "until")]
        place = regions[row["region_code"]]
        yield (
            *(ids[username], row["role"], place, bound, ""),
            *(stored_day(days[0]), stored_day(days[1]), 1, giver, ""),
        )
