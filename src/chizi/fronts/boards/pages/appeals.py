"""Objections as they are told beside the event they are about."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.forms import Form
from django.utils.translation import gettext

from chizi.evaluation.queries import AppealLine, UnitStory
from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.forms import OUTCOMES, AnswerForm, AppealForm
from chizi.fronts.kit.vocabulary import ZEROS, said

Typed = tuple[str, Form]  # the id of the form that came back with a fault, and the form


@dataclass(frozen=True)
class Told:
    """One objection in time order: raised, then answered or still open; ``form`` for who may answer it."""

    about: str
    state: str
    open: bool
    raised_by: str
    raised_at: datetime
    reason: str
    answered_by: str
    answered_at: datetime | None
    answer: str
    upheld: bool
    form: Form | None
    href: str


@dataclass(frozen=True)
class Objections:
    """What was objected to one event; ``form`` for who may object to it now."""

    told: list[Told]
    form: Form | None
    href: str


NO_OBJECTIONS = Objections([], None, "")


def raise_id(zero: str, event_id: str) -> str:
    """The id of the form about one event; numbers of events may hold signs that an id cannot."""
    return f"raise-{sha256(f'{zero} {event_id}'.encode()).hexdigest()[:12]}"


def answer_id(number: int) -> str:
    return f"answer-{number}"


def objections(
    story: UnitStory, zero: str, event_id: str, choice: Choice, typed: Typed | None = None
) -> Objections:
    """Those about one event of the story, oldest first."""
    about = [one for one in story.appeals if (one.zero, one.event_id) == (zero, event_id)]
    form = None
    if story.may_raise and not any(one.open for one in about):
        form = _form(raise_id(zero, event_id), typed) or AppealForm(
            initial={"zero": zero, "event": event_id}, auto_id=f"{raise_id(zero, event_id)}-%s"
        )
    return Objections([told(one, choice, typed) for one in about], form, choice.appeals(story.code))


def left_over(story: UnitStory, choice: Choice, typed: Typed | None = None) -> list[Told]:
    """Objections about events that no longer count in this run: after a corrected delivery, for instance."""
    counted = {(one.zero, one.event_id) for one in story.reasons}
    rest = [one for one in story.appeals if (one.zero, one.event_id) not in counted]
    return [told(one, choice, typed) for one in rest]


def told(one: AppealLine, choice: Choice, typed: Typed | None = None) -> Told:
    """One objection with its state as a word."""
    form = None
    if one.may_answer:
        form = _form(answer_id(one.id), typed) or AnswerForm(auto_id=f"{answer_id(one.id)}-%s")
    return Told(
        about=gettext("%(zero)s, event %(event)s") % {"zero": said(ZEROS, one.zero), "event": one.event_id},
        state=gettext("under way") if one.open else said(OUTCOMES, one.outcome),
        open=one.open,
        raised_by=one.raised_by,
        raised_at=one.raised_at,
        reason=one.reason,
        answered_by=one.answered_by,
        answered_at=one.answered_at,
        answer=one.answer,
        upheld=one.outcome == "upheld",
        form=form,
        href=choice.appeal(one.unit_code, one.id),
    )


def _form(ident: str, typed: Typed | None) -> Form | None:
    return typed[1] if typed is not None and typed[0] == ident else None
