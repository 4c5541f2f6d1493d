"""The people behind the cast: members of the guidance groups and contacts of the bodies. Nobody signs in as one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from chizi.demo.bodies import agency_code
from chizi.demo.cast import CAST, FROM_DATE, Player
from chizi.demo.divisions import Ground
from chizi.org.rules import AgencyKind, Role, full_code

GROUPS = {1: "1402", 2: "1406", 3: "1409", 4: "1411", 5: "1407", 6: "1403", 7: "1404", 8: "1410", 9: "1405",
          10: "1408", 11: "1401"}  # fmt: skip
"""Where each group is stationed: 9 and 11 as the source says (S2-40, S2-50), the others are our guess."""
SIZES = (33,) * 9 + (32,) * 2
"""361 people in 11 groups (S2-09); how they divide is our guess."""
GUESTS = {(9, 2): "inspector", (1, 3): "inspector-taiyuan"}
"""Places in the groups that people of the cast hold: (group, place in it)."""
CITY_KINDS = (
    AgencyKind.POLITICAL_LEGAL_COMMISSION,
    AgencyKind.PARTY_COMMITTEE,
    AgencyKind.POLICE,
    AgencyKind.COURT,
    AgencyKind.PROCURATORATE,
    AgencyKind.JUSTICE,
    AgencyKind.EMERGENCY_MANAGEMENT,
)
EACH_CITY = 2  # counties of a city whose police have a contact
VEHICLE_OFFICE = "140502-vehicle_office"
SURNAMES = "安鲍毕卜柴褚邓丁窦范房符甘葛耿谷郝洪胡霍姬江焦靳康柯孔雷黎廖"
FIRST = "云庆海国文晓志永春秋思立承景怀平"
SECOND = "川峰宁岚舟航霖泽萍琳洁颖辉松柏楠"
CONTACT, MEMBER = "联络员", "抽调干部"


@dataclass(frozen=True)
class Hand:
    """Somebody without a sign-in: user name, name, the code of his body, his post; ``role`` and ``place`` if any."""

    username: str
    name: str
    agency: str
    post: str
    role: str = ""
    place: str = ""

    def as_line(self) -> dict[str, str]:
        """The line of the sheet of people."""
        line = {"username": self.username, "name": self.name, "agency_code": self.agency, "post": self.post}
        line["from_date"] = FROM_DATE
        return line | {"role": self.role, "region_code": self.place}


def staff(ground: Ground, seed: int) -> list[Hand]:
    """All of them, the same for the same seed."""
    rng = np.random.default_rng([seed, 21])
    names = _names(rng)
    return [*_contacts(ground, names), *_members(rng, names)]


def _names(rng: np.random.Generator) -> Iterator[str]:
    """Made-up names, none twice and none of the cast."""
    taken = {one.name for one in CAST}
    every = [first + second + third for first in SURNAMES for second in FIRST for third in SECOND]
    yield from (every[at] for at in rng.permutation(len(every)) if every[at] not in taken)


def _contacts(ground: Ground, names: Iterator[str]) -> Iterator[Hand]:
    codes = [agency_code(city.code, kind) for city in ground.cities for kind in CITY_KINDS]
    for city in ground.cities:
        counties = [one.code for one in ground.counties if one.parent_code == city.code][:EACH_CITY]
        codes += [agency_code(one, AgencyKind.POLICE) for one in counties]
    codes += [
        agency_code(full_code("14"), kind) for kind in CITY_KINDS[2:]
    ]  # the cast acts for the first two
    for code in [*codes, VEHICLE_OFFICE]:
        place = full_code(code.partition("-")[0])
        yield Hand(f"llk-{code.replace('_', '-')}", next(names), code, CONTACT, Role.CLERK.value, place)


def _members(rng: np.random.Generator, names: Iterator[str]) -> Iterator[Hand]:
    """Nobody serves in the city to which his group goes (S2-09); the head of a group inspects there."""
    for number, city in GROUPS.items():
        for place in range(1, SIZES[number - 1] + 1):
            if (number, place) in GUESTS:
                continue
            others = ["14", "14", "14", *(one for one in GROUPS.values() if one != city)]
            at, kind = rng.integers(len(others)), CITY_KINDS[rng.integers(len(CITY_KINDS))]
            code = agency_code(full_code(others[at]), kind)
            hand = Hand(member(number, place), next(names), code, MEMBER)
            inspects = {"role": Role.INSPECTOR.value, "place": full_code(city)} if place == 1 else {}
            yield replace(hand, **inspects)


def member(number: int, place: int) -> str:
    """The user name of who holds a place in a guidance group."""
    return GUESTS.get((number, place), f"zd-{number:02}-{place:02}")


def hands(people: list[Hand]) -> dict[str, str]:
    """The code of a body -> the user name of who acts for it."""
    found = {one.agency: one.username for one in people if one.role == Role.CLERK.value}
    return found | {one.agency: one.username for one in CAST if _acts(one)}


def _acts(one: Player) -> bool:
    return one.role in (Role.CLERK, Role.LEADER)
