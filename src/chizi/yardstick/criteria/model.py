"""What a valid criteria file says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chizi.yardstick.schemas import Subtype, Zero


class Condition(StrEnum):
    """What makes an event a break. None of them can count petitions (R-14, R-17)."""

    OVERDUE = "overdue"
    CASUALTIES = "casualties"
    OCCURRENCE = "occurrence"


class Clock(StrEnum):
    """The column whose instant decides in which month and year a break lies."""

    DUE_AT = "due_at"
    OCCURRED_AT = "occurred_at"
    REPORTED_AT = "reported_at"


CONDITION_OF: Mapping[Zero, Condition] = {
    Zero.PETITION: Condition.OVERDUE,
    Zero.ACCIDENT: Condition.CASUALTIES,
    Zero.CASE: Condition.OCCURRENCE,
}
"""The one condition that fits a zero: a petition breaks only by time running out, an accident only by casualties."""


@dataclass(frozen=True)
class Words:
    """The same sentence in both languages."""

    en: str
    zh: str


@dataclass(frozen=True)
class Rule:
    """One row: events of this subtype break this zero under this condition, at the instant of this clock.

    ``severity_at_least`` 1 to 4 (cases), ``casualties_at_least`` deaths plus injuries (accidents).
    ``effective_from`` inclusive and ``effective_to`` exclusive bound the instant; None is unbounded.
    """

    id: str
    zero: Zero
    subtype: Subtype
    condition: Condition
    clock: Clock
    severity_at_least: int
    casualties_at_least: int
    effective_from: date | None
    effective_to: date | None
    source: str
    text: Words


@dataclass(frozen=True)
class Tolerance:
    """How many certain breaks a unit may have in a month and, separately, in a year, and yet be at zero."""

    month: int
    year: int
    source: str


@dataclass(frozen=True)
class Note:
    """A rule that is fixed for every criteria file, with its words and its source (R-16 on concealment)."""

    source: str
    text: Words


@dataclass(frozen=True)
class Criteria:
    """A whole, checked criteria file. ``toml`` is the file's text and ``digest`` its SHA-256, in hex."""

    id: str
    title: Words
    source: str
    rules: tuple[Rule, ...]
    tolerances: Mapping[Zero, Tolerance]
    concealment: Note
    toml: str = field(repr=False)
    digest: str

    def rule(self, rule_id: str) -> Rule:
        """The row of that id; KeyError when there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def breaking(self, zero: Zero) -> tuple[Subtype, ...]:
        """The subtypes that can break this zero, in their usual order."""
        named = {rule.subtype for rule in self.rules if rule.zero is zero}
        return tuple(subtype for subtype in Subtype if subtype in named)
