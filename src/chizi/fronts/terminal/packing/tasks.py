"""Tasks as the terminal shows them: what, why, until when, and what can be done."""

from typing import Any

from chizi.fronts.terminal.words import GROUNDS, OUTCOMES, RESULTS, STATES, word
from chizi.learn.queries import CarriedTask


def task_told(one: CarriedTask) -> dict[str, Any]:
    """One assignment."""
    row, task = one.row, one.row.task
    return {
        "assignment": row.id,
        "version": row.version,
        "title": task.title,
        "text": task.text,
        "kind": row.kind,
        "opens": row.opens.isoformat(),
        "due": row.due.isoformat(),
        "state": row.state,
        "state_words": word(STATES, row.state),
        "why": _why(one),
        "minutes": task.minutes,
        "issuer": row.issuer.name,
        "can": [name for name, may in (("submit", one.may_submit), ("object", one.may_object)) if may],
        "items": [
            {
                "id": item.id,
                "about": item.about,
                "title": item.title,
                "minutes": item.minutes,
                "done": item.done,
            }
            for item in one.items
        ],
        "objection": _objection(one),
        "history": _history(one),
    }


def _why(one: CarriedTask) -> dict[str, str]:
    measure = one.row.measure
    if measure is None:
        return {"campaign": "", "measure": "", "basis": one.row.task.basis, "document": one.row.task.origin}
    return {
        "campaign": measure.campaign.title,
        "measure": f"{measure.code} {measure.title}",
        "basis": one.row.task.basis or measure.basis,
        "document": measure.campaign.basis,
    }


def _objection(one: CarriedTask) -> dict[str, Any] | None:
    objection = one.objection
    if objection is None:
        return None
    answered = objection.answered_at is not None
    answer = " ".join(filter(None, (word(OUTCOMES, objection.outcome), objection.answer))) if answered else ""
    return {
        "state": "answered" if answered else "open",
        "ground": word(GROUNDS, objection.ground),
        "text": objection.text,
        "answer": answer,
        "answer_due": objection.answer_by.isoformat(),
    }


def _history(one: CarriedTask) -> list[dict[str, str]]:
    found = []
    for result in one.results:
        said = " ".join(filter(None, (word(RESULTS, result.state), result.note)))
        at = result.decided_at or result.submitted_at
        found.append({"at": at.isoformat(), "text": said})
    return found
