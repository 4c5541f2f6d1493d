"""Where a task outside the plan comes from: a decision of a meeting, or a written instruction."""

from dataclasses import dataclass
from datetime import datetime

from chizi.core.refusals import Missing
from chizi.org.abilities import Actor
from chizi.plan.queries.meetings import decision_for, instruction_for
from chizi.plan.reaching import number


@dataclass(frozen=True)
class Origin:
    """``kind`` is "decision" or "instruction"; ``page`` the number of the meeting or instruction to open, 0 where the
    viewer may not see it."""

    kind: str
    page: int
    title: str


def origin_of(viewer: Actor, origin: str, *, now: datetime) -> Origin | None:
    """What an origin such as "decision:12" names, as far as the viewer may see it; None for no origin."""
    kind, _, said = origin.partition(":")
    if kind not in ("decision", "instruction") or not (said.isascii() and said.isdecimal()):
        return None
    try:
        if kind == "decision":
            decision = decision_for(viewer, number(int(said)), now)
            return Origin(kind, decision.meeting_id, f"{decision.meeting.title}: {decision.text}")
        instruction = instruction_for(viewer, number(int(said)), now)
        return Origin(kind, instruction.pk, instruction.text)
    except Missing:
        return Origin(kind, 0, "")
