"""The sheets that org reads: columns, what they mean, and how a row is judged. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chizi.core.imports import RejectedRow
from chizi.core.words import N_
from chizi.org.rules import LEVEL_NAMES, AgencyKind, Level, UnitKind

VILLAGE = "village"
# Placeholders of the statistical code book (虚拟/类似/生活区): nobody lives there as a unit, nobody judges them.
PLACEHOLDERS = ("虚拟社区", "类似社区", "虚拟生活区", "生活区")
COMMUNITY_WORDS = ("居委会", "居民委员会", "社区")

DIVISION_COLUMNS = {
    "code": N_("12 digits, as in the statistical code book (GB/T 2260, GB/T 10114); keep the column as text"),
    "name": N_("name of the division"),
    "level": N_("province, city, county, township or village; village rows become units of the register"),
    "parent_code": N_("code of the division it belongs to; empty for the province"),
}
AGENCY_COLUMNS = {
    "code": N_("a code of your own that never changes"),
    "name": N_("full name of the body"),
    "kind": N_(
        "party_committee, political_legal_commission, police, court, procuratorate, justice,"
        " emergency_management, petitions_office, police_station, tribunal or vehicle_office"
    ),
    "region_code": N_("12-digit code of the place it serves"),
    "parent_code": N_("code of the body that leads it; may be empty"),
}
PEOPLE_COLUMNS = {
    "username": N_("2 to 40 small letters, digits, . _ or -"),
    "name": N_("the person's name"),
    "agency_code": N_("code of the body where the person serves; may be empty"),
    "post": N_("position held in that body, such as director; may be empty"),
    "role": N_(
        "a role to grant, or empty: office, clerk, leader, inspector, lead-department, publisher, auditor,"
        " system-admin, security-admin and so on"
    ),
    "region_code": N_("where the role counts; needed with a role"),
    "from_date": N_("first day of the role, such as 2021-03-01; needed with a role"),
    "until": N_("last day of the role; empty: until further notice"),
}
GRANT_COLUMNS = {
    "username": N_("user name of the person who gets the role"),
    "role": N_("the role, such as office, clerk, leader, inspector, verifier or lead-department"),
    "region_code": N_("12-digit code of the place in which the role counts"),
    "agency_code": N_("code of the body for which the person stands; may be empty"),
    "party_code": N_("code of a party that is no public body, such as body:group-1; may be empty"),
    "from_date": N_("first day of the role, such as 2021-03-01; empty: today"),
    "until": N_("last day of the role; empty: until further notice"),
    "reason": N_("why the role is given; may be empty"),
}

EMPTY = N_("This cell must not be empty.")
BAD_CODE = N_("This is not a 12-digit code. Format the column as text, then enter the code again.")
TWICE = N_("This code stands on two lines.")
BAD_LEVEL = N_("Unknown level. Use province, city, county, township or village.")
NO_PARENT = N_("The place above it is neither in this file nor registered.")
PARENT_LEVEL = N_("The place above it must be of a higher level.")
BAD_KIND = N_("Unknown kind of body. The template lists the kinds.")
NO_REGION = N_("No region with this code is registered.")
NO_AGENCY = N_("No body with this code is in this file or registered.")
CIRCLE = N_("The bodies lead each other in a circle.")
SECOND_PROVINCE = N_("One installation serves one province; another one is already registered.")


@dataclass(frozen=True)
class Division:
    """One judged line of a divisions sheet."""

    line: int
    code: str
    name: str
    level: str
    parent_code: str


def unit_kind(name: str) -> UnitKind:
    """A village (村委会) or a community (居委会), by the name of its committee."""
    return UnitKind.COMMUNITY if any(word in name for word in COMMUNITY_WORDS) else UnitKind.VILLAGE


def is_placeholder(name: str) -> bool:
    """Whether a village row is a placeholder of the code book rather than a place where people live."""
    return name.endswith(PLACEHOLDERS)


def judge_divisions(
    rows: Iterable[Division], known: Mapping[str, int]
) -> tuple[list[Division], list[RejectedRow]]:
    """Split rows into good and faulty. ``known`` maps registered codes to their level."""
    rows = list(rows)
    order = {name: level.value for name, level in LEVEL_NAMES.items()} | {VILLAGE: 5}
    levels = dict(known) | {row.code: order.get(row.level, 0) for row in rows}
    seen: set[str] = set()
    faults: list[RejectedRow] = []
    provinces = {code for code, level in known.items() if level == Level.PROVINCE}
    for row in rows:
        for column, reason in _division_faults(row, order, levels, seen):
            faults.append(RejectedRow(row.line, column, reason, getattr(row, column)))
        if row.level == "province" and provinces and row.code not in provinces:
            faults.append(RejectedRow(row.line, "code", SECOND_PROVINCE, row.code))
        seen.add(row.code)
    bad = {fault.line for fault in faults}
    return [row for row in rows if row.line not in bad], faults


def _division_faults(
    row: Division, order: Mapping[str, int], levels: Mapping[str, int], seen: set[str]
) -> Iterable[tuple[str, str]]:
    if not (row.code.isascii() and row.code.isdecimal() and len(row.code) == 12):
        yield "code", BAD_CODE
    elif row.code in seen:
        yield "code", TWICE
    if not row.name:
        yield "name", EMPTY
    if row.level not in order:
        yield "level", BAD_LEVEL
    elif row.level != "province":
        above = levels.get(row.parent_code)
        if above is None:
            yield "parent_code", NO_PARENT
        elif above >= order[row.level] or above == 0:
            yield "parent_code", PARENT_LEVEL


def judge_agencies(
    rows: Iterable[tuple[int, dict[str, str]]], regions: Iterable[str], known: Mapping[str, str]
) -> tuple[list[tuple[int, dict[str, str]]], list[RejectedRow]]:
    """Split agency rows into good and faulty. ``known`` maps registered codes to their parent's code."""
    rows = list(rows)
    places, kinds = set(regions), set(AgencyKind)
    parents = dict(known) | {row["code"]: row["parent_code"] for _, row in rows if row["code"]}
    faults: list[RejectedRow] = []
    seen: set[str] = set()
    for line, row in rows:
        checks = (
            ("code", not row["code"], EMPTY),
            ("code", bool(row["code"]) and row["code"] in seen, TWICE),
            ("name", not row["name"], EMPTY),
            ("kind", row["kind"] not in kinds, BAD_KIND),
            ("region_code", row["region_code"] not in places, NO_REGION),
            ("parent_code", bool(row["parent_code"]) and row["parent_code"] not in parents, NO_AGENCY),
            ("parent_code", _in_circle(row["code"], parents), CIRCLE),
        )
        faults += [
            RejectedRow(line, column, reason, row[column]) for column, wrong, reason in checks if wrong
        ]
        seen.add(row["code"])
    bad = {fault.line for fault in faults}
    return [pair for pair in rows if pair[0] not in bad], faults


def _in_circle(code: str, parents: Mapping[str, str]) -> bool:
    at, steps = parents.get(code, ""), 0
    while at and steps <= len(parents):
        if at == code:
            return True
        at, steps = parents.get(at, ""), steps + 1
    return steps > len(parents)
