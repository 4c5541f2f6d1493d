"""The full sum of a status: every event considered, with the verdict and the numbers it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from chizi.core.words import N_
from chizi.fronts.boards.pages.events import STATES, answers
from chizi.fronts.kit.formats import instant_html, period_text
from chizi.fronts.kit.statuses import badge
from chizi.fronts.kit.vocabulary import SUBTYPES, ZEROS, said, severity_word
from chizi.yardstick.explain import VERDICTS, Considered, Explanation, ZeroExplained

NUMBERS: dict[str, str] = {
    "status": N_("Status"),
    "occurred_at": N_("Happened"),
    "due_at": N_("Due"),
    "resolved_at": N_("Settled"),
    "deaths": N_("Deaths"),
    "injuries": N_("Injured"),
    "severity": N_("Severity"),
    "attributed": N_("The unit answers for it"),
    "concealment_found_at": N_("Concealment established"),
}
COUNTING = ("breaks", "breaks_by_concealment", "may_break", "may_break_by_concealment")


@dataclass(frozen=True)
class Verdict:
    """One event: what it is, whether it counts in the period, and why."""

    title: str
    ident: str
    counts: bool
    words: str
    rule: str
    rule_id: str
    numbers: list[tuple[str, SafeString | str]]


@dataclass(frozen=True)
class ZeroSum:
    """One zero of the unit with the counts its status rests on."""

    title: str
    badge: SafeString
    sum: str
    missing: str
    verdicts: list[Verdict]


def sums(found: Explanation) -> list[ZeroSum]:
    """The three zeros, each with its events; those that count come first."""
    return [_sum(one) for one in found.zeros]


def _sum(one: ZeroExplained) -> ZeroSum:
    words = gettext("%(certain)s certain and %(possible)s possible breaks; allowed: %(tolerance)s")
    missing = [period_text(month.month) for month in one.months if not month.covered]
    verdicts = sorted((_verdict(event) for event in one.considered), key=lambda verdict: not verdict.counts)
    return ZeroSum(
        title=said(ZEROS, one.zero),
        badge=badge(one.status),
        sum=words % {"certain": one.certain, "possible": one.possible, "tolerance": one.tolerance},
        missing=gettext(", ").join(missing),
        verdicts=verdicts,
    )


def _verdict(event: Considered) -> Verdict:
    chinese = (get_language() or "").startswith("zh")
    rule = "" if event.rule is None else event.rule.text.zh if chinese else event.rule.text.en
    return Verdict(
        title=said(SUBTYPES, event.subtype),
        ident=event.event_id,
        counts=event.verdict in COUNTING,
        words=gettext(VERDICTS[event.verdict]),
        rule=rule if event.verdict in COUNTING else "",
        rule_id=event.rule.id if event.rule else "",
        numbers=_numbers(event.numbers),
    )


def _numbers(numbers: Mapping[str, Any]) -> list[tuple[str, SafeString | str]]:
    """The numbers in words; what is empty says nothing, except an open attribution."""
    found: list[tuple[str, SafeString | str]] = []
    for name, value in numbers.items():
        if name in NUMBERS and (value is not None or name == "attributed"):
            found.append((gettext(NUMBERS[name]), _said(name, value)))
    return found


def _said(name: str, value: Any) -> SafeString | str:
    if isinstance(value, datetime):
        return instant_html(value)
    if name == "attributed":
        return answers(value)
    if name == "status":
        return said(STATES, value)
    if name == "severity":
        return severity_word(value)
    return format_html("{}", value)
