"""People and their first roles."""

from datetime import date, datetime

import pyarrow as pa
from django.core.exceptions import ValidationError
from django.db import transaction

from chizi.core.imports import ImportReport, RejectedRow
from chizi.core.words import N_
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, Console, local_day, require
from chizi.org.actions.divisions import text_rows
from chizi.org.models import Agency, Grant, Person, Post, Region
from chizi.org.models.people import USERNAME
from chizi.org.rules import ADMINISTRATORS, Ability, Role, administrator_conflict
from chizi.org.sheets import EMPTY, NO_AGENCY, NO_REGION, PEOPLE_COLUMNS, TWICE

BAD_USERNAME = N_("A user name has 2 to 40 small letters, digits, . _ or -.")
BAD_ROLE = N_("Unknown role. The template lists the roles.")
BAD_DATE = N_("This is not a date such as 2021-03-01.")
APART = N_("The three administrators are different people.")
NOT_FROM_HERE = N_("Roles are granted by the security administrator; leave role, region and dates empty.")


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    now: datetime,
    username: str,
    name: str,
    agency: Agency | None = None,
    synthetic: bool = False,
) -> Person:
    """Register somebody who may sign in once a password is set. Raises NotAllowed, ValidationError."""
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    person = Person(username=username, name=name, agency=agency, synthetic=synthetic)
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    unit = agency.region.code if agency else ""
    record_entry(
        actor=actor.ref, now=now, kind="person.added", object=person.ref, unit=unit, content={"name": name}
    )
    return person


@transaction.atomic
def set_password(*, actor: Actor, now: datetime, person: Person, password: str) -> None:
    """Give a person a first or a new password; the password itself is in no record. Raises NotAllowed."""
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    person.set_password(password)
    person.save(update_fields=["password"])
    record_entry(actor=actor.ref, now=now, kind="person.password-set", object=person.ref)


@transaction.atomic
def appoint_person(
    *,
    actor: Actor,
    now: datetime,
    person: Person,
    agency: Agency,
    title: str,
    leads: bool = False,
    from_date: date | None = None,
) -> Post:
    """Record that a person holds a position in a body from a day (today); what he held there until then ends.

    ``leads`` marks the principal leader. Raises NotAllowed.
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    post = _hold(person, agency, title, leads, from_date or local_day(now))
    content = {"title": title, "agency": agency.code, "leads": leads, "from": post.from_date.isoformat()}
    unit = agency.region.code
    record_entry(
        actor=actor.ref, now=now, kind="person.appointed", object=person.ref, unit=unit, content=content
    )
    return post


def _hold(person: Person, agency: Agency, title: str, leads: bool, from_date: date) -> Post:
    held = Post.objects.filter(person=person, agency=agency, until__isnull=True)
    same = held.filter(title=title, leads=leads).first()
    if same is not None:
        return same
    held.filter(from_date__gte=from_date).delete()
    held.update(until=date.fromordinal(from_date.toordinal() - 1))
    return Post.objects.create(person=person, agency=agency, title=title, leads=leads, from_date=from_date)


@transaction.atomic
def import_people(
    *, actor: Actor, now: datetime, table: pa.Table, source: str, dry_run: bool = False
) -> ImportReport:
    """Register people, on the first day also with their roles: later, roles are the security administrator's.

    ``table`` has the text columns of `sheets.PEOPLE_COLUMNS` and an integer ``line``. A known user name gets
    the new name and body. All or nothing. Raises NotAllowed.
    """
    require(actor, Ability.IMPORT_PEOPLE, now=now)
    first_day = isinstance(actor, Console)
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    regions = {region.code: region for region in Region.objects.filter(valid_to__isnull=True)}
    rows = text_rows(table, tuple(PEOPLE_COLUMNS))
    faults = _faults(rows, agencies, regions, first_day)
    if faults or dry_run:
        bad = {fault.line for fault in faults}
        return ImportReport(len(rows), sum(line not in bad for line, _ in rows), rejected=tuple(faults))
    known = {person.username: person for person in Person.objects.all()}
    roles = 0
    for _, row in rows:
        person = known.get(row["username"])
        if person is None:
            person = Person(username=row["username"])
            person.set_unusable_password()
        person.name, person.agency = row["name"], agencies.get(row["agency_code"])
        person.save()
        known[row["username"]] = person
        if row["post"] and person.agency is not None:
            since = date.fromisoformat(row["from_date"]) if row["from_date"] else local_day(now)
            _hold(person, person.agency, row["post"], False, since)
        if row["role"]:
            Grant.objects.create(
                person=person,
                role=row["role"],
                region=regions[row["region_code"]],
                agency=person.agency if row["role"] == Role.LEAD_DEPARTMENT else None,
                from_date=date.fromisoformat(row["from_date"]),
                until=date.fromisoformat(row["until"]) if row["until"] else None,
                granted_by=actor.ref,
            )
            roles += 1
    content = {"file": source, "rows": len(rows), "roles": roles}
    record_entry(actor=actor.ref, now=now, kind="people.imported", object="people", content=content)
    return ImportReport(len(rows), len(rows), stored=True, notes={"roles": roles})


def _faults(
    rows: list[tuple[int, dict[str, str]]],
    agencies: dict[str, Agency],
    regions: dict[str, Region],
    first_day: bool,
) -> list[RejectedRow]:
    faults: list[RejectedRow] = []
    seen: set[tuple[str, str, str]] = set()
    held: dict[str, set[str]] = {}
    for line, row in rows:
        key = (row["username"], row["role"], row["region_code"])
        held.setdefault(row["username"], set()).add(row["role"])
        administrators = [Role(role) for role in held[row["username"]] if role in ADMINISTRATORS]
        checks = (
            ("username", not _is_username(row["username"]), BAD_USERNAME),
            ("username", key in seen, TWICE),
            ("name", not row["name"], EMPTY),
            ("agency_code", bool(row["agency_code"]) and row["agency_code"] not in agencies, NO_AGENCY),
            ("agency_code", bool(row["post"]) and not row["agency_code"], EMPTY),
            ("role", bool(row["role"]) and row["role"] not in set(Role), BAD_ROLE),
            ("role", bool(row["role"]) and not first_day, NOT_FROM_HERE),
            ("role", administrator_conflict(administrators), APART),
            ("region_code", bool(row["role"]) and row["region_code"] not in regions, NO_REGION),
            ("from_date", bool(row["role"] or row["from_date"]) and not _is_day(row["from_date"]), BAD_DATE),
            ("until", bool(row["until"]) and not _is_day(row["until"]), BAD_DATE),
        )
        faults += [
            RejectedRow(line, column, reason, row[column]) for column, wrong, reason in checks if wrong
        ]
        seen.add(key)
    return faults


def _is_username(text: str) -> bool:
    try:
        USERNAME(text)
    except ValidationError:
        return False
    return True


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
