"""The first day (开张): an office is opened in an empty house, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pyarrow as pa
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from chizi.core.zones import fixed_offset
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, Console
from chizi.org.actions.divisions import import_divisions
from chizi.org.actions.grants import record_grant
from chizi.org.actions.invitations import issue_first
from chizi.org.actions.parties import keep_agency_parties
from chizi.org.actions.texts import fit
from chizi.org.models import Agency, Grant, Office, Person, Region
from chizi.org.queries.places import region_by_code
from chizi.org.queries.slips import require_empty_house
from chizi.org.refusals import (
    AdministratorsApart,
    BadFirstPerson,
    BadName,
    NeedsPerson,
    NeedsThreeAdministrators,
    NotAProvince,
    RejectedRows,
    UnknownRegion,
    WrongZone,
)
from chizi.org.remembered import remember_office
from chizi.org.rules import ADMINISTRATORS, AgencyKind, Level, Role, clean_name, same_spelling
from chizi.org.slips import Slip

FIRST_ROLES = (*ADMINISTRATORS, Role.OFFICE)
ONCE = "office"  # the object of the first entry


@dataclass(frozen=True)
class FirstAdministrator:
    """Somebody of the first day: one of the three administrators, or a person of the programme office."""

    role: Role
    username: str
    name: str


@dataclass(frozen=True)
class FirstAgency:
    """A public body of the whole province."""

    kind: AgencyKind
    code: str
    name: str


@dataclass(frozen=True)
class FoundedOffice:
    """The office, and a slip for each person of the first day: printed now, shown never again."""

    office: Office
    slips: tuple[Slip, ...]


@transaction.atomic
def found_office(
    *,
    actor: Actor,
    now: datetime,
    province_code: str,
    name: str,
    time_zone: str,
    divisions: pa.Table | None = None,
    administrators: Sequence[FirstAdministrator],
    departments: Sequence[FirstAgency],
    source: str = "",
) -> FoundedOffice:
    """Open the office of a province: divisions, lead departments, the three administrators and their slips.

    ``administrators`` are exactly one system administrator, one security administrator and one auditor, and any
    people of the programme office; all serve in the first department of the kind political_legal_commission, or in
    the first of all. ``divisions`` is a sheet as `import_divisions` reads it, ``source`` its hash; without it the
    divisions must stand. The name and the time zone are remembered beside the data for the next start.

    Raises OfficeExists, DemoStands, HouseInUse, NeedsPerson, WrongZone, NeedsThreeAdministrators,
    AdministratorsApart, BadFirstPerson, BadName, NotAProvince, RejectedRows.
    """
    require_empty_house()
    if not isinstance(actor, Console):
        raise NeedsPerson
    name, zone = clean_name(name), _zone(time_zone)
    if not name or len(name) > 120 or not name.isprintable():
        raise BadName(field="name")
    _judge_administrators(administrators)
    if divisions is not None:
        report = import_divisions(actor=actor, now=now, table=divisions, source=source)
        if not report.stored:
            raise RejectedRows(rejected=report.rejected_lines, total=report.total)
    province = _province(province_code)
    bodies = [_found_body(one, province) for one in departments]
    keep_agency_parties(bodies)
    office = Office.objects.create(province_code=province.code, name=name, time_zone=time_zone, opened_at=now)
    today = now.astimezone(zone).date()
    slips = tuple(_first_person(actor, now, today, one, province, _seat(bodies)) for one in administrators)
    content = {
        "name": name,
        "time_zone": time_zone,
        "agencies": [body.code for body in bodies],
        "people": [f"{one.role}:{one.username}" for one in administrators],
    }
    record_entry(
        actor=actor.ref, now=now, kind="office.opened", object=ONCE, unit=province.code, content=content
    )
    transaction.on_commit(partial(remember_office, settings.DATA, name=name, time_zone=time_zone))
    return FoundedOffice(office, slips)


def _zone(name: str) -> ZoneInfo:
    try:
        fixed_offset(name)
    except ValueError:
        raise WrongZone(field="time_zone", zone=name[:40].replace("\0", "")) from None
    return ZoneInfo(name)


def _judge_administrators(administrators: Sequence[FirstAdministrator]) -> None:
    roles = sorted(one.role for one in administrators if one.role != Role.OFFICE)
    if roles != sorted(ADMINISTRATORS):
        raise NeedsThreeAdministrators(field="administrators")
    seen: dict[str, FirstAdministrator] = {}
    for one in administrators:
        for key in (f"user:{same_spelling(one.username)}", f"name:{same_spelling(one.name)}"):
            if key in seen:
                raise AdministratorsApart(field="administrators", name=one.name)
            seen[key] = one


def _province(code: str) -> Region:
    try:
        found = region_by_code(code)
    except UnknownRegion:
        found = None
    if found is None or found.level != Level.PROVINCE:
        raise NotAProvince(field="province_code", code=code[:40].replace("\0", ""))
    return found


def _found_body(one: FirstAgency, province: Region) -> Agency:
    name, code = clean_name(one.name), one.code.strip()
    if not name or not code or not (code + name).isprintable():
        raise BadName(field="departments")
    body = Agency(code=code, name=name, kind=one.kind.value, region=province)
    try:
        body.full_clean(exclude=["city", "county", "town"])
    except ValidationError:
        raise BadName(field="departments") from None
    body.save()
    return body


def _seat(bodies: Sequence[Agency]) -> Agency | None:
    """Where the first people serve: the political-legal commission, in which the programme office sits."""
    commission = (one for one in bodies if one.kind == AgencyKind.POLITICAL_LEGAL_COMMISSION)
    return next(commission, bodies[0] if bodies else None)


def _first_person(
    actor: Actor, now: datetime, today: date, one: FirstAdministrator, province: Region, seat: Agency | None
) -> Slip:
    person = Person(username=one.username.strip(), name=clean_name(one.name), agency=seat, joined_on=today)
    person.set_unusable_password()
    fit(person.name, 80, one.role.value)
    try:
        person.full_clean(exclude=["password"])
    except ValidationError as fault:
        why = " ".join(fault.messages)
        raise BadFirstPerson(field=one.role.value, username=one.username[:40], why=why) from None
    person.save()
    grant = Grant.objects.create(
        person=person, role=one.role.value, region=province, from_date=today, granted_by=actor.ref
    )
    record_grant(actor.ref, now, "grant.given", grant)
    return issue_first(actor.ref, now, person)
