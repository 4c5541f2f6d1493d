"""An explanation as data for scripts and as lines for people."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from chizi.core.words import N_
from chizi.fronts.cli.words import CHINESE, language
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.yardstick.explain import Considered, Explanation, ZeroExplained

HEAD = N_("%(unit)s in %(period)s, as of %(as_of)s: %(status)s")
ZERO = N_(
    "%(zero)s: %(status)s (%(certain)s certain and %(possible)s possible breaks; allowed: %(tolerance)s)"
)
EVENT = N_("event %(event)s, %(subtype)s: %(verdict)s")
RULE = N_("%(text)s (rule row %(rule)s)")
UNCOVERED = N_("no complete delivery for: %(months)s")
NOT_ENDED = N_("The period had not ended then.")

BREAKING = ("breaks", "breaks_by_concealment", "may_break", "may_break_by_concealment", "breaks_elsewhere")
ZEROS = {
    "petition": N_("zero petitions"),
    "accident": N_("zero accidents"),
    "case": N_("zero cases"),
}
STATUSES = {
    "achieved": N_("achieved"),
    "broken": N_("broken"),
    "disputed": N_("disputed"),
    "pending": N_("pending"),
    "not_in_scope": N_("not in scope"),
}


def as_data(found: "Explanation", run: int, zone: ZoneInfo) -> dict[str, Any]:
    """The explanation for scripts; instants are in the zone of the house."""
    return {
        "run": run,
        "unit_code": found.unit_code,
        "period": found.period.key,
        "criteria": found.criteria_id,
        "as_of": _instant(found.as_of, zone),
        "ended": found.ended,
        "three_zero": found.three_zero,
        "zeros": {one.zero: _zero(one, zone) for one in found.zeros},
    }


def _zero(one: "ZeroExplained", zone: ZoneInfo) -> dict[str, Any]:
    return {
        "status": one.status,
        "certain": one.certain,
        "possible": one.possible,
        "tolerance": one.tolerance,
        "months": [{"month": m.month, "county": m.county, "covered": m.covered} for m in one.months],
        "events": [_event(event, zone) for event in one.considered],
    }


def _event(one: "Considered", zone: ZoneInfo) -> dict[str, Any]:
    from chizi.yardstick.explain import VERDICTS

    return {
        "event_id": one.event_id,
        "subtype": one.subtype,
        "delivery": one.delivery_id,
        "verdict": one.verdict,
        "reason": _(VERDICTS[one.verdict]),
        "rule": one.rule.id if one.rule else None,
        "rule_text": _rule_text(one),
        "instant": _instant(one.instant, zone),
        "numbers": {name: _instant(value, zone) for name, value in one.numbers.items()},
    }


def _rule_text(one: "Considered") -> str:
    if one.rule is None:
        return ""
    return one.rule.text.zh if language() == CHINESE else one.rule.text.en


def _instant(value: Any, zone: ZoneInfo) -> Any:
    """Wall-clock time of the house as an instant; anything else as it is."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=zone).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def as_lines(found: "Explanation") -> Iterator[str]:
    """The explanation for people."""
    from chizi.yardstick.explain import VERDICTS

    said = {"unit": found.unit_code, "period": found.period.key, "as_of": found.as_of}
    yield _(HEAD, status=_(STATUSES[found.three_zero]), **said)
    if not found.ended:
        yield _(NOT_ENDED)
    for one in found.zeros:
        counts = {"certain": one.certain, "possible": one.possible, "tolerance": one.tolerance}
        yield _(ZERO, zero=_(ZEROS[one.zero]), status=_(STATUSES[one.status]), **counts)
        missing = [month.month for month in one.months if not month.covered]
        if missing and one.status == "pending":
            yield "  " + _(UNCOVERED, months=", ".join(missing))
        for event in one.considered:
            verdict = _(VERDICTS[event.verdict])
            yield "  " + _(EVENT, event=event.event_id, subtype=event.subtype, verdict=verdict)
            if event.rule and event.verdict in BREAKING:
                yield "    " + _(RULE, text=_rule_text(event), rule=event.rule.id)
