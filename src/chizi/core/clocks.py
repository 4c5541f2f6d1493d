"""Clocks: until when something is due, with the sum that leads there, and the colour it has until then.

Days are calendar days in the office's own time zone. The day on which a clock starts does not count and the last day
ends at midnight: Civil Code art. 201 and 203 (期间开始的当日不计入; 截止时间为二十四时). Pure: no clock, no I/O.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

COUNTING = "Civil Code art. 201, 203"
"""The source of how days are counted, named in every sum."""


@dataclass(frozen=True)
class ColourRule:
    """A colour from so many days before the last day on; negative: after it."""

    colour: str
    days_left: int


@dataclass(frozen=True)
class ClockRule:
    """How long something may take.

    ``days`` after the latest of the steps ``starts``; 0 with ``chosen``: the day was set by whoever raised the
    matter. ``longest`` bounds a chosen day. While the matter stands in one of ``pauses`` the clock stands still.
    ``source`` is the article or rule that says so; ``title`` and ``source`` are English msgids.
    """

    name: str
    title: str
    days: int
    starts: tuple[str, ...]
    source: str
    chosen: bool = False
    longest: int = 0
    pauses: tuple[str, ...] = ()
    colours: tuple[ColourRule, ...] = ()


@dataclass(frozen=True)
class Moment:
    """One step of a history: its name, its day, and the state it led to."""

    step: str
    day: date
    state: str


@dataclass(frozen=True)
class Pause:
    """A span in which the clock stood still: ``days`` were given back."""

    state: str
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days


@dataclass(frozen=True)
class Sum:
    """The sum behind a due day: start + days + pauses = ``due``, which ends at midnight of that day."""

    clock: str
    title: str
    source: str
    start: date
    step: str
    days: int
    chosen: bool
    pauses: tuple[Pause, ...]
    due: date

    @property
    def paused(self) -> int:
        """Days given back by pauses."""
        return sum(one.days for one in self.pauses)


def due_sum(rule: ClockRule, history: Sequence[Moment], chosen: date | None = None) -> Sum | None:
    """The sum of a clock over a history in the order of time; None if none of its start steps was taken.

    A clock that is started again (by the same or another of its steps) counts from the latest start; pauses
    before that are over.
    """
    at = max((n for n, one in enumerate(history) if one.step in rule.starts), default=None)
    if at is None:
        return None
    start = history[at]
    pauses = tuple(_pauses(rule, history[at:]))
    given_back = sum(one.days for one in pauses)
    if rule.chosen and chosen is not None:
        last, days = chosen, (chosen - start.day).days
    else:
        last, days = start.day + timedelta(days=rule.days), rule.days
    return Sum(
        clock=rule.name,
        title=rule.title,
        source=rule.source,
        start=start.day,
        step=start.step,
        days=days,
        chosen=rule.chosen and chosen is not None,
        pauses=pauses,
        due=last + timedelta(days=given_back),
    )


def _pauses(rule: ClockRule, history: Sequence[Moment]) -> Iterable[Pause]:
    entered: Moment | None = None
    for one in history:
        if entered is not None and one.state != entered.state:
            if one.day > entered.day:
                yield Pause(entered.state, entered.day, one.day)
            entered = None
        if entered is None and one.state in rule.pauses:
            entered = one


@dataclass(frozen=True)
class Colour:
    """A colour with its reason: ``name`` is empty while there is time; ``days_left`` negative when overdue."""

    name: str
    days_left: int
    rule: ColourRule | None


def colour_on(due: date, today: date, rules: Sequence[ColourRule]) -> Colour:
    """The colour of something due on a day. Of several rules that hold, the latest to begin counts."""
    left = (due - today).days
    holding = [one for one in rules if left <= one.days_left]
    rule = min(holding, key=lambda one: one.days_left, default=None)
    return Colour(rule.colour if rule else "", left, rule)


def due_between(name: str, today: date, rules: Sequence[ColourRule]) -> tuple[date | None, date | None]:
    """First and last due day that have the colour today: `colour_on` as a span, for a list. None is open.

    An empty name asks for what has no colour yet. Raises KeyError for a colour without a rule.
    """
    ordered = sorted(rules, key=lambda one: one.days_left)
    if not name:
        return (today + timedelta(days=ordered[-1].days_left + 1), None) if ordered else (None, None)
    for at, one in enumerate(ordered):
        if one.colour == name:
            first = today + timedelta(days=ordered[at - 1].days_left + 1) if at else None
            return first, today + timedelta(days=one.days_left)
    raise KeyError(name)
