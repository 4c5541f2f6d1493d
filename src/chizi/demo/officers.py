"""The officers of the Taiyuan police who learn in the demo. Made up; only `cast.OFFICER` of them signs in."""

from collections.abc import Iterator
from itertools import cycle, product

from chizi.demo.staff import Hand
from chizi.org.rules import Role, full_code

BUREAU, COUNTY = "1401-police", "140105-police"
HOME_STATION = "140105001-police_station"
STATIONS = (
    HOME_STATION,
    "140106001-police_station",
    "140107001-police_station",
    "140108001-police_station",
)
SIZES = {BUREAU: 8, COUNTY: 6} | dict.fromkeys(STATIONS, 6)
"""How many learn at each of them, without the cast; our choice."""
POSTS = ("社区民警", "户籍民警", "治安民警", "案件民警", "内勤民警", "教导员", "政工民警", "督察民警")
# No surname of the other people of the demo, so that no name stands twice.
SURNAMES, GIVEN = "陆潘钟汪戴夏", ("一鸣", "晨曦", "向阳", "立夏", "思齐", "若谷", "知行", "守拙")


def officers() -> list[Hand]:
    """All of them, station by station, and a clerk for each station that has none of the cast."""
    names = iter(product(GIVEN, SURNAMES))
    return [*_officers(names), *_clerks(names)]


def _officers(names: Iterator[tuple[str, str]]) -> Iterator[Hand]:
    for code, size in SIZES.items():
        place = full_code(code.partition("-")[0])
        for number, post in zip(range(1, size + 1), cycle(POSTS), strict=False):
            yield Hand(username(code, number), _name(names), code, post, Role.OFFICER.value, place)


def _clerks(names: Iterator[tuple[str, str]]) -> Iterator[Hand]:
    for code in STATIONS[1:]:
        place = full_code(code.partition("-")[0])
        yield Hand(f"nq-{code[:9]}", _name(names), code, "内勤", Role.CLERK.value, place)


def _name(names: Iterator[tuple[str, str]]) -> str:
    given, surname = next(names)
    return surname + given


def username(code: str, number: int) -> str:
    """The user name of an officer: mj-140105001-03."""
    return f"mj-{code.partition('-')[0]}-{number:02}"
