"""The pack as one piece, and its tag."""

import hashlib
from datetime import datetime
from typing import Any

import orjson
from django.utils.translation import get_language

from chizi.fronts.terminal.packing.learning import learning_told
from chizi.fronts.terminal.packing.tasks import task_told
from chizi.fronts.terminal.words import GROUNDS, word
from chizi.ground.suggestions.queries import my_suggestions
from chizi.learn.queries import CarriedOutcome, carried_record, carried_tasks, my_objectives
from chizi.matters.queries import my_matters
from chizi.org.abilities import Actor, Console


def person_told(viewer: Actor) -> dict[str, Any]:
    """Who is signed in, with the party of the agency he serves in."""
    agency = None if isinstance(viewer, Console) else viewer.agency
    party = {"code": f"agency:{agency.code}", "name": agency.name} if agency else {"code": "", "name": ""}
    return {"ref": viewer.ref, "name": viewer.name, "party": party}


def make_pack(viewer: Actor, *, now: datetime) -> dict[str, Any]:
    """Everything of one person, without the instant at which it was made: the same content has the same tag."""
    tasks = carried_tasks(viewer, now=now)
    matters = my_matters(viewer, now=now, limit=100)
    return {
        "person": person_told(viewer),
        "language": get_language(),
        "tasks": [task_told(one) for one in tasks],
        **learning_told(viewer, tasks, now=now),
        "objectives": [
            {"id": one.id, "title": one.title, "mastered": one.met, "right": one.right, "of": one.asked}
            for one in my_objectives(viewer)
        ],
        "record": [_outcome(one) for one in carried_record(viewer)],
        "matters": [
            {"ref": f"matter:{one.id}", "title": f"{one.code} {one.title}"}
            for one in (*matters.came_back, *matters.due, *matters.waits)
        ],
        "grounds": [[value, word(GROUNDS, value)] for value in GROUNDS],
        "exemptions": [],
        "feedback": {"suggestions": _suggestions(viewer), "results": []},
        "device": {"wipe": False},
    }


def _outcome(one: CarriedOutcome) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "about": one.about,
        "title": one.title,
        "happened_at": one.happened_at.isoformat(),
        "received_at": one.recorded_at.isoformat(),
        "met": one.met,
        "source": one.source,
        "voided": one.voided,
    }


def _suggestions(viewer: Actor) -> list[dict[str, Any]]:
    found = my_suggestions(viewer.ref, limit=20).suggestions
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "text": one.text,
            "made_at": one.made_on.isoformat(),
            "answer": one.answer,
        }
        for one in found
    ]


def tag_of(content: dict[str, Any]) -> str:
    """The ETag of a pack: a strong hash over all of it."""
    return f'"{hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]}"'
