"""Conflicts of interest (回避): when a person's own post or a declared kinship keeps him from a task. Pure.

Civil servants are recused where they serve, where close relatives serve, and where one side leads the other
(公务员回避规定 2020, art. 5 and 12); a guidance group is not sent home (S2-09).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chizi.core.words import N_
from chizi.org.rules import DIGITS, Level


class Cause(StrEnum):
    """How a person is bound to what he would be sent to."""

    OWN = "own"  # he serves there
    LED = "led"  # his body is led by it, or leads it
    HOME = "home"  # his body stands in the place, or is responsible for it
    KIN = "kin"
    KIN_LED = "kin-led"
    KIN_HOME = "kin-home"


TEXTS = {
    Cause.OWN: N_("serves in %(party)s"),
    Cause.LED: N_("serves in %(party)s, which stands in one line with it"),
    Cause.HOME: N_("serves in %(party)s, which belongs to this place"),
    Cause.KIN: N_("has declared a relative in %(party)s"),
    Cause.KIN_LED: N_("has declared a relative in %(party)s, which stands in one line with it"),
    Cause.KIN_HOME: N_("has declared a relative in %(party)s, which belongs to this place"),
}
_KIN = {Cause.OWN: Cause.KIN, Cause.LED: Cause.KIN_LED, Cause.HOME: Cause.KIN_HOME}


@dataclass(frozen=True)
class Bond:
    """A party to which a person is bound, and the 12-digit code of its place; ``kin`` by a relative's post."""

    party: str
    region: str
    kin: bool = False


@dataclass(frozen=True)
class ConflictReason:
    """Why a person must not go: ``party`` is the code of the party he is bound to, ``name`` its name."""

    cause: Cause
    party: str
    name: str = ""

    @property
    def text(self) -> str:
        """The English msgid of the reason, to be filled with `params`."""
        return TEXTS[self.cause]

    @property
    def params(self) -> dict[str, str]:
        return {"party": self.name or self.party}


def conflict(
    bonds: Iterable[Bond], *, party: str = "", region: str = "", parents: Mapping[str, str]
) -> ConflictReason | None:
    """The first reason against sending a person to ``party`` (a party code) or to a place, or None.

    ``parents`` maps party codes to the party that leads them. A place is barred when the bond's own place lies
    within it or contains it; bodies of the whole province are responsible for every place and bar none. Own
    bonds come before a relative's.
    """
    for bond in sorted(bonds, key=lambda one: (one.kin, one.party)):
        cause = _with_party(bond.party, party, parents) if party else None
        if cause is None and region and _one_place(bond.region, region):
            cause = Cause.HOME
        if cause is not None:
            return ConflictReason(_KIN[cause] if bond.kin else cause, bond.party)
    return None


def line_above(party: str, parents: Mapping[str, str]) -> list[str]:
    """The parties that lead ``party``, nearest first; a circle ends where it closes."""
    found: list[str] = []
    at = parents.get(party, "")
    while at and at != party and at not in found:
        found.append(at)
        at = parents.get(at, "")
    return found


def _with_party(own: str, target: str, parents: Mapping[str, str]) -> Cause | None:
    if own == target:
        return Cause.OWN
    if target in line_above(own, parents) or own in line_above(target, parents):
        return Cause.LED
    return None


def _one_place(own: str, target: str) -> bool:
    """Whether one of two places lies within the other, below the province."""
    mine, other = _short(own), _short(target)
    if len(mine) <= DIGITS[Level.PROVINCE]:
        return False
    return mine.startswith(other) or other.startswith(mine)


def _short(code: str) -> str:
    """The digits of a 12-digit code that carry meaning."""
    for level in Level:
        if not code[DIGITS[level] :].strip("0"):
            return code[: DIGITS[level]]
    return code
