"""Roles, abilities and scopes. Pure: no Django, no clock."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Protocol

CONSOLE = "console"  # the actor while no person exists yet: whoever can start the command owns the machine


class Level(IntEnum):
    """Depth in the tree of regions. Villages are Units, not Regions."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWN = 4


LEVEL_NAMES = {"province": Level.PROVINCE, "city": Level.CITY, "county": Level.COUNTY, "township": Level.TOWN}
DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWN: 9}
CODE_LENGTH = 12


def full_code(code: str) -> str:
    """A region code of 2, 4, 6, 9 or 12 digits, padded to 12 (GB/T 2260 and GB/T 10114).

    Raises ValueError for anything else.
    """
    if not (code.isascii() and code.isdecimal() and len(code) in {2, 4, 6, 9, CODE_LENGTH}):
        raise ValueError(code)
    return code.ljust(CODE_LENGTH, "0")


class Role(StrEnum):
    """Who someone is for a part of the tree (architecture of roles: CONTRIBUTING.md)."""

    OFFICE = "office"
    CLERK = "clerk"
    LEADER = "leader"
    OFFICER = "officer"
    INSPECTOR = "inspector"
    VERIFIER = "verifier"
    CUSTODIAN = "custodian"
    LEAD_HANDLER = "lead-handler"
    PETITION_AGENT = "petition-agent"
    MEDIATOR = "mediator"
    DISPATCHER = "dispatcher"
    DUTY_UNIT = "duty-unit"
    LEAD_DEPARTMENT = "lead-department"
    CRITERIA_AUTHOR = "criteria-author"
    PUBLISHER = "publisher"
    AUDITOR = "auditor"
    SYSTEM_ADMIN = "system-admin"
    SECURITY_ADMIN = "security-admin"


class Ability(StrEnum):
    """What may be done. A role gives abilities; a grant says where and from when to when."""

    SEE_FIGURES = "see-figures"  # boards: counts by place
    SEE_UNITS = "see-units"  # the register and the breaking events of single units
    SEE_DELIVERIES = "see-deliveries"
    DELIVER_FACTS = "deliver-facts"
    RUN_EVALUATION = "run-evaluation"
    REGISTER_CRITERIA = "register-criteria"
    RAISE_APPEAL = "raise-appeal"  # object to an event that counts against a unit
    ANSWER_APPEAL = "answer-appeal"
    PROPOSE_PUBLICATION = "propose-publication"
    APPROVE_PUBLICATION = "approve-publication"
    SEE_PUBLICATIONS = "see-publications"  # all versions in any state; what is public needs no ability
    IMPORT_REGISTER = "import-register"  # divisions, agencies, units
    IMPORT_PEOPLE = "import-people"
    GIVE_GRANTS = "give-grants"
    SEE_GRANTS = "see-grants"
    SEE_JOURNAL = "see-journal"
    SEE_PEOPLE = "see-people"  # who serves where
    RELEASE_RESET = "release-reset"  # the second administrator of a password reset
    SEE_PLAN = "see-plan"  # campaigns, measures, coverage
    MANAGE_PLAN = "manage-plan"  # campaigns, trees, phases, gates
    ASSIGN_TASK = "assign-task"  # assign, exempt, answer objections, accept results
    WORK_TASK = "work-task"  # results, objections and requests of one's own party
    SEE_BODIES = "see-bodies"
    MANAGE_BODIES = "manage-bodies"  # bodies, members, deployments, meetings, instructions, regulations
    SEE_MATTERS = "see-matters"
    RAISE_MATTER = "raise-matter"
    HANDLE_MATTER = "handle-matter"  # remedy, reply and result of one's own party
    VERIFY_MATTER = "verify-matter"
    LEARN = "learn"  # one's own learning and one's own record; nobody else's
    SEE_LEARNING = "see-learning"  # the library with what is not published yet, progress of parties
    MANAGE_LEARNING = "manage-learning"  # materials, questions, papers, what a task asks to be learned
    CONFIRM_LEARNING = "confirm-learning"  # that somebody else applied what he learned
    REVIEW_SIGNS = "review-signs"  # signs of going through the motions, for a human look
    SEE_SURVEYS = "see-surveys"
    MANAGE_SURVEYS = "manage-surveys"  # draw samples, ask, close; never about one's own party
    ANSWER_SUGGESTION = "answer-suggestion"


LOOK = frozenset({Ability.SEE_FIGURES, Ability.SEE_UNITS, Ability.SEE_DELIVERIES})
SEE_WORK = frozenset(
    {Ability.SEE_PLAN, Ability.SEE_BODIES, Ability.SEE_MATTERS, Ability.SEE_LEARNING, Ability.SEE_SURVEYS}
)
OWN_WORK = frozenset({Ability.WORK_TASK, Ability.HANDLE_MATTER})  # for the party a grant is bound to
ABILITIES: dict[Role, frozenset[Ability]] = {
    Role.OFFICE: LOOK
    | SEE_WORK
    | {
        Ability.MANAGE_PLAN,
        Ability.ASSIGN_TASK,
        Ability.MANAGE_BODIES,
        Ability.SEE_PEOPLE,
        Ability.RAISE_MATTER,
        Ability.RUN_EVALUATION,
        Ability.PROPOSE_PUBLICATION,
        Ability.SEE_PUBLICATIONS,
        Ability.IMPORT_REGISTER,
        Ability.SEE_JOURNAL,
        Ability.RAISE_APPEAL,
        Ability.LEARN,
        Ability.MANAGE_LEARNING,
        Ability.CONFIRM_LEARNING,
        Ability.REVIEW_SIGNS,
        Ability.MANAGE_SURVEYS,
        Ability.ANSWER_SUGGESTION,
    },
    Role.LEADER: LOOK
    | SEE_WORK
    | OWN_WORK
    | {
        Ability.APPROVE_PUBLICATION,
        Ability.SEE_PUBLICATIONS,
        Ability.LEARN,
        Ability.CONFIRM_LEARNING,
    },
    Role.INSPECTOR: LOOK
    | SEE_WORK
    | {Ability.RAISE_MATTER, Ability.LEARN, Ability.CONFIRM_LEARNING, Ability.REVIEW_SIGNS},
    Role.CLERK: frozenset({Ability.SEE_FIGURES, Ability.SEE_UNITS, Ability.RAISE_APPEAL})
    | SEE_WORK
    | OWN_WORK
    | {Ability.LEARN, Ability.MANAGE_LEARNING, Ability.CONFIRM_LEARNING},
    Role.VERIFIER: LOOK | SEE_WORK | {Ability.VERIFY_MATTER, Ability.LEARN},
    Role.LEAD_DEPARTMENT: LOOK | {Ability.DELIVER_FACTS, Ability.ANSWER_APPEAL, Ability.LEARN},
    Role.CRITERIA_AUTHOR: frozenset({Ability.SEE_FIGURES, Ability.REGISTER_CRITERIA, Ability.RUN_EVALUATION}),
    Role.PUBLISHER: frozenset(
        {
            Ability.SEE_FIGURES,
            Ability.PROPOSE_PUBLICATION,
            Ability.APPROVE_PUBLICATION,
            Ability.SEE_PUBLICATIONS,
        }
    ),
    Role.AUDITOR: LOOK
    | SEE_WORK
    | {Ability.SEE_PUBLICATIONS, Ability.SEE_GRANTS, Ability.SEE_JOURNAL, Ability.SEE_PEOPLE},
    Role.SYSTEM_ADMIN: frozenset({Ability.IMPORT_REGISTER, Ability.IMPORT_PEOPLE, Ability.SEE_PEOPLE}),
    Role.SECURITY_ADMIN: frozenset(
        {Ability.GIVE_GRANTS, Ability.SEE_GRANTS, Ability.SEE_PEOPLE, Ability.RELEASE_RESET}
    ),
    Role.OFFICER: frozenset({Ability.SEE_FIGURES, Ability.SEE_PLAN, Ability.LEARN}),
    Role.PETITION_AGENT: frozenset({Ability.SEE_FIGURES, Ability.LEARN}),
    Role.MEDIATOR: frozenset({Ability.SEE_FIGURES, Ability.LEARN}),
    Role.DISPATCHER: frozenset({Ability.SEE_FIGURES, Ability.LEARN}),
    Role.DUTY_UNIT: frozenset(),
    Role.CUSTODIAN: frozenset(),
    Role.LEAD_HANDLER: frozenset(),
}
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


class AgencyKind(StrEnum):
    """Kinds of public bodies. The first eight stand at province, city and county, the rest below."""

    PARTY_COMMITTEE = "party_committee"
    POLITICAL_LEGAL_COMMISSION = "political_legal_commission"
    POLICE = "police"
    COURT = "court"
    PROCURATORATE = "procuratorate"
    JUSTICE = "justice"
    EMERGENCY_MANAGEMENT = "emergency_management"
    PETITIONS_OFFICE = "petitions_office"
    POLICE_STATION = "police_station"
    TRIBUNAL = "tribunal"
    VEHICLE_OFFICE = "vehicle_office"


class PartyKind(StrEnum):
    """What a party stands for."""

    AGENCY = "agency"
    UNIT = "unit"
    BODY = "body"


def party_code(kind: PartyKind, code: str) -> str:
    """ "agency:1401-police" of an agency's own code; what already says its kind stays as it is."""
    return code if code.startswith(f"{kind.value}:") else f"{kind.value}:{code}"


class Relation(StrEnum):
    """Kinship that excludes from a deployment or a step (civil servants' recusal, 公务员回避规定 art. 5)."""

    SPOUSE = "spouse"
    LINEAL = "lineal"  # parents, grandparents, children, grandchildren
    COLLATERAL = "collateral"  # within three generations: siblings, uncles, aunts, cousins
    IN_LAW = "in-law"  # close relation by marriage
    OTHER = "other"


class UnitKind(StrEnum):
    """The four kinds of judged units, in the two families of the source (S3-07)."""

    VILLAGE = "village"
    COMMUNITY = "community"
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"


class Place(Protocol):
    """A row that says where it belongs: ids of Regions, None above its own level."""

    city_id: int | None
    county_id: int | None
    town_id: int | None


@dataclass(frozen=True)
class Scope:
    """A part of the province: everything, or subtrees by region id and (for text rows) by code prefix.

    `covers` answers for one row what `org.queries.narrow` asks the database for many; a property test keeps
    the two equal.
    """

    everything: bool = False
    cities: frozenset[int] = frozenset()
    counties: frozenset[int] = frozenset()
    towns: frozenset[int] = frozenset()
    prefixes: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing at all lies within: the default of everyone without a grant."""
        return not (self.everything or self.cities or self.counties or self.towns)

    def covers(self, place: Place) -> bool:
        """Whether the row's place lies in one of the subtrees."""
        return (
            self.everything
            or place.city_id in self.cities
            or place.county_id in self.counties
            or place.town_id in self.towns
        )

    def covers_code(self, code: str) -> bool:
        """The same for a place known only by its code; a place without code belongs to the province."""
        return self.everything or any(code.startswith(prefix) for prefix in self.prefixes)


STANDS_FOR = frozenset({Role.CLERK, Role.LEADER, Role.LEAD_DEPARTMENT})  # bound to a party where there is one


def active(from_date: date, until: date | None, on: date) -> bool:
    """Whether a dated grant or post counts on a day; ``until`` is the last day that counts."""
    return from_date <= on and (until is None or on <= until)


def roles_with(ability: Ability) -> frozenset[Role]:
    """All roles that give the ability."""
    return frozenset(role for role, given in ABILITIES.items() if ability in given)


def administrator_conflict(roles: Iterable[Role]) -> bool:
    """Whether one person would hold two of the three administrators' roles (GB/T 22239: 三员分立)."""
    return len(set(roles) & set(ADMINISTRATORS)) > 1


_BETWEEN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_BETWEEN_DIGITS = re.compile(r"(?<!\d)[._-]|[._-](?!\d)")


def clean_name(name: str) -> str:
    """A name as it is kept: no blanks around it, none between two Chinese signs, single ones elsewhere."""
    return _BETWEEN_CHINESE.sub("", " ".join(name.split()))


def same_spelling(text: str) -> str:
    """What spellings of one user name or name have in common: no case, width, blanks, dots, dashes, underscores.

    A separator between two digits stays: desk-1-11 and desk-11-1 are two people.
    """
    plain = _BETWEEN_DIGITS.sub("", "".join(unicodedata.normalize("NFKC", text).casefold().split()))
    # What stood between a letter and its accent is gone now, so the two may have to become one sign.
    return plain if plain == text else same_spelling(plain)
