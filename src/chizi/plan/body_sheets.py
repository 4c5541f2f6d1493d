"""The sheets of bodies and of their members: columns, what they mean, and how a row is judged. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chizi.core.imports import RejectedRow
from chizi.core.words import N_
from chizi.plan.rules.bodies import CODE_LENGTH, NAME_LENGTH, BodyKind, MemberRole

BODY_COLUMNS = {
    "code": N_("a code of your own that never changes: small letters, digits, . _ or -"),
    "kind": N_("leading_group, office, task_force or guidance_group"),
    "number": N_("number of a guidance group, such as 1; empty for others"),
    "name": N_("full name of the body"),
    "parent_code": N_("code of the body above it; may be empty"),
    "region_code": N_("12-digit code of the place whose body it is"),
    "founded_on": N_("day on which it was set up, such as 2021-02-27"),
    "branch": N_("name of its temporary party branch; may be empty"),
    "branch_founded_on": N_("day on which the branch was set up; empty: with the body"),
}
MEMBER_COLUMNS = {
    "body_code": N_("code of the body"),
    "username": N_("user name of somebody who is registered already"),
    "name": N_("the person's name, to be compared with the register; may be empty"),
    "role": N_("head, deputy, member or office"),
    "from_date": N_("first day of membership, such as 2021-03-01"),
    "until": N_("last day of membership; empty: until further notice"),
}

EMPTY = N_("This cell must not be empty.")
TOO_LONG = N_("This cell holds too many characters.")
BAD_CODE = N_("A code has 2 to 40 small letters, digits, . _ or -.")
TWICE = N_("This code stands on two lines.")
BAD_KIND = N_("Unknown kind of body. The template lists the kinds.")
BAD_NUMBER = N_("A guidance group needs a number from 1 to 999; other bodies have none.")
NUMBER_TWICE = N_("Another guidance group below the same body has this number.")
NO_PARENT = N_("No body with this code is in this file or registered.")
CIRCLE = N_("The bodies stand below each other in a circle.")
NO_REGION = N_("No region with this code lies where you manage bodies.")
BAD_DATE = N_("This is not a date such as 2021-03-01.")
NO_BODY = N_("No open body with this code is registered where you manage bodies.")
NO_PERSON = N_("Nobody with this user name is registered. Import the people first.")
OTHER_NAME = N_(
    "The register has another name for this user name: perhaps the same person under two spellings."
)
HAS_LEFT = N_("This person has left service.")
BAD_ROLE = N_("Unknown capacity. Use head, deputy, member or office.")
BACKWARDS = N_("The last day lies before the first day.")
MEMBER_TWICE = N_("This person stands twice in the same body on the same days.")
TWO_HEADS = N_("This body has another head on the same days.")
CHANGED = N_("The kind and the place of a registered body do not change by import.")

Row = tuple[int, dict[str, str]]
LAST_DAY = date.max
MOST_NUMBER = 999


@dataclass(frozen=True)
class KnownBody:
    """A registered body as the judge needs it."""

    kind: str
    region_code: str
    parent_code: str
    number: int | None


@dataclass(frozen=True)
class KnownPerson:
    """A registered person as the judge needs him."""

    name: str
    left: bool


@dataclass(frozen=True)
class Stretch:
    """A membership as stored or in the file; ``until`` is `LAST_DAY` when open."""

    username: str
    role: str
    from_date: date
    until: date


def day_of(text: str) -> date | None:
    """The day, or None for anything but YYYY-MM-DD."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def is_code(text: str) -> bool:
    """Whether a text can be a body's code."""
    letters = set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    return 2 <= len(text) <= CODE_LENGTH and set(text) <= letters and text[0] not in "._-"


def judge_bodies(
    rows: Iterable[Row], regions: Collection[str], known: Mapping[str, KnownBody]
) -> list[RejectedRow]:
    """Every fault of a sheet of bodies."""
    rows = list(rows)
    parents = {code: one.parent_code for code, one in known.items()}
    parents |= {row["code"]: row["parent_code"] for _, row in rows if row["code"]}
    numbers: dict[tuple[str, str], str] = {
        (one.parent_code, str(one.number)): code for code, one in known.items() if one.number is not None
    }
    faults: list[RejectedRow] = []
    seen: set[str] = set()
    for line, row in rows:
        group, number = row["kind"] == BodyKind.GUIDANCE_GROUP, row["number"]
        digits = number.isascii() and number.isdecimal() and len(number) <= 3
        good = digits and 1 <= int(number) <= MOST_NUMBER
        place = (row["parent_code"], str(int(number)) if good else number)
        before = known.get(row["code"])
        checks = (
            ("code", not is_code(row["code"]), BAD_CODE),
            ("code", row["code"] in seen, TWICE),
            ("kind", row["kind"] not in set(BodyKind), BAD_KIND),
            ("kind", before is not None and before.kind != row["kind"], CHANGED),
            ("number", group != bool(number) or (bool(number) and not good), BAD_NUMBER),
            ("number", good and numbers.get(place, row["code"]) != row["code"], NUMBER_TWICE),
            ("name", not row["name"], EMPTY),
            ("name", len(row["name"]) > NAME_LENGTH, TOO_LONG),
            ("parent_code", bool(row["parent_code"]) and row["parent_code"] not in parents, NO_PARENT),
            ("parent_code", _in_circle(row["code"], parents), CIRCLE),
            ("region_code", row["region_code"] not in regions, NO_REGION),
            ("region_code", before is not None and before.region_code != row["region_code"], CHANGED),
            ("founded_on", day_of(row["founded_on"]) is None, BAD_DATE),
            ("branch", len(row["branch"]) > NAME_LENGTH, TOO_LONG),
            ("branch", bool(row["branch_founded_on"]) and not row["branch"], EMPTY),
            (
                "branch_founded_on",
                bool(row["branch_founded_on"]) and day_of(row["branch_founded_on"]) is None,
                BAD_DATE,
            ),
        )
        faults += [RejectedRow(line, column, why, row[column]) for column, wrong, why in checks if wrong]
        seen.add(row["code"])
        if good:
            numbers.setdefault(place, row["code"])
    return faults


def _in_circle(code: str, parents: Mapping[str, str]) -> bool:
    at, steps = parents.get(code, ""), 0
    while at and steps <= len(parents):
        if at == code:
            return True
        at, steps = parents.get(at, ""), steps + 1
    return steps > len(parents)


def judge_members(
    rows: Iterable[Row],
    bodies: Collection[str],
    people: Mapping[str, KnownPerson],
    held: Mapping[str, list[Stretch]],
) -> list[RejectedRow]:
    """Every fault of a sheet of members. ``held`` are the memberships of each body that are stored already."""
    faults: list[RejectedRow] = []
    taken = {code: list(stretches) for code, stretches in held.items()}
    seen: set[tuple[str, Stretch | None]] = set()
    for line, row in rows:
        person = people.get(row["username"])
        begins, ends = day_of(row["from_date"]), day_of(row["until"]) if row["until"] else LAST_DAY
        others = taken.setdefault(row["body_code"], [])
        stretch = (
            Stretch(row["username"], row["role"], begins, ends)
            if begins and ends and begins <= ends
            else None
        )
        same = [one for one in others if stretch and one.from_date <= stretch.until]
        same = [one for one in same if stretch and stretch.from_date <= one.until and one != stretch]
        heads = [one for one in same if one.role == MemberRole.HEAD and one.username != row["username"]]
        checks = (
            ("body_code", row["body_code"] not in bodies, NO_BODY),
            ("username", person is None, NO_PERSON),
            ("username", person is not None and person.left, HAS_LEFT),
            ("name", person is not None and row["name"] not in ("", person.name), OTHER_NAME),
            ("role", row["role"] not in set(MemberRole), BAD_ROLE),
            ("role", row["role"] == MemberRole.HEAD and bool(heads), TWO_HEADS),
            ("from_date", begins is None, BAD_DATE),
            ("until", ends is None, BAD_DATE),
            ("until", begins is not None and ends is not None and ends < begins, BACKWARDS),
            ("username", any(one.username == row["username"] for one in same), MEMBER_TWICE),
            ("username", stretch is not None and (row["body_code"], stretch) in seen, MEMBER_TWICE),
        )
        faults += [RejectedRow(line, column, why, row[column]) for column, wrong, why in checks if wrong]
        seen.add((row["body_code"], stretch))
        if stretch is not None and stretch not in others:
            others.append(stretch)
    return faults
