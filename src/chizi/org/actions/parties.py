"""Parties: whom one can assign, visit or ask, kept in step with what they stand for."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, local_day, require
from chizi.org.actions.texts import fit
from chizi.org.models import Agency, Party, Region, Unit
from chizi.org.queries.parties import party_by_code
from chizi.org.refusals import PartyClosed, PartyOfAgency, PartyStands, UnknownUnit
from chizi.org.rules import Ability, PartyKind, party_code

KEPT = ("name", "region_id", "city_id", "county_id", "town_id", "closed_on")
BATCH = 500


def keep_agency_parties(agencies: Iterable[Agency]) -> int:
    """Make and mend the parties of these agencies, inside the caller's transaction; returns how many changed."""
    wanted = {agency.pk: agency for agency in agencies}
    stand = {one.agency_id: one for one in Party.objects.filter(kind=PartyKind.AGENCY.value)}
    new = [_party_of(one) for one in wanted.values() if one.pk not in stand]
    changed = []
    for pk, agency in wanted.items():
        party = stand.get(pk)
        if party is not None and any(getattr(party, name) != getattr(agency, name) for name in KEPT):
            for name in KEPT:
                setattr(party, name, getattr(agency, name))
            changed.append(party)
    Party.objects.bulk_create(new, batch_size=BATCH)
    Party.objects.bulk_update(changed, [name.removesuffix("_id") for name in KEPT], batch_size=BATCH)
    return len(new) + len(changed)


def keep_unit_parties() -> int:
    """Mend the parties of units after the register was replaced, inside the caller's transaction."""
    parties = {one.code.partition(":")[2]: one for one in Party.objects.filter(kind=PartyKind.UNIT.value)}
    codes, changed = sorted(parties), []
    for at in range(0, len(codes), BATCH):
        for unit in Unit.objects.filter(code__in=codes[at : at + BATCH], latest=True):
            party = parties[unit.code]
            if any(getattr(party, name) != getattr(unit, name) for name in KEPT):
                for name in KEPT:
                    setattr(party, name, getattr(unit, name))
                changed.append(party)
    Party.objects.bulk_update(changed, [name.removesuffix("_id") for name in KEPT], batch_size=BATCH)
    return len(changed)


def _party_of(agency: Agency) -> Party:
    party = Party(kind=PartyKind.AGENCY.value, code=party_code(PartyKind.AGENCY, agency.code), agency=agency)
    for name in KEPT:
        setattr(party, name, getattr(agency, name))
    return party


@transaction.atomic
def register_party(
    *, actor: Actor, now: datetime, kind: PartyKind, code: str, name: str, region: Region
) -> Party:
    """Make a body or a unit addressable; ``code`` is its own code, without the kind before it.

    A unit must stand in the register, and lends its name and place; asked for again it is simply returned.
    Raises NotAllowed, PartyStands for a body's code that is taken, UnknownUnit, and PartyOfAgency.
    """
    require(actor, _ability(kind), region, now=now)
    whole = fit(party_code(kind, code), 60, "code", empty=False)
    stands = Party.objects.select_related("region").filter(code=whole).first()
    if kind == PartyKind.UNIT:
        unit = Unit.objects.select_related("region").filter(code=code, latest=True).first()
        if unit is None:
            raise UnknownUnit(code=code[:40])
        require(actor, Ability.ASSIGN_TASK, unit, now=now)
        name, region = unit.name, unit.region
        if stands is not None:
            return stands
    if stands is not None:
        raise PartyStands(code=whole)
    name = fit(name, 120, "name", empty=False)
    party = Party.objects.create(
        kind=kind.value,
        code=whole,
        name=name,
        region=region,
        city_id=region.city_id,
        county_id=region.county_id,
        town_id=region.town_id,
    )
    _journal(actor, now, "party.registered", party, {"name": name})
    return party


@transaction.atomic
def rename_party(*, actor: Actor, now: datetime, party: Party, name: str) -> Party:
    """Give a body or a unit another name. Raises NotAllowed, PartyOfAgency."""
    require(actor, _ability(PartyKind(party.kind)), party, now=now)
    kept, name = party_by_code(party.code), fit(name, 120, "name", empty=False)
    if kept.name != name:
        _journal(actor, now, "party.renamed", kept, {"before": kept.name, "after": name})
        kept.name = name
        kept.save(update_fields=["name"])
    return kept


@transaction.atomic
def close_party(*, actor: Actor, now: datetime, party: Party) -> Party:
    """Close a body or a unit as a party from today: it stays readable, and gets nothing new.

    Raises NotAllowed, PartyOfAgency, PartyClosed.
    """
    require(actor, _ability(PartyKind(party.kind)), party, now=now)
    kept = party_by_code(party.code)
    if kept.closed_on is not None:
        raise PartyClosed(name=kept.name, day=kept.closed_on.isoformat())
    kept.closed_on = local_day(now)
    kept.save(update_fields=["closed_on"])
    _journal(actor, now, "party.closed", kept, {"on": kept.closed_on.isoformat()})
    return kept


def _ability(kind: PartyKind) -> Ability:
    if kind == PartyKind.AGENCY:
        raise PartyOfAgency
    return Ability.MANAGE_BODIES if kind == PartyKind.BODY else Ability.ASSIGN_TASK


def _journal(actor: Actor, now: datetime, kind: str, party: Party, content: dict[str, str]) -> None:
    record_entry(
        actor=actor.ref,
        now=now,
        kind=kind,
        object=f"party:{party.code}",
        unit=party.region.code,
        content=content,
    )
