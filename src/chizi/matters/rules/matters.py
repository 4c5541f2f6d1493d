"""What a matter is: texts, marks, counts and ratios. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

TITLE_LENGTH = 120
TEXT_LENGTH = 4000
LINE_LENGTH = 120
KEY_LENGTH = 64
MOST_FILES = 20

COUNTED = ("raised", "remedied", "replied", "verified", "reopened", "withdrawn", "open", "closed")


@dataclass(frozen=True)
class Attached:
    """A file that goes with a step: its digest in `ground.files`, its name, the day it shows, what it replaces."""

    digest: str
    name: str = ""
    dated_on: date | None = None
    replaces: int | None = None


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same but for blanks: a judgement copied into the fact, or the other way round."""
    return "".join(one.split()) == "".join(other.split())


@dataclass(frozen=True)
class Standing:
    """What a matter counts for: where it stands, which marks it has, whether its end took it out of the count."""

    kind: str
    state: str
    final: bool
    withdrawn: bool
    remedied: bool
    replied: bool
    verified: bool
    reopened: bool


def counted(one: Standing) -> frozenset[str]:
    """The counters a matter stands in. A withdrawn one counts for nothing else: it was none (R-32)."""
    if one.withdrawn:
        return frozenset({"withdrawn"})
    names = {"raised", "closed" if one.final else "open", f"in-{one.state}"}
    for name in ("remedied", "replied", "verified", "reopened"):
        if getattr(one, name):
            names.add(name)
    return frozenset(names)


def counter_key(name: str, where: str, kind: str) -> str:
    """The key of a counter: what, at which place (region code) or party (party code), of which kind."""
    return f"{name}|{where}|{kind}"


def shifted(before: Standing | None, after: Standing | None, wheres: Iterable[str]) -> dict[str, int]:
    """What changes in the counters when a matter comes to stand elsewhere; ``wheres`` are its places and party."""
    changes: dict[str, int] = {}
    for one, by in ((before, -1), (after, 1)):
        if one is None:
            continue
        for name in counted(one):
            for where in wheres:
                key = counter_key(name, where, one.kind)
                changes[key] = changes.get(key, 0) + by
    return {key: change for key, change in changes.items() if change}


@dataclass(frozen=True)
class Ratios:
    """条条要整改, 事事有回应, 件件有落实 (S2-52): with remedy, with reply, with a verified result, of all raised.

    Withdrawn matters are none of them. A ratio over nothing is None: no finding is no achievement (R-32).
    """

    raised: int
    remedied: int
    replied: int
    verified: int
    reopened: int = 0
    open: int = 0
    withdrawn: int = 0

    @property
    def remedy_ratio(self) -> Fraction | None:
        return Fraction(self.remedied, self.raised) if self.raised else None

    @property
    def reply_ratio(self) -> Fraction | None:
        return Fraction(self.replied, self.raised) if self.raised else None

    @property
    def result_ratio(self) -> Fraction | None:
        return Fraction(self.verified, self.raised) if self.raised else None

    @property
    def complete(self) -> bool:
        """Whether all three are whole, as S2-52 demands in the end."""
        return self.raised == self.remedied == self.replied == self.verified


def ratios_of(counts: Mapping[str, int], where: str, kind: str) -> Ratios:
    """The ratios of a place or party from its counters."""
    names = ("raised", "remedied", "replied", "verified", "reopened", "open", "withdrawn")
    return Ratios(**{name: counts.get(counter_key(name, where, kind), 0) for name in names})


def matter_code(prefix: str, year: int, serial: int) -> str:
    """The number people quote: F2021-00017."""
    return f"{prefix}{year}-{serial:05d}"


def objection_until(raised_on: date, days: int) -> date:
    """The last day of an objection; the first day does not count."""
    return raised_on + timedelta(days=days)
