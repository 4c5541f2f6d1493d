"""Checks on the rule rows of a criteria file taken together: three-zero.md section 7."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from chizi.yardstick.criteria.faults import Fault
from chizi.yardstick.criteria.model import Criteria, Rule
from chizi.yardstick.schemas import NEVER_BREAKS, SUBTYPES, Subtype


def check_rows(
    rules: Sequence[Rule], published_until: date | None = None, earlier: Criteria | None = None
) -> Iterator[Fault]:
    """Every fault of the rows, each by itself first, then between rows."""
    seen: set[str] = set()
    for rule in rules:
        yield from _check_row(rule)
        if rule.id and rule.id in seen:
            yield Fault("double_id", {"where": _name(rule), "id": rule.id})
        seen.add(rule.id)
        if published_until and _takes_effect(rule, earlier) < published_until:
            yield Fault("in_published_period", {"where": _name(rule), "until": published_until})
    for subtype in Subtype:
        yield from _check_dates([rule for rule in rules if rule.subtype is subtype])


def _check_row(rule: Rule) -> Iterator[Fault]:
    if rule.subtype not in SUBTYPES[rule.zero]:
        yield Fault("wrong_zero", {"where": _name(rule), "subtype": rule.subtype, "zero": rule.zero})
    if rule.subtype in NEVER_BREAKS:
        yield Fault("never_breaks", {"where": _name(rule), "subtype": rule.subtype})
    if rule.effective_from and rule.effective_to and rule.effective_from >= rule.effective_to:
        yield Fault("dates_reversed", {"where": _name(rule)})


def _check_dates(rules: list[Rule]) -> Iterator[Fault]:
    """Each subtype at most once per instant. One clock too: with two, an event could fall between or under both."""
    rules = sorted(rules, key=lambda rule: (rule.effective_from or date.min, rule.effective_to or date.max))
    for before, after in combinations(rules, 2):
        places = {"where": _name(before), "other": _name(after), "subtype": after.subtype}
        if (before.effective_to or date.max) > (after.effective_from or date.min):
            since = after.effective_from or "the beginning"
            yield Fault("overlap", {**places, "since": since})
        if before.clock is not after.clock:
            yield Fault("two_clocks", places)


def _takes_effect(rule: Rule, earlier: Criteria | None) -> date:
    """The first day on which the row says something that the earlier criteria did not say."""
    for old in earlier.rules if earlier else ():
        if replace(old, effective_to=rule.effective_to, text=rule.text, source=rule.source) == rule:
            return old.effective_to or date.max
    return rule.effective_from or date.min


def _name(rule: Rule) -> str:
    return f"rule {rule.id}"
