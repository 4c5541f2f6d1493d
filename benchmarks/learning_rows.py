"""What became of the learning, in bulk: outcomes, items done, mastery, attempts, applications, reflections.

Five million rows are written with the database's own inserts, in the order of time, with the indexes made afterwards.
SQLite only.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import numpy as np
from django.db import connection, models

WEEKS, KINDS = 26, ("read", "answered", "passed", "reflected", "applied", "acted")
SHARES = (0.40, 0.52, 0.04, 0.02, 0.01, 0.01)
RIGHT, CHUNK = 0.8, 20_000
DONE_EACH, MASTERED_EACH = 12, 10  # items done and objectives shown, a person
CLAIMS, THOUGHTS = 20_000, 20_000


def write(now: datetime, dice: np.random.Generator, outcomes: int) -> None:
    """All rows, then every counter by the room's own recounts."""
    from chizi.learn import jobs, tallies

    people = _people()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA cache_size=-400000")
    _outcomes(now, dice, people, outcomes)
    _states(now, dice, people)
    _mastery(now, dice, people)
    _applications(now, people)
    _reflections(now, people)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("ANALYZE")
    tallies.recount()
    jobs.profile_now(now)


def _people() -> list[tuple[int, int]]:
    """(person, party) of everybody who learns."""
    from chizi.org.models import Party, Person

    parties = dict(Party.objects.filter(agency__isnull=False).values_list("agency_id", "id"))
    rows = Person.objects.filter(agency__isnull=False).order_by("id").values_list("id", "agency_id")
    return [(person, parties[agency]) for person, agency in rows]


def _insert(model: type[models.Model], rows: Iterable[tuple[Any, ...]], names: tuple[str, ...]) -> None:
    """Rows by column, without the secondary indexes while they go in."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name=%s AND sql IS NOT NULL",
            [table],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join(["%s"] * len(names))
        cursor.execute("BEGIN")
        cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', cast(Any, rows))
        cursor.execute("COMMIT")
        for _, sql in indexes:
            cursor.execute(sql)


def _outcomes(now: datetime, dice: np.random.Generator, people: list[tuple[int, int]], outcomes: int) -> None:
    """In the order of time; the same person many times, spread over the weeks."""
    from chizi.learn.models import LearningItem, Outcome

    items = dict(LearningItem.objects.values_list("about", "id"))
    names = (
        "key", "person_id", "party_id", "kind", "about", "item_id", "objective_id", "met", "content",
        "happened_at", "recorded_at", "source", "batch", "voided_at", "reason",
    )  # fmt: skip
    _insert(Outcome, _drawn(now, dice, people, outcomes, items), names)


def _drawn(
    now: datetime,
    dice: np.random.Generator,
    people: list[tuple[int, int]],
    outcomes: int,
    items: dict[str, int],
) -> Iterator[tuple[Any, ...]]:
    from benchmarks.learning_world import MATERIALS, OBJECTIVES, PAPERS, QUESTIONS

    first, materials, questions, papers, objectives = now - timedelta(weeks=WEEKS), *_firsts()
    step = timedelta(weeks=WEEKS) / outcomes
    given = '{"given": ["A"]}'
    for begin in range(0, outcomes, CHUNK):
        size = min(CHUNK, outcomes - begin)
        who, kind = dice.integers(len(people), size=size), dice.choice(len(KINDS), size=size, p=SHARES)
        what, right = dice.integers(QUESTIONS, size=size), dice.random(size) < RIGHT
        for at in range(size):
            person, party = people[who[at]]
            name, number = KINDS[kind[at]], int(what[at])
            objective, met, content = None, None, "{}"
            if name == "answered":
                about, objective = f"question:{questions + number}", objectives + number % OBJECTIVES
                met, content = bool(right[at]), given
            elif name == "passed":
                about, met = f"paper:{papers + number % PAPERS}", bool(right[at])
            else:
                about = f"material:{materials + number % MATERIALS}"
            moment = (first + step * (begin + at)).replace(tzinfo=None).isoformat(" ")
            key = f"{begin + at:032x}"
            yield (
                key, person, party, name, about, items.get(about), objective, met, content,
                moment, moment, "terminal", "", None, "",
            )  # fmt: skip


def _firsts() -> tuple[int, int, int, int]:
    """The first id of each: they are numbered on from there."""
    from chizi.learn.models import Material, Objective, Paper, Question

    materials, questions, papers, objectives = (
        int(model._default_manager.order_by("id").values_list("id", flat=True)[0])
        for model in (Material, Question, Paper, Objective)
    )
    return materials, questions, papers, objectives


def _states(now: datetime, dice: np.random.Generator, people: list[tuple[int, int]]) -> None:
    from chizi.learn.models import ItemState, LearningItem, Outcome

    items = list(LearningItem.objects.order_by("id").values_list("id", flat=True))
    outcome, moment = Outcome.objects.order_by("id").values_list("id", flat=True)[0], _moment(now)

    def rows() -> Iterator[tuple[Any, ...]]:
        for person, party in people:
            for item in dice.choice(items, DONE_EACH, replace=False):
                yield person, int(item), party, outcome, moment

    _insert(ItemState, rows(), ("person_id", "item_id", "party_id", "outcome_id", "done_at"))


def _mastery(now: datetime, dice: np.random.Generator, people: list[tuple[int, int]]) -> None:
    from chizi.learn.models import Mastery, Objective

    objectives = list(Objective.objects.order_by("id").values_list("id", flat=True))
    blank = {
        field.attname: field.get_db_prep_save(field.get_default(), connection)
        for field in Mastery._meta.concrete_fields
        if field.has_default()
    }
    names = ("person_id", "objective_id", "party_id", "asked", "right", "met", "changed_at", *blank)
    moment = _moment(now)

    def rows() -> Iterator[tuple[Any, ...]]:
        for person, party in people:
            begin = int(dice.integers(len(objectives)))
            for at in range(MASTERED_EACH):
                right = int(dice.integers(2, 6))
                objective = objectives[(begin + at) % len(objectives)]
                yield person, objective, party, 5, right, right >= 4, moment, *blank.values()

    _insert(Mastery, rows(), names)


def _moment(now: datetime) -> str:
    return now.replace(tzinfo=None).isoformat(" ")


def _applications(now: datetime, people: list[tuple[int, int]]) -> None:
    """Claims in every state, each about a material and an assignment of the claimant's own party."""
    from chizi.learn.models import Application, Material
    from chizi.org.models import Party
    from chizi.plan.models import Assignment

    about = Material.objects.order_by("id")[0]
    places = {one.id: one for one in Party.objects.select_related("region").filter(agency__isnull=False)}
    own = dict(Assignment.objects.order_by("-id").values_list("party_id", "id"))
    rows = []
    for at, (person, party) in enumerate(people[:CLAIMS]):
        if party not in own:
            continue
        state = ("confirmed", "confirmed", "claimed", "returned")[at % 4]
        decided = state in ("confirmed", "returned")
        row = Application(
            key=UUID(int=at), person_id=person, party_id=party, about=about.ref, about_title=about.title,
            text="在受理时按要求当场告知。", assignment_id=own[party], state=state,
            claimed_by=f"person:{person}", claimed_at=now, decided_by="person:office" if decided else "",
            decided_at=now if decided else None, note="请补充" if state == "returned" else "",
        )  # fmt: skip
        row.stand_at(places[party].region)
        rows.append(row)
    Application.objects.bulk_create(rows, batch_size=2_000)


def _reflections(now: datetime, people: list[tuple[int, int]]) -> None:
    from chizi.learn.models import Material, Reflection, ReflectionVersion

    about = Material.objects.order_by("id")[0]
    Reflection.objects.bulk_create(
        (
            Reflection(
                key=UUID(int=at), person_id=person, party_id=party, about=about.ref, about_title=about.title,
                state="written", written_at=now,
            )
            for at, (person, party) in enumerate(people[:THOUGHTS])
        ),
        batch_size=2_000,
    )  # fmt: skip
    ReflectionVersion.objects.bulk_create(
        (
            ReflectionVersion(reflection_id=number, number=1, text="告知要当场，记录要如实。", written_at=now)
            for number in Reflection.objects.order_by("id").values_list("id", flat=True)
        ),
        batch_size=2_000,
    )
