"""How the sheets of people and of roles are judged, row by row. Pure."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from chizi.core.imports import RejectedRow
from chizi.core.words import N_
from chizi.org.rules import ADMINISTRATORS, Role, administrator_conflict, clean_name, same_spelling
from chizi.org.sheets import EMPTY, NO_AGENCY, NO_REGION, TWICE

BAD_USERNAME = N_("A user name has 2 to 40 small letters, digits, . _ or -.")
BAD_ROLE = N_("Unknown role. The template lists the roles.")
BAD_DATE = N_("This is not a date such as 2021-03-01.")
BACKWARDS = N_("The last day lies before the first day.")
APART = N_("The three administrators are different people.")
NOT_FROM_HERE = N_("Roles are granted by the security administrator; leave role, region and dates empty.")
SAME_PERSON = N_("The same person stands here under another spelling of the user name. Use one of them.")
SAME_NAME = N_(
    "The same person stands in this body under another user name; only the blanks in the name differ."
)
TWO_NAMES = N_("This user name stands on another line with another name or another body.")
HAS_LEFT = N_("This person has left. Register the return first, or leave out this line.")
TOO_LONG = N_("At most 80 signs fit in here, and all of them must be printable.")
NOBODY = N_("Nobody with this user name serves here.")
NOT_HIMSELF = N_("Nobody grants roles to himself.")
TOO_WIDE = N_("This lies outside your own part of the tree.")
NO_PARTY = N_("No open party with this code is registered.")
OTHER_START = N_(
    "This role is given already, from another day. Leave the first day empty, or end that grant first."
)
LAST_ONE = N_("This is the last one in this administrator's role, so it cannot get a last day.")

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
LONGEST = 80
ROLES, ADMINISTRATOR_ROLES = frozenset(Role), frozenset(ADMINISTRATORS)
Row = tuple[int, dict[str, str]]


@dataclass(frozen=True)
class Known:
    """Somebody who is registered; ``agency`` is the code of the body, or empty."""

    id: int
    username: str
    name: str
    agency: str
    serving: bool


@dataclass
class Spellings:
    """User names and names as they were met, to find the same person under two spellings."""

    usernames: dict[str, str] = field(default_factory=dict)
    names: dict[tuple[str, str], list[tuple[str, str]]] = field(default_factory=dict)

    def keep(self, username: str, name: str, agency: str) -> None:
        """Remember a person as written; ``agency`` may be empty."""
        self.usernames.setdefault(same_spelling(username), username)
        if agency:
            self.names.setdefault((agency, same_spelling(name)), []).append((name, username))

    def other_username(self, username: str) -> str:
        """Another spelling of the same user name that was met, or empty."""
        met = self.usernames.get(same_spelling(username), username)
        return met if met != username else ""

    def other_name(self, username: str, name: str, agency: str) -> str:
        """Who stands in the same body under the same name with other blanks; namesakes written alike may be."""
        met = self.names.get((agency, same_spelling(name)), []) if agency else []
        return next((other for written, other in met if other != username and written != name), "")


def judge_people(
    rows: Iterable[Row],
    known: Mapping[str, Known],
    agencies: Container[str],
    regions: Container[str],
    first_day: bool,
) -> list[RejectedRow]:
    """Every fault of a sheet of people. ``known`` maps user names; ``first_day``: roles may come along."""
    met = Spellings()
    for one in known.values():
        met.keep(one.username, one.name, one.agency)
    faults: list[RejectedRow] = []
    seen: set[tuple[str, str, str]] = set()
    persons: dict[str, tuple[str, str]] = {}
    held: dict[str, set[str]] = {}
    for line, row in rows:
        username, role = row["username"], row["role"]
        key = (username, role, row["region_code"])
        if key in seen:
            faults.append(RejectedRow(line, "username", TWICE, username))
        faults += _person_faults(line, row, known, met, persons)
        faults += [RejectedRow(line, *fault) for fault in _place_faults(row, agencies)]
        if role or row["from_date"] or row["until"]:
            held.setdefault(username, set()).add(role)
            faults += [
                RejectedRow(line, *fault)
                for fault in _role_faults(row, regions, first_day, held[username] & ADMINISTRATOR_ROLES)
            ]
        seen.add(key)
    return faults


def _person_faults(
    line: int,
    row: dict[str, str],
    known: Mapping[str, Known],
    met: Spellings,
    persons: dict[str, tuple[str, str]],
) -> Iterator[RejectedRow]:
    username, name, agency = row["username"], row["name"], row["agency_code"]
    valid = USERNAME.fullmatch(username) is not None
    if other := met.other_username(username):
        yield RejectedRow(line, "username", SAME_PERSON, f"{username} / {other}")
    elif not valid:
        yield RejectedRow(line, "username", BAD_USERNAME, username)
    if username in known and not known[username].serving:
        yield RejectedRow(line, "username", HAS_LEFT, username)
    if not name:
        yield RejectedRow(line, "name", EMPTY, name)
    elif len(name) > LONGEST or not _printable(name):
        yield RejectedRow(line, "name", TOO_LONG, name[:LONGEST])
    elif other := met.other_name(username, name, agency):
        yield RejectedRow(line, "name", SAME_NAME, f"{name} / {other}")
    stands = persons.setdefault(username, (clean_name(name), agency))
    if stands != (clean_name(name), agency):
        yield RejectedRow(line, "username", TWO_NAMES, username)
    if valid:
        met.keep(username, name, agency)


def _printable(text: str) -> bool:
    return all(sign.isprintable() or sign.isspace() for sign in text)


def _place_faults(row: dict[str, str], agencies: Container[str]) -> Iterator[tuple[str, str, str]]:
    agency, post = row["agency_code"], row["post"]
    if agency and agency not in agencies:
        yield "agency_code", NO_AGENCY, agency
    if post and not agency:
        yield "agency_code", EMPTY, agency
    if len(post) > LONGEST or not post.isprintable():
        yield "post", TOO_LONG, post[:LONGEST]


def _role_faults(
    row: dict[str, str], regions: Container[str], first_day: bool, administrators: set[str]
) -> Iterator[tuple[str, str, str]]:
    role = row["role"]
    if role and role not in ROLES:
        yield "role", BAD_ROLE, role
    if role and not first_day:
        yield "role", NOT_FROM_HERE, role
    if administrator_conflict(Role(one) for one in administrators):
        yield "role", APART, role
    if role and row["region_code"] not in regions:
        yield "region_code", NO_REGION, row["region_code"]
    if (role or row["from_date"]) and not is_day(row["from_date"]):
        yield "from_date", BAD_DATE, row["from_date"]
    yield from until_faults(row)


def until_faults(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the last day of a row."""
    until = row["until"]
    if until and not is_day(until):
        yield "until", BAD_DATE, until
    elif until and is_day(row["from_date"]) and until < row["from_date"]:
        yield "until", BACKWARDS, until


def is_day(text: str) -> bool:
    """Whether this is a day written as 2021-03-01."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
