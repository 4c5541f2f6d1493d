"""Parties, declared kinship, and the conflicts of interest that follow from them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from chizi.org.abilities import Actor, may, narrow, party_codes, sight_of
from chizi.org.conflicts import Bond, ConflictReason, conflict
from chizi.org.models import Agency, Party, Person, Region, Tie
from chizi.org.queries.people import posts_on
from chizi.org.refusals import NotAllowed, UnknownParty
from chizi.org.rules import Ability, Level, PartyKind

LONGEST = 60  # of a party code


@dataclass(frozen=True)
class PartyPage:
    """Some parties in the order of their codes; ``after`` is the next cursor, or empty."""

    parties: tuple[Party, ...]
    after: str


def party_by_code(code: str) -> Party:
    """The party with a code such as "agency:1401-police". For actions: no scope. Raises UnknownParty."""
    found = None
    if _is_code(code):
        found = Party.objects.select_related("region", "agency").filter(code=code).first()
    if found is None:
        raise UnknownParty(code=code[:LONGEST].replace("\0", ""))
    return found


def _is_code(code: str) -> bool:
    return bool(code) and len(code) <= LONGEST and code.isprintable()


def party(viewer: Actor, code: str, *, now: datetime) -> Party:
    """The party, if it lies within what the viewer may see, or is one that he stands for. Raises UnknownParty."""
    found = party_by_code(code)
    if not sight_of(viewer, now=now).covers(found) and code not in _own(viewer, now):
        raise UnknownParty(code=code[:LONGEST])
    return found


def _own(viewer: Actor, now: datetime) -> frozenset[str]:
    return party_codes(viewer, Ability.WORK_TASK, now=now)


def _visible(viewer: Actor, now: datetime) -> QuerySet[Party]:
    rows, sight, own = Party.objects.select_related("region"), sight_of(viewer, now=now), _own(viewer, now)
    if sight.everything or not own:
        return narrow(rows, sight)
    seen = narrow(Party.objects.all(), sight)
    return rows.filter(Q(id__in=seen.values("id")) | Q(code__in=own))


def parties_in(
    viewer: Actor, *, now: datetime, region: Region, kind: str = "", after: str = "", limit: int = 50
) -> PartyPage:
    """Open parties in the subtree of ``region`` within the viewer's sight, by code, keyset-paged.

    ``kind`` is a PartyKind or empty.
    """
    rows = _visible(viewer, now).filter(closed_on__isnull=True).order_by("code")
    if region.level > Level.PROVINCE:
        rows = rows.filter(**{f"{Level(region.level).name.lower()}_id": region.id})
    if kind in set(PartyKind):
        rows = rows.filter(kind=kind)
    if after and _is_code(after):
        rows = rows.filter(code__gt=after)
    found = list(rows[: limit + 1])
    return PartyPage(tuple(found[:limit]), found[limit - 1].code if len(found) > limit else "")


def find_parties(viewer: Actor, words: str, *, now: datetime, kind: str = "", limit: int = 20) -> list[Party]:
    """Open parties within sight whose name holds every word, or whose code begins with it; by code."""
    rows = _visible(viewer, now).filter(closed_on__isnull=True).order_by("code")
    if kind in set(PartyKind):
        rows = rows.filter(kind=kind)
    wanted = words.replace("\0", "").split()[:5]
    for word in wanted:
        rows = rows.filter(Q(name__icontains=word) | Q(code__startswith=word))
    return list(rows[:limit]) if wanted else []


def find_public_bodies(words: str, *, limit: int = 20) -> list[Party]:
    """Open public bodies anywhere, by a part of the name or the beginning of the code; one query.

    No scope: which bodies there are is public, and whoever declares a kinship may have to name one far away.
    """
    rows = Party.objects.filter(kind=PartyKind.AGENCY.value, closed_on__isnull=True).select_related("region")
    wanted = words.replace("\0", "").split()[:5]
    for word in wanted:
        rows = rows.filter(Q(name__icontains=word) | Q(code__startswith=word))
    return list(rows.order_by("code")[:limit]) if wanted else []


def parties_by_code(codes: Iterable[str]) -> dict[str, Party]:
    """Parties of many codes; unknown ones are left out. No scope; one query."""
    wanted = [code for code in codes if _is_code(code)]
    return {one.code: one for one in Party.objects.filter(code__in=wanted).select_related("region")}


def ties_of(viewer: Actor, person: Person, *, now: datetime) -> list[Tie]:
    """A person's declared kinship: for himself, the office that deploys him and the auditor. Raises NotAllowed."""
    if not (isinstance(viewer, Person) and viewer.pk == person.pk):
        place = person.agency
        if not any(may(viewer, one, place, now=now) for one in (Ability.MANAGE_BODIES, Ability.SEE_JOURNAL)):
            raise NotAllowed
    return list(Tie.objects.filter(person=person).select_related("party").order_by("-declared_at", "-id"))


def tied_parties(person_ids: Iterable[int], on: date | None = None) -> dict[int, set[int]]:
    """Ids of the parties in which people have declared relatives (on a day), by id of the person; one query."""
    ids = list(person_ids)
    found: dict[int, set[int]] = {one: set() for one in ids}
    for person, party_id in _ties_on(ids, on).values_list("person_id", "party_id"):
        found[person].add(party_id)
    return found


def _ties_on(ids: list[int], on: date | None) -> QuerySet[Tie]:
    rows = Tie.objects.filter(person__in=ids)
    if on is None:
        return rows.filter(until__isnull=True)
    return rows.filter(
        Q(from_date__isnull=True) | Q(from_date__lte=on), Q(until__isnull=True) | Q(until__gte=on)
    )


def conflicts_of(
    person_ids: Iterable[int], *, on: date, party: Party | None = None, region: Region | None = None
) -> dict[int, ConflictReason]:
    """Who of these people must not be sent to the party or the place on that day, and why; four queries.

    People without a conflict are not in the answer. No scope: the answer is for the action that deploys them.
    """
    ids = sorted(set(person_ids))
    agencies = {
        one: (f"agency:{code}", place, f"agency:{above}" if above else "")
        for one, code, above, place in Agency.objects.values_list(
            "id", "code", "parent__code", "region__code"
        )
    }
    parents = {code: above for code, _, above in agencies.values() if above}
    bonds: dict[int, list[Bond]] = {one: [] for one in ids}
    for person, agency in posts_on(ids, on):
        bonds[person].append(Bond(agencies[agency][0], agencies[agency][1]))
    for person, code, place in _ties_on(ids, on).values_list(
        "person_id", "party__code", "party__region__code"
    ):
        bonds[person].append(Bond(code, place, kin=True))
    target, where = party.code if party else "", region.code if region else ""
    reasons = {one: conflict(bonds[one], party=target, region=where, parents=parents) for one in ids}
    found = {one: reason for one, reason in reasons.items() if reason is not None}
    names = dict(
        Party.objects.filter(code__in={one.party for one in found.values()}).values_list("code", "name")
    )
    return {one: replace(reason, name=names.get(reason.party, "")) for one, reason in found.items()}


def conflict_of(
    person: Person, *, on: date, party: Party | None = None, region: Region | None = None
) -> ConflictReason | None:
    """`conflicts_of` for one person."""
    return conflicts_of([person.id], on=on, party=party, region=region).get(person.id)
