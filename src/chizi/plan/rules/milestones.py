"""Colours of days that matter, caps and gates, by a policy that is data. Pure: no Django, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chizi.core.words import N_

LEVELS = ("province", "city", "county", "town")
MILESTONES = ("measure", "assignment", "phase", "check", "campaign")


class Colour(StrEnum):
    """Blue: time enough. Yellow: soon. Red: past. Done: nothing is waited for."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    DONE = "done"


@dataclass(frozen=True)
class Light:
    """A colour with its reason: an English msgid and what fills its places."""

    colour: Colour
    text: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class CampaignPolicy:
    """What `campaigns.toml` says. ``caps`` by level of the party and for a person; ``yellow`` days by kind."""

    caps: Mapping[str, int]
    caps_source: str
    caps_from: date
    answer_days: int
    yellow: Mapping[str, int]
    colours_source: str
    gate_percent: int
    gate_objections: int
    gate_remedies: int
    gate_source: str

    def cap_at(self, level: int) -> int:
        """The cap of a party at a level of the tree (1 province to 4 township)."""
        return self.caps[LEVELS[level - 1]]


def read_policy(said: Mapping[str, Any]) -> CampaignPolicy:
    """The policy in a parsed file. Raises KeyError or ValueError for one that lacks or distorts something."""
    caps = {name: int(said["caps"][name]) for name in (*LEVELS, "person")}
    yellow = {name: int(said["colours"][name]) for name in MILESTONES}
    percent = int(said["gate"]["coverage_percent"])
    days = int(said["objections"]["answer_days"])
    if min(caps.values()) < 1 or min(yellow.values()) < 0 or days < 1 or not 0 <= percent <= 100:
        raise ValueError("campaigns.toml")
    return CampaignPolicy(
        caps=caps,
        caps_source=str(said["caps"]["source"]),
        caps_from=said["caps"]["effective_from"],
        answer_days=days,
        yellow=yellow,
        colours_source=str(said["colours"]["source"]),
        gate_percent=percent,
        gate_objections=int(said["gate"]["open_objections"]),
        gate_remedies=int(said["gate"]["open_remedies"]),
        gate_source=str(said["gate"]["source"]),
    )


DONE = N_("Done; nothing is waited for.")
LATE = N_("Due %(due)s: %(days)s days ago.")
TODAY = N_("Due today.")
SOON = N_("Due %(due)s: in %(days)s days; within the last %(yellow)s days it is yellow.")
TIME = N_("Due %(due)s: in %(days)s days.")


def light(policy: CampaignPolicy, kind: str, due: date, settled: bool, today: date) -> Light:
    """The colour of a milestone on a day, with its reason (S2-17)."""
    days = (due - today).days
    params = {"due": due, "days": abs(days), "yellow": policy.yellow[kind]}
    if settled:
        return Light(Colour.DONE, DONE, {})
    if days < 0:
        return Light(Colour.RED, LATE, params)
    if days == 0:
        return Light(Colour.YELLOW, TODAY, {})
    if days <= policy.yellow[kind]:
        return Light(Colour.YELLOW, SOON, params)
    return Light(Colour.BLUE, TIME, params)


UNCOVERED = N_(
    "%(covered)s of %(measures)s measures have an accepted result; %(percent)s in a hundred are needed."
)
OBJECTIONS_OPEN = N_("%(count)s objections are unanswered.")
REMEDIES_OPEN = N_("%(count)s remedial tasks are not done.")


def gate_faults(
    policy: CampaignPolicy, *, measures: int, covered: int, objections: int, remedies: int
) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Why a phase cannot pass, each as (msgid, params); nothing when it can."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    if covered * 100 < policy.gate_percent * measures:
        said = {"covered": covered, "measures": measures, "percent": policy.gate_percent}
        found.append((UNCOVERED, said))
    if objections > policy.gate_objections:
        found.append((OBJECTIONS_OPEN, {"count": objections}))
    if remedies > policy.gate_remedies:
        found.append((REMEDIES_OPEN, {"count": remedies}))
    return tuple(found)
