"""Quality profiles of parties as they may be shown: bins with at least five people, never a sum or an order."""

from dataclasses import dataclass
from datetime import date, datetime

from chizi.learn.models import Profile, ProfileObjection
from chizi.learn.queries.progress import chosen_campaign
from chizi.learn.queries.progress_party import leads, progress_party_for
from chizi.learn.refusals.profiles import UnknownProfile, UnknownProgressParty
from chizi.learn.rules.profiles import LEAST, Bin, Dimension, Measured, Scheme, shown_bins
from chizi.learn.schemes import schemes
from chizi.org.abilities import Actor, may
from chizi.org.rules import Ability


@dataclass(frozen=True)
class DimensionPage:
    """One dimension: what it means, and its bins; None where there are too few people to show any.

    ``of_weeks``: weeks are counted, not people.
    """

    measured: Measured
    bins: tuple[Bin, ...] | None
    of_weeks: bool


@dataclass(frozen=True)
class ProfilePage:
    """The profile of a party in a campaign with its scheme, and what was objected to it."""

    number: int
    party_code: str
    party: str
    campaigns: tuple[tuple[str, str], ...]
    campaign: str
    campaign_title: str
    scheme: Scheme | None
    learners: int
    weeks: int
    made_at: datetime | None
    dimensions: tuple[DimensionPage, ...]
    objections: tuple[ProfileObjection, ...]
    may_object: bool
    may_answer: bool


def profile_page(viewer: Actor, code: str, *, now: datetime, campaign: str = "") -> ProfilePage:
    """The newest profile of a party; four queries. Raises UnknownProgressParty."""
    party = progress_party_for(viewer, code, now=now)
    chosen, all_campaigns = chosen_campaign(viewer, campaign, now=now)
    rows = Profile.objects.filter(party=party, campaign_code=chosen.code if chosen else "")
    found = rows.order_by("-made_at", "-id").first()
    scheme = next((one for one in schemes() if found is not None and one.version == found.scheme), None)
    objections = list(found.objections.order_by("id")) if found is not None else []
    waits = any(one.answered_at is None for one in objections)
    stands = leads(viewer, party, now=now)
    return ProfilePage(
        number=found.pk if found else 0,
        party_code=party.code,
        party=party.name,
        campaigns=tuple((one.code, one.title) for one in all_campaigns),
        campaign=chosen.code if chosen else "",
        campaign_title=chosen.title if chosen else "",
        scheme=scheme,
        learners=found.learners if found else 0,
        weeks=found.weeks if found else 0,
        made_at=found.made_at if found else None,
        dimensions=_dimensions(found, scheme),
        objections=tuple(objections),
        may_object=stands and found is not None and not waits,
        may_answer=waits and not stands and may(viewer, Ability.MANAGE_PLAN, party, now=now),
    )


def _dimensions(found: Profile | None, scheme: Scheme | None) -> tuple[DimensionPage, ...]:
    if found is None or scheme is None:
        return ()
    pages = []
    for measured in scheme.dimensions:
        counts = found.content.get(measured.dimension.value, [])
        of_weeks = measured.dimension is Dimension.REGULARITY
        if found.learners < LEAST or len(counts) != len(measured.starts):
            bins = None  # of so few people even their weeks would tell who they are
        else:
            bins = shown_bins(counts, 1 if of_weeks else LEAST)
        pages.append(DimensionPage(measured, tuple(bins) if bins is not None else None, of_weeks))
    return tuple(pages)


def profile_for(viewer: Actor, number: int, *, now: datetime) -> Profile:
    """A profile whose party the viewer may see. Raises UnknownProfile."""
    found = (
        Profile.objects.select_related("party__region").filter(id=number if 0 < number < 2**62 else 0).first()
    )
    if found is None:
        raise UnknownProfile(number=number)
    try:
        progress_party_for(viewer, found.party.code, now=now)
    except UnknownProgressParty:
        raise UnknownProfile(number=number) from None
    return found


def scheme_versions(day: date) -> tuple[tuple[Scheme, bool], ...]:
    """Every version of the scheme, the newest first, each with whether it counts on a day."""
    known = schemes()
    counting = max((one for one in known if one.since <= day), key=lambda one: one.since, default=known[0])
    return tuple((one, one is counting) for one in reversed(known))
