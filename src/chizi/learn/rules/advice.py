"""Three kinds of steering (动作引导、精准指导、条线督导, S1-18). Pure: no Django, no clock."""

from enum import StrEnum

from chizi.org.rules import AgencyKind

TEXT_LENGTH = 2000
ABOUT_LENGTH = 40


class AdviceKind(StrEnum):
    """Each note goes to one party, which replies. None of them orders anything: it comments (S1-14)."""

    GUIDANCE = "guidance"  # 动作引导: how an action may be done
    ADVICE = "advice"  # 精准指导: what just this party could do better
    LINE = "line"  # 条线督导: from above, within the own system


class AdviceState(StrEnum):
    """Where a note stands."""

    GIVEN = "given"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"


SYSTEMS = {
    AgencyKind.POLICE_STATION.value: AgencyKind.POLICE.value,
    AgencyKind.VEHICLE_OFFICE.value: AgencyKind.POLICE.value,
    AgencyKind.TRIBUNAL.value: AgencyKind.COURT.value,
}


def system_of(kind: str) -> str:
    """The system (条线) to which a kind of agency belongs: a station is police, a tribunal court."""
    return SYSTEMS.get(kind, kind)


def same_system(one: str, other: str) -> bool:
    """Whether two kinds of agencies stand in one line, so that one may supervise the other."""
    return bool(one) and system_of(one) == system_of(other)
