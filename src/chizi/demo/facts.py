"""The files of the lead departments: which events in which file, and what was known when it was sent."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from chizi.demo import rules
from chizi.demo.accidents import quiet_accidents
from chizi.demo.breaks import Key, draw_breaks
from chizi.demo.cases import CRIMINAL, PUBLIC_ORDER, quiet_cases
from chizi.demo.divisions import Ground
from chizi.demo.events import NO, UNDECIDED, YES, Events, event_table, number_events
from chizi.demo.hazards import Subjects, seconds
from chizi.demo.petitions import quiet_petitions
from chizi.org.rules import full_code
from chizi.yardstick.schemas import OWNER, Zero

BEFORE, YEAR = rules.YEARS
PROVINCE = full_code("14")
SENDERS = {Zero.PETITION: "petitions", Zero.ACCIDENT: "emergency", Zero.CASE: "police"}
DECEMBER = f"{YEAR}-12"


@dataclass(frozen=True)
class Consignment:
    """One file: who sends it, what it says of itself, and its rows. ``received`` is local time."""

    zero: Zero
    region: str
    months: tuple[str, str]
    complete: bool
    received: str
    sender: str
    rows: pa.Table

    @property
    def body(self) -> str:
        return OWNER[self.zero].value

    @property
    def name(self) -> str:
        """A file name as a department would give it."""
        place = "" if self.region == PROVINCE else f"-{self.region[:6]}"
        months = (
            self.months[0][:4]
            if self.months[0].endswith("01") and self.months[1].endswith("12")
            else ("-".join(dict.fromkeys(self.months)))
        )
        return f"{self.body}{place}-{months}{'' if self.complete else '-corrections'}.parquet"


def count_consignments(ground: Ground, units: int) -> int:
    """How many files `consign` gives."""
    counties = [one.parent_code for one in ground.counties]
    december = len(ground.cities) - 1 + counties.count(rules.MISSING_CITY) - 1
    return 7 + (december if units >= rules.SMALL else 0)


def consign(subjects: Subjects, ground: Ground, units: int, seed: int) -> Iterator[Consignment]:
    """All files in the order of their arrival at the departments' desks, zero by zero."""
    rng = np.random.default_rng([seed, 5])
    breaks = draw_breaks(subjects, units, seed)
    yield from _petitions(rng, subjects, breaks)
    yield from _accidents(rng, subjects, breaks)
    yield from _cases(rng, subjects, ground, breaks)


def _whole(zero: Zero, year: int, received: str, rows: pa.Table, complete: bool = True) -> Consignment:
    months = (f"{year}-01", f"{year}-12")
    return Consignment(zero, PROVINCE, months, complete, received, SENDERS[zero], rows)


def _petitions(
    rng: np.random.Generator, subjects: Subjects, breaks: dict[Key, Events]
) -> Iterator[Consignment]:
    """Each file holds the petitions whose term ended in its year; the last one also those still running."""
    zero = Zero.PETITION
    quiet = quiet_petitions(rng, subjects)
    first = quiet.due < seconds(f"{YEAR}-01-01")
    for year, own, received in (
        (BEFORE, first, "2020-01-21T10:05:00"),
        (YEAR, ~first, "2021-02-25T16:40:00"),
    ):
        events = Events.join(quiet.take(own), breaks[zero, year])
        ids = number_events(events, zero, year)
        yield _whole(
            zero, year, received, event_table(events.known_on(seconds(received)), ids, zero, subjects)
        )


def _accidents(
    rng: np.random.Generator, subjects: Subjects, breaks: dict[Key, Events]
) -> Iterator[Consignment]:
    """A file a year, and a later one that corrects 2019: what was concealed, and what was undecided."""
    zero, received = Zero.ACCIDENT, "2020-01-17T09:30:00"
    events = Events.join(breaks[zero, BEFORE], quiet_accidents(rng, subjects, BEFORE))
    ids = number_events(events, zero, BEFORE)
    corrected = (events.found > 0) | (
        (events.attributed == UNDECIDED) & (np.arange(len(events)) < len(breaks[zero, BEFORE]))
    )
    told = events.known_on(seconds(received))
    told.deaths[events.found > 0] = told.injuries[events.found > 0] = 0
    yield _whole(zero, BEFORE, received, event_table(told, ids, zero, subjects))

    truth = events.take(corrected)
    decided = np.where(rng.random(len(truth)) < 0.5, YES, NO)
    truth.attributed = np.where(truth.attributed == UNDECIDED, decided, truth.attributed).astype(np.int8)
    later = "2020-10-15T15:20:00"
    rows = event_table(truth.known_on(seconds(later)), ids.filter(pa.array(corrected)), zero, subjects)
    yield _whole(zero, BEFORE, later, rows, complete=False)

    received = "2021-01-22T11:00:00"
    events = Events.join(breaks[zero, YEAR], quiet_accidents(rng, subjects, YEAR))
    ids = number_events(events, zero, YEAR)
    yield _whole(zero, YEAR, received, event_table(events.known_on(seconds(received)), ids, zero, subjects))


def _cases(
    rng: np.random.Generator, subjects: Subjects, ground: Ground, breaks: dict[Key, Events]
) -> Iterator[Consignment]:
    zero = Zero.CASE
    for year, received in ((BEFORE, "2020-01-15T08:50:00"), (YEAR, "2021-01-15T08:50:00")):
        quiet = (quiet_cases(rng, subjects, year, sort) for sort in (CRIMINAL, PUBLIC_ORDER))
        events = Events.join(breaks[zero, year], *quiet)
        ids = number_events(events, zero, year)
        if year == YEAR and subjects.missing.any():
            yield from _piecewise(subjects, ground, events, ids)
        else:
            known = events.known_on(seconds(received))
            yield _whole(zero, year, received, event_table(known, ids, zero, subjects))


def _piecewise(subjects: Subjects, ground: Ground, events: Events, ids: pa.Array) -> Iterator[Consignment]:
    """Eleven months for the province; December city by city, in one city county by county, of which one has not
    delivered."""
    zero, received = Zero.CASE, "2020-12-20T17:10:00"
    early = events.occurred < seconds(f"{DECEMBER}-01")
    known = events.take(early).known_on(seconds(received))
    rows = event_table(known, ids.filter(pa.array(early)), zero, subjects)
    yield Consignment(zero, PROVINCE, (f"{YEAR}-01", f"{YEAR}-11"), True, received, SENDERS[zero], rows)
    yield from _december(subjects, ground, events.take(~early), ids.filter(pa.array(~early)))


def _december(subjects: Subjects, ground: Ground, events: Events, ids: pa.Array) -> Iterator[Consignment]:
    zero = Zero.CASE
    for number, (code, inside) in enumerate(_police_areas(subjects, ground)):
        received = f"2021-01-{8 + number:02d}T09:{10 + number}:00"
        own = inside[events.unit]
        known = events.take(own).known_on(seconds(received))
        rows = event_table(known, ids.filter(pa.array(own)), zero, subjects)
        sender = LOCAL_POLICE.get(code, SENDERS[zero])
        yield Consignment(zero, code, (DECEMBER, DECEMBER), True, received, sender, rows)


LOCAL_POLICE = {
    "140100000000": "taiyuan-police",
    "140200000000": "datong-police",
    "140602000000": "shuocheng-police",
}


def _police_areas(subjects: Subjects, ground: Ground) -> Iterator[tuple[str, np.ndarray]]:
    """Code of each place that delivers December by itself, with a mask of its units."""
    for at, city in enumerate(ground.cities):
        if city.code != rules.MISSING_CITY:
            yield city.code, subjects.city == at
            continue
        for number, county in enumerate(ground.counties):
            if county.parent_code == city.code and county.code != rules.MISSING_COUNTY:
                yield county.code, subjects.county == number
