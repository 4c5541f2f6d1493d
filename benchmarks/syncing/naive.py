"""The naive way inside one process, against the batch: fifty times save() with all that follows.

`python -m benchmarks.syncing.naive FILE` prints both in CPU milliseconds; with "count" the number of outcomes stored.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

SIZE, ROUNDS = 50, 12


def main() -> None:
    """Count, or measure."""
    import django

    django.setup()
    from chizi.learn.models import Outcome

    if sys.argv[1] == "count":
        print(Outcome.objects.count())
        return
    said = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    dice = random.Random(11)
    found: dict[str, list[float]] = {"batch": [], "saves": []}
    ways: dict[str, Callable[..., None]] = {"batch": _batch, "saves": _saves}
    for at in range(ROUNDS):
        for way, work in ways.items():
            username = said["phones"][at]["person"].removeprefix("person:")
            drafts = [_draft(said, dice) for _ in range(SIZE)]
            found[way].append(_timed(work, username, drafts))
    print(json.dumps({way: statistics.median(times) * 1000 for way, times in found.items()}))


def _draft(said: dict[str, Any], dice: random.Random) -> Any:
    from django.utils import timezone

    from chizi.learn.rules.outcomes import OutcomeDraft

    key = UUID(int=dice.getrandbits(128), version=4)
    if dice.random() < 0.2:
        item, about = dice.choice(said["items"])
        return OutcomeDraft(key, "read", about, item, timezone.now())
    about = f"question:{dice.choice(said['questions'])}"
    return OutcomeDraft(key, "answered", about, None, timezone.now(), [dice.choice("AB")])


def _timed(work: Callable[..., None], username: str, drafts: list[Any]) -> float:
    from django.utils import timezone

    from chizi.org.models import Person

    person = Person.objects.get(username=username)
    began = time.process_time()
    work(person, drafts, timezone.now())
    return time.process_time() - began


def _batch(person: Any, drafts: list[Any], now: datetime) -> None:
    from chizi.learn.actions import record_outcomes

    verdict = record_outcomes(actor=person, now=now, sent_at=now, batch="bench", drafts=drafts)
    assert len(verdict.accepted) == SIZE


def _saves(person: Any, drafts: list[Any], now: datetime) -> None:
    """One after the other, each with its own look-ups, objects and entry."""
    from django.db import transaction

    for draft in drafts:
        with transaction.atomic():
            _save(person, draft, now)


def _save(person: Any, draft: Any, now: datetime) -> None:
    from chizi.ground.counters.counts import add_counts
    from chizi.journal.actions import record_entry
    from chizi.learn.models import ItemState, LearningItem, Mastery, Outcome, QuestionVersion
    from chizi.learn.rules.questions import right
    from chizi.learn.tallies import BOARD, done_key, places_of
    from chizi.org.models import Party

    party = Party.objects.get(agency=person.agency_id)
    item = LearningItem.objects.filter(id=draft.item).first()
    said = (
        QuestionVersion.objects.select_related("question").filter(question=draft.about[9:]).last()
        if not item
        else None
    )
    met = right(said.kind, said.key, draft.given) if said is not None else None
    row = Outcome(
        key=draft.key, person=person, party=party, kind=draft.kind, about=draft.about, item=item, met=met,
        objective=said.question.objective if said is not None else None, content={"given": draft.given},
        happened_at=draft.happened_at, recorded_at=now, source="terminal",
    )  # fmt: skip
    row.save()
    if item is not None:
        told = {"party": party, "outcome": row, "done_at": row.happened_at}
        _, new = ItemState.objects.get_or_create(person=person, item=item, defaults=told)
        if new:
            add_counts(BOARD, {done_key(item.id, place): 1 for place in places_of(party)})
    elif said is not None:
        told = {"party": party, "asked": 0, "right": 0, "met": False, "changed_at": now}
        mastery, _ = Mastery.objects.get_or_create(
            person=person, objective=said.question.objective, defaults=told
        )
        mastery.asked, mastery.right = 1, int(bool(met))
        mastery.save()
    record_entry(
        actor=person.ref, now=now, kind="outcome.recorded", object=f"record:{person.username}", content={}
    )


if __name__ == "__main__":
    main()
