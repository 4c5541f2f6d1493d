"""A plan tree as rows of text, judged whole: the same for a sheet, a TOML file and an edit at the desk. Pure.

A judged plan is plain JSON, so that it can be frozen, compared and stored: {"campaign": {...}, "plans": [...],
"measures": [...]}, each with the fields of `CAMPAIGN_FIELDS`, `PLAN_FIELDS`, `MEASURE_FIELDS` as text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chizi.core.imports import RejectedRow
from chizi.core.texts import plain_text
from chizi.core.words import N_
from chizi.plan.rules.campaigns import MOST_MONTHS, CampaignKind, NodeKind, is_code, special_span
from chizi.plan.rules.tasks import REASON_LENGTH, TEXT_LENGTH, TITLE_LENGTH

CAMPAIGN, MEASURE = "campaign", "measure"
COLUMNS = {
    "kind": N_("campaign, overall, phase, topic, sub, implementation or measure"),
    "code": N_("a code of your own that never changes, such as S-03 or M-017"),
    "parent_code": N_("code of the plan it belongs to; empty for the campaign and the overall plan"),
    "title": N_("its title"),
    "text": N_("what a measure asks for, in full; may be empty"),
    "owner": N_("code or full name of the party that answers for a measure, or that issues the campaign"),
    "basis": N_("on what basis: document and article; needed for the campaign and for measures"),
    "evidence_rule": N_("what shows that a measure was carried out; needed for measures"),
    "starts": N_(
        "first day, such as 2021-03-01; needed for the campaign; a measure without it starts with its plan"
    ),
    "due": N_("last day; needed for measures, and for a campaign without months"),
    "months": N_("for a special campaign: how many months it lasts; its last day is computed"),
    "cross_phase": N_("yes for a sub-plan that belongs to no single phase; else empty"),
}
REQUIRED = ("kind", "code", "title")
CAMPAIGN_FIELDS = ("code", "kind", "title", "basis", "issuer", "starts", "ends", "months", "check_on")
PLAN_FIELDS = ("code", "kind", "parent", "title", "cross_phase", "starts", "due")
MEASURE_FIELDS = ("code", "plan", "title", "text", "owner", "basis", "evidence_rule", "starts", "due")
YES = frozenset({"yes", "true", "1", "是", "y"})
ABOVE: dict[str, frozenset[str]] = {
    NodeKind.OVERALL: frozenset(),
    NodeKind.PHASE: frozenset({NodeKind.OVERALL}),
    NodeKind.TOPIC: frozenset({NodeKind.OVERALL}),
    NodeKind.SUB: frozenset({NodeKind.OVERALL, NodeKind.PHASE, NodeKind.SUB}),
    NodeKind.IMPLEMENTATION: frozenset(
        {NodeKind.OVERALL, NodeKind.TOPIC, NodeKind.SUB, NodeKind.IMPLEMENTATION}
    ),
}

EMPTY = N_("This cell must not be empty.")
BAD_KIND = N_("Unknown kind. Use campaign, overall, phase, topic, sub, implementation or measure.")
BAD_CODE = N_("This is not a code. Use 1 to 40 letters, digits, . _ or -.")
TWICE = N_("This code stands on two lines.")
TOO_LONG = N_("This is too long, or holds signs that cannot be printed.")
BAD_DAY = N_("This is not a date such as 2021-03-01.")
ORPHAN = N_("No plan with this code is in this file.")
CIRCLE = N_("These plans belong to each other in a circle.")
WRONG_ABOVE = N_("A plan of this kind cannot belong there.")
NO_PHASE = N_("A sub-plan belongs to exactly one phase, or is marked as cross-phase.")
TWO_PHASES = N_("A sub-plan of a phase cannot be marked as cross-phase too.")
NO_OWNER = N_("Every measure names the party that answers for it.")
NO_PARTY = N_("No party with this code or name is registered here.")
TWO_PARTIES = N_("Several parties have this name. Write the code instead.")
BACKWARDS = N_("The last day lies before the first day.")
OUTSIDE = N_("This day lies outside the campaign.")
BAD_MONTHS = N_("Write a whole number of months, from 1 to 120.")
MONTHS_OR_DUE = N_("A special campaign has months and no last day of its own: that is computed.")
ONE_CAMPAIGN = N_("A file holds exactly one campaign, on a line of its own.")
ONE_OVERALL = N_("A campaign has exactly one overall plan.")


@dataclass(frozen=True)
class Row:
    """One line of a plan: the campaign, a plan or a measure, all as text."""

    line: int
    kind: str = ""
    code: str = ""
    parent_code: str = ""
    title: str = ""
    text: str = ""
    owner: str = ""
    basis: str = ""
    evidence_rule: str = ""
    starts: str = ""
    due: str = ""
    months: str = ""
    cross_phase: str = ""


Plan = dict[str, Any]


def judge(rows: Iterable[Row], parties: Mapping[str, str]) -> tuple[Plan, list[RejectedRow]]:
    """The plan in the rows, and every fault. ``parties`` maps codes and names to the code; "" stands for a name
    that several have. With faults the plan must not be used."""
    rows = list(rows)
    faults = [RejectedRow(row.line, *found) for row in rows for found in _values(row)]
    plans = {row.code: row for row in rows if row.kind in set(NodeKind)}
    faults += _heads(rows)
    seen: set[str] = set()
    for row in rows:
        if row.code and row.code in seen:
            faults.append(RejectedRow(row.line, "code", TWICE, row.code))
        seen.add(row.code)
        faults += [RejectedRow(row.line, *found) for found in _place(row, plans)]
        faults += [RejectedRow(row.line, *found) for found in _owner(row, parties)]
    head = next((row for row in rows if row.kind == CAMPAIGN), None)
    if head is None or any(fault.line == head.line for fault in faults):
        return {}, faults
    campaign = _campaign(head, parties)
    faults += _days(rows, campaign)
    return ({} if faults else _plan(campaign, rows, plans, parties)), faults


def _values(row: Row) -> Iterator[tuple[str, str, str]]:
    """(column, reason, value) of cells that cannot be right whatever the rest says."""
    measure, head = row.kind == MEASURE, row.kind == CAMPAIGN
    if row.kind not in {CAMPAIGN, MEASURE, *NodeKind}:
        yield "kind", BAD_KIND, row.kind
    if not is_code(row.code):
        yield "code", BAD_CODE if row.code else EMPTY, row.code
    needed = ["title", *(["basis"] if measure or head else []), *(["evidence_rule"] if measure else [])]
    needed += ["starts"] if head else []
    needed += ["due"] if measure else []
    for name in needed:
        if not getattr(row, name).strip():
            yield name, EMPTY, ""
    longest = {
        "title": TITLE_LENGTH,
        "text": TEXT_LENGTH,
        "basis": REASON_LENGTH,
        "evidence_rule": REASON_LENGTH,
    }
    for name, most in longest.items():
        value = getattr(row, name)
        if value.strip() and plain_text(value, most) is None:
            yield name, TOO_LONG, value[:80]
    for name in ("starts", "due"):
        value = getattr(row, name)
        if value and day(value) is None:
            yield name, BAD_DAY, value
    if head:
        yield from _length(row)


def _length(row: Row) -> Iterator[tuple[str, str, str]]:
    """Months or a last day, not both, not neither."""
    if row.months and not (
        row.months.isascii() and row.months.isdecimal() and 1 <= int(row.months[:4]) <= MOST_MONTHS
    ):
        yield "months", BAD_MONTHS, row.months
    if bool(row.months) == bool(row.due):
        yield "due", MONTHS_OR_DUE if row.months else EMPTY, row.due


def _heads(rows: Sequence[Row]) -> list[RejectedRow]:
    campaigns = [row for row in rows if row.kind == CAMPAIGN]
    overall = [row for row in rows if row.kind == NodeKind.OVERALL]
    faults = [RejectedRow(row.line, "kind", ONE_CAMPAIGN, row.kind) for row in campaigns[1:]]
    faults += [RejectedRow(row.line, "kind", ONE_OVERALL, row.kind) for row in overall[1:]]
    if not campaigns:
        faults.append(RejectedRow(1, "kind", ONE_CAMPAIGN))
    if not overall:
        faults.append(RejectedRow(campaigns[0].line if campaigns else 1, "kind", ONE_OVERALL))
    return faults


def _place(row: Row, plans: Mapping[str, Row]) -> Iterator[tuple[str, str, str]]:
    """Where a plan or measure hangs: orphans, circles, wrong kinds, phases (S1-03)."""
    if row.kind == CAMPAIGN or row.kind not in {MEASURE, *NodeKind}:
        return
    above = plans.get(row.parent_code)
    if row.kind == MEASURE:
        if above is None:
            yield "parent_code", ORPHAN if row.parent_code else EMPTY, row.parent_code
        return
    if row.kind == NodeKind.OVERALL:
        if row.parent_code:
            yield "parent_code", WRONG_ABOVE, row.parent_code
        return
    if above is None:
        yield "parent_code", ORPHAN if row.parent_code else EMPTY, row.parent_code
    elif in_circle(row.code, plans):
        yield "parent_code", CIRCLE, row.parent_code
    elif above.kind not in ABOVE[row.kind]:
        yield "parent_code", WRONG_ABOVE, row.parent_code
    elif row.kind == NodeKind.SUB:
        below_phase, crosses = phase_of(row.code, plans) is not None, is_yes(row.cross_phase)
        crosses_above = above.kind == NodeKind.SUB and not below_phase
        if below_phase and crosses:
            yield "cross_phase", TWO_PHASES, row.cross_phase
        elif not below_phase and not crosses and not crosses_above:
            yield "parent_code", NO_PHASE, row.parent_code


def in_circle(code: str, plans: Mapping[str, Row]) -> bool:
    """Whether going up from a plan never ends."""
    at, steps = plans[code].parent_code if code in plans else "", 0
    while at in plans and steps <= len(plans):
        at, steps = plans[at].parent_code, steps + 1
    return steps > len(plans)


def phase_of(code: str, plans: Mapping[str, Row]) -> str | None:
    """The code of the phase a plan belongs to, or None; the tree must be free of circles."""
    at, steps = code, 0
    while at in plans and steps <= len(plans):
        if plans[at].kind == NodeKind.PHASE:
            return at
        at, steps = plans[at].parent_code, steps + 1
    return None


def _owner(row: Row, parties: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if row.kind not in {CAMPAIGN, MEASURE}:
        return
    if not row.owner:
        yield "owner", NO_OWNER if row.kind == MEASURE else EMPTY, ""
    elif row.owner not in parties:
        yield "owner", NO_PARTY, row.owner
    elif not parties[row.owner]:
        yield "owner", TWO_PARTIES, row.owner


def _days(rows: Iterable[Row], campaign: Mapping[str, str]) -> list[RejectedRow]:
    """Days in order, and within the campaign."""
    found = []
    first, last = campaign["starts"], campaign["ends"]
    for row in rows:
        days = [
            (name, getattr(row, name)) for name in ("starts", "due") if day(getattr(row, name)) is not None
        ]
        outside = [(name, value) for name, value in days if not first <= value <= last]
        if row.kind == CAMPAIGN:
            outside = []
        found += [RejectedRow(row.line, name, OUTSIDE, value) for name, value in outside]
        if len(days) == 2 and row.due < row.starts:
            found.append(RejectedRow(row.line, "due", BACKWARDS, row.due))
    return found


def _campaign(row: Row, parties: Mapping[str, str]) -> dict[str, str]:
    starts = date.fromisoformat(row.starts)
    check_on, ends = "", row.due
    if row.months:
        middle, last = special_span(starts, int(row.months))
        check_on, ends = middle.isoformat(), last.isoformat()
    kind = CampaignKind.SPECIAL if row.months else CampaignKind.GENERAL
    return {
        "code": row.code,
        "kind": kind.value,
        "title": row.title.strip(),
        "basis": row.basis.strip(),
        "issuer": parties[row.owner],
        "starts": row.starts,
        "ends": ends,
        "months": row.months,
        "check_on": check_on,
    }


def _plan(
    campaign: dict[str, str], rows: Iterable[Row], plans: Mapping[str, Row], parties: Mapping[str, str]
) -> Plan:
    rows = list(rows)
    return {
        "campaign": campaign,
        "plans": [
            {
                "code": row.code,
                "kind": str(row.kind),
                "parent": row.parent_code,
                "title": row.title.strip(),
                "cross_phase": "yes" if is_yes(row.cross_phase) else "",
                "starts": row.starts,
                "due": row.due,
            }
            for row in rows
            if row.kind in set(NodeKind)
        ],
        "measures": [_measure(row, campaign, plans, parties) for row in rows if row.kind == MEASURE],
    }


def _measure(
    row: Row, campaign: Mapping[str, str], plans: Mapping[str, Row], parties: Mapping[str, str]
) -> dict[str, str]:
    at, starts = row.parent_code, row.starts
    while not starts and at in plans:
        starts, at = plans[at].starts, plans[at].parent_code
    return {
        "code": row.code,
        "plan": row.parent_code,
        "title": row.title.strip(),
        "text": row.text.strip(),
        "owner": parties[row.owner],
        "basis": row.basis.strip(),
        "evidence_rule": row.evidence_rule.strip(),
        "starts": min(starts or campaign["starts"], row.due),
        "due": row.due,
    }


def day(text: str) -> date | None:
    """The day in a text such as 2021-03-01; None for anything else."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def is_yes(text: str) -> bool:
    """Whether a cell says yes, in either language."""
    return text.strip().lower() in YES


@dataclass(frozen=True)
class Difference:
    """One difference between two plans. ``what`` is "added", "removed" or "changed" (then with a field)."""

    part: str
    code: str
    title: str
    what: str
    field: str = ""
    before: str = ""
    after: str = ""


def compare(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """What changed from one plan to the other: by code, field by field, in the order of the newer."""
    found: list[Difference] = []
    for part, fields in (("campaign", CAMPAIGN_FIELDS), ("plans", PLAN_FIELDS), ("measures", MEASURE_FIELDS)):
        old = {one["code"]: one for one in _listed(before.get(part))}
        new = {one["code"]: one for one in _listed(after.get(part))}
        name = part.removesuffix("s")
        for code, one in new.items():
            if code not in old:
                found.append(Difference(name, code, one["title"], "added"))
                continue
            changed = [field for field in fields if str(old[code].get(field, "")) != str(one.get(field, ""))]
            found += [
                Difference(
                    name,
                    code,
                    one["title"],
                    "changed",
                    field,
                    str(old[code].get(field, "")),
                    str(one.get(field, "")),
                )
                for field in changed
            ]
        found += [
            Difference(name, code, one["title"], "removed") for code, one in old.items() if code not in new
        ]
    return tuple(found)


def _listed(part: Any) -> list[dict[str, Any]]:
    return [part] if isinstance(part, dict) else list(part or [])
