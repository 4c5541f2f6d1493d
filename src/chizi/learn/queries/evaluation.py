"""What tests say of a party, as one source among several (S1-09). The others come from the surveys room."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q

from chizi.learn.models import Mastery
from chizi.learn.queries.progress import chosen_campaign, items_of, objectives_in
from chizi.learn.queries.progress_party import progress_party_for
from chizi.learn.rules.profiles import LEAST
from chizi.org.abilities import Actor, local_day


@dataclass(frozen=True)
class ShownLine:
    """An objective: of ``n`` people who answered to it ``met`` have mastered it; None where fewer than five did."""

    objective: str
    n: int
    met: int | None
    last_day: date | None


@dataclass(frozen=True)
class ShownByTests:
    """What the questions of a campaign's papers have shown of a party."""

    code: str
    name: str
    campaigns: tuple[tuple[str, str], ...]
    campaign: str
    campaign_title: str
    lines: tuple[ShownLine, ...]


def shown_by_tests(viewer: Actor, code: str, *, now: datetime, campaign: str = "") -> ShownByTests:
    """Objective by objective, in the order of codes; five queries. Raises UnknownProgressParty."""
    party = progress_party_for(viewer, code, now=now)
    chosen, all_campaigns = chosen_campaign(viewer, campaign, now=now)
    objectives = list(objectives_in(items_of(chosen)))
    rows = Mastery.objects.filter(party=party, objective__in=objectives, asked__gt=0).order_by()
    counts = {
        objective: (n, met, last)
        for objective, n, met, last in rows.values_list("objective_id").annotate(
            n=Count("id"), met_by=Count("id", filter=Q(met=True)), last=Max("changed_at")
        )
    }
    lines = []
    for one in objectives:
        n, met, last = counts.get(one.pk, (0, 0, None))
        lines.append(ShownLine(one.title, n, met if n >= LEAST else None, local_day(last) if last else None))
    return ShownByTests(
        party.code,
        party.name,
        tuple((one.code, one.title) for one in all_campaigns),
        chosen.code if chosen else "",
        chosen.title if chosen else "",
        tuple(lines),
    )
