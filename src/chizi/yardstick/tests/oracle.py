"""A second reading of three-zero.md, written from that page alone: dense, day by day, in Polars.

It shares no code with the yardstick and makes no attempt to be fast. Every unit is laid out on every day on which it
is open, and every unit, zero and period is judged one by one. Rules come in as plain tuples
(zero, subtype, rule id, least severity or casualties, since, until), tolerances as {zero: (month, year)}.
"""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

FIRST_DAY, LAST_DAY = date(2017, 1, 1), date(2023, 12, 31)
ZEROS = ("petition", "accident", "case")
WORST_FIRST = ("broken", "disputed", "pending", "achieved")


@dataclass
class Answer:
    """Everything the page says about a world, densely."""

    statuses: dict[tuple[str, str, str], str]
    figures: dict[tuple[str, str, str], dict[str, int]]
    tallies: dict[tuple[str, str, str, str], int]
    break_periods: set[tuple]
    places: dict[tuple[str, str], dict]


def judge(world, *, rules, tolerances, as_of: datetime, periods: list[str]) -> Answer:
    days = open_days(world.units)
    parents = {row["code"]: row for row in world.regions}
    events = known_events(world.facts, as_of)
    breaks = [found for event in events for found in judged_break(event, rules, as_of)]
    hits = [hit for found in breaks for hit in broken_periods(found, periods)]
    covered = covered_months(world.deliveries, parents, as_of)
    codes = sorted({row["unit_code"] for row in world.units})
    statuses, places = {}, {}
    for period in periods:
        for code in codes:
            own = days.filter(pl.col("unit_code") == code)
            places[period, code] = counting_row(own, period)
            single = [
                status_of(
                    own, zero, period, hits_of(hits, code, zero, period), tolerances, covered, parents, as_of
                )
                for zero in ZEROS
            ]
            statuses.update({(period, code, zero): one for zero, one in zip(ZEROS, single, strict=True)})
            together = "not_in_scope" if "not_in_scope" in single else min(single, key=WORST_FIRST.index)
            statuses[period, code, "three_zero"] = together
    return Answer(
        statuses=statuses,
        figures=figures_of(statuses, places, parents, periods, codes),
        tallies=tallies_of(events, hits, places, parents, periods, rules, as_of),
        break_periods={
            (
                period,
                found["event"]["unit_code"],
                found["event"]["zero"],
                found["event"]["event_id"],
                found["rule"],
                instant,
                found["certain"],
                how,
                statuses[period, found["event"]["unit_code"], found["event"]["zero"]] != "not_in_scope",
            )
            for period, how, instant, found in hits
        },
        places=places,
    )


def bounds(period: str) -> tuple[date, date]:
    """First day of the period and first day after it."""
    year = int(period[:4])
    if len(period) == 4:
        return date(year, 1, 1), date(year + 1, 1, 1)
    month = int(period[5:])
    return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def open_days(units: list[dict]) -> pl.DataFrame:
    """unit_code, day, region_code, kind, sector: one row for each day on which a unit was open."""
    calendar = pl.DataFrame({"day": pl.date_range(FIRST_DAY, LAST_DAY, eager=True)})
    dates = dict.fromkeys(("valid_from", "valid_to", "opened_on", "closed_on"), pl.Date)
    names = ("unit_code", "region_code", "kind", "sector", *dates)
    rows = pl.DataFrame(
        [{name: unit.get(name) for name in names} for unit in units],
        schema={**dict.fromkeys(names, pl.String), **dates},
    )
    day = pl.col("day")
    return (
        rows.join(calendar, how="cross")
        .filter(
            (pl.col("valid_from").is_null() | (pl.col("valid_from") <= day))
            & (pl.col("valid_to").is_null() | (day < pl.col("valid_to")))
            & (pl.col("opened_on").is_null() | (pl.col("opened_on") <= day))
            & (pl.col("closed_on").is_null() | (day < pl.col("closed_on")))
        )
        .sort("unit_code", "day")
    )


def counting_row(own: pl.DataFrame, period: str) -> dict:
    """The register row of the unit's last open day in or before the period, else of its first open day."""
    before = own.filter(pl.col("day") < bounds(period)[1])
    return (before.tail(1) if before.height else own.head(1)).row(0, named=True)


def known_events(facts: list[dict], as_of: datetime) -> list[dict]:
    """One version of each event: the last received, on a tie the later import; then known only if reported."""
    latest: dict[tuple, dict] = {}
    for fact in sorted(facts, key=lambda fact: (fact["received_at"], fact["delivery_id"])):
        if fact["received_at"] < as_of:
            latest[fact["source_body"], fact["event_id"]] = fact
    return [event for event in latest.values() if event["reported_at"] < as_of]


def before(instant: datetime | None, as_of: datetime) -> datetime | None:
    return instant if instant is not None and instant < as_of else None


def judged_break(event: dict, rules, as_of: datetime) -> list[dict]:
    if event["status"] not in ("open", "resolved") or event["attributed"] is False:
        return []
    for zero, subtype, rule, least, since, until in rules:
        if (zero, subtype) != (event["zero"], event["subtype"]):
            continue
        instant = event["due_at"] if zero == "petition" else event["occurred_at"]
        if instant is None or (since and instant < midnight(since)) or (until and instant >= midnight(until)):
            continue
        if zero == "petition":
            resolved = before(event["resolved_at"], as_of)
            holds = event["due_at"] < as_of and (resolved is None or resolved > event["due_at"])
        elif zero == "accident":
            holds = (event["deaths"] or 0) + (event["injuries"] or 0) >= least
        else:
            holds = event["severity"] >= least
        if holds:
            found = before(event["concealment_found_at"], as_of)
            certain = event["attributed"] is True
            return [{"event": event, "rule": rule, "instant": instant, "found": found, "certain": certain}]
    return []


def broken_periods(found: dict, periods: list[str]) -> list[tuple]:
    """(period, how, instant, break) for each period that the event breaks."""
    own, hidden = found["instant"], found["found"]
    hits = [(p, "own", own, found) for p in (own.strftime("%Y-%m"), own.strftime("%Y")) if p in periods]
    if hidden:
        reached = (hidden.strftime("%Y-%m"), str(hidden.year), str(hidden.year - 1))
        hits += [(p, "concealment", hidden, found) for p in reached if p in periods]
    return hits


def hits_of(hits: list[tuple], code: str, zero: str, period: str) -> list[tuple]:
    return [
        hit
        for hit in hits
        if hit[0] == period and hit[3]["event"]["unit_code"] == code and hit[3]["event"]["zero"] == zero
    ]


def covered_months(deliveries: list[dict], parents: dict[str, dict], as_of: datetime) -> set[tuple]:
    """(zero, county, month) for which a complete delivery, received after the month's end, is visible."""
    covered = set()
    for delivery in deliveries:
        if not delivery["complete"] or delivery["received_at"] >= as_of:
            continue
        for year in range(2017, 2024):
            for month in (f"{year}-{number:02d}" for number in range(1, 13)):
                inside = delivery["first_month"] <= month <= delivery["last_month"]
                if inside and delivery["received_at"] >= midnight(bounds(month)[1]):
                    covered |= {
                        (delivery["zero"], code, month)
                        for code, region in parents.items()
                        if region["level"] == 3
                        and delivery["region_code"] in (region["province"], region["city"], region["county"])
                    }
    return covered


def status_of(own, zero, period, hits, tolerances, covered, parents, as_of) -> str:
    start, end = bounds(period)
    inside = own.filter((pl.col("day") >= start) & (pl.col("day") < end))
    if inside.is_empty():
        return "not_in_scope"
    allowed = tolerances[zero][0 if len(period) == 7 else 1]
    if exceeds([hit for hit in hits if hit[3]["certain"]], allowed):
        return "broken"
    if exceeds(hits, allowed):
        return "disputed"
    if as_of < midnight(end):
        return "pending"
    months = inside.group_by(pl.col("day").dt.strftime("%Y-%m").alias("month")).agg(
        pl.col("region_code").sort_by("day").last()
    )
    for row in months.iter_rows(named=True):
        if (zero, parents[row["region_code"]]["county"], row["month"]) not in covered:
            return "pending"
    return "achieved"


def exceeds(hits: list[tuple], allowed: int) -> bool:
    return sum(hit[1] == "own" for hit in hits) > allowed or any(hit[1] == "concealment" for hit in hits)


def homes(place: dict, parents: dict[str, dict]) -> list[tuple[str, str]]:
    """Every (region, slice) in which a unit of this register row counts."""
    region = parents[place["region_code"]]
    above = [region[level] for level in ("province", "city", "county", "town") if region[level]]
    slices = ["all", f"kind:{place['kind']}", *([f"sector:{place['sector']}"] if place["sector"] else [])]
    return [(code, part) for code in above for part in slices]


def figures_of(statuses, places, parents, periods, codes) -> dict:
    names = [
        "not_in_scope",
        *(f"{zero}_{status}" for zero in (*ZEROS, "three_zero") for status in WORST_FIRST),
    ]
    figures: dict[tuple[str, str, str], dict[str, int]] = {}
    pairs = {(code, "all") for code in parents}
    pairs |= {home for place in places.values() for home in homes(place, parents)}
    for period in periods:
        for home in pairs:
            figures[period, *home] = dict.fromkeys(names, 0)
        for code in codes:
            for home in homes(places[period, code], parents):
                row = figures[period, *home]
                if statuses[period, code, "three_zero"] == "not_in_scope":
                    row["not_in_scope"] += 1
                    continue
                for zero in (*ZEROS, "three_zero"):
                    row[f"{zero}_{statuses[period, code, zero]}"] += 1
    return figures


def tallies_of(events, hits, places, parents, periods, rules, as_of) -> dict:
    tallies: dict[tuple[str, str, str, str], int] = {}

    def count(instant: datetime, event: dict, measure: str, number: int = 1) -> None:
        for period in (instant.strftime("%Y-%m"), instant.strftime("%Y")):
            if period in periods and number:
                for home in homes(places[period, event["unit_code"]], parents):
                    key = (period, *home, measure)
                    tallies[key] = tallies.get(key, 0) + number

    breaking = {rule[1] for rule in rules if rule[0] == "petition"}
    for event in events:
        if event["status"] not in ("open", "resolved"):
            continue
        if event["zero"] == "accident" and (event["deaths"] or 0) > 0:
            count(event["occurred_at"], event, "fatal_accidents")
            count(event["occurred_at"], event, "deaths", event["deaths"])
        if event["zero"] == "case":
            names = {"criminal": "criminal_cases", "public_order": "public_order_cases"}
            count(event["occurred_at"], event, names[event["subtype"]])
        resolved = before(event["resolved_at"], as_of)
        if event["subtype"] in breaking and resolved is not None:
            late = resolved > event["due_at"]
            count(resolved, event, "petitions_late" if late else "petitions_in_time")
    for found in {id(hit[3]): hit[3] for hit in hits if hit[3]["certain"]}.values():
        count(found["instant"], found["event"], f"break:{found['event']['subtype']}")
    return tallies
