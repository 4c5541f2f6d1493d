"""Who is too near to a party to judge its work: by his own body's line, or by declared kinship. Pure.

Source: Regulations on Government Supervision Work (2020), art. 17 (who took part does not re-examine); civil
servants' recusal rules (公务员回避规定) art. 5 for kinship; R-31 for the rectifying unit itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Nearness:
    """Why somebody is too near: ``reason`` is "own", "line" or "kinship"; ``through`` the body it is through."""

    reason: str
    through: str


def line_of(agency: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """An agency and all above it, nearest first; ``parents`` maps code to the code above. Survives a circle."""
    found: list[str] = []
    at = agency
    while at and at not in found:
        found.append(at)
        at = parents.get(at, "")
    return tuple(found)


def nearness(
    own: Iterable[str], bound: Iterable[str], party: str, agency: str, parents: Mapping[str, str]
) -> Nearness | None:
    """Whether somebody is too near to verify what ``party`` mended.

    own: codes of the agencies he serves in or holds a role for; bound: codes of parties he is bound to, by kinship
    or by a role; ``agency``: the code of the agency behind the party, empty if it is none.
    """
    served = sorted(set(own))
    if agency:
        line = line_of(agency, parents)
        for one in served:
            if one == agency:
                return Nearness("own", one)
        for one in served:
            if one in line or agency in line_of(one, parents):
                return Nearness("line", one)
        above = {f"agency:{one}" for one in line}
    else:
        above = set()
    for one in sorted(set(bound)):
        if one == party or one in above:
            return Nearness("kinship", one)
    return None
