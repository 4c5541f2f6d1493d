"""Storing outcomes with all that follows: what is done, what is mastered, what parties are counted by.

One pipeline for a batch from a phone and for a single outcome of another action. Part of an action: it runs in the
caller's transaction. Whatever order the batches of two devices come in, the same rows stand in the end.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from chizi.journal.rules import canonical
from chizi.learn.fetching import fetch, listed, read_instant, read_json, read_key
from chizi.learn.inserting import Spelled, columns, insert_rows, spelled
from chizi.learn.models import ItemState, Mastery, Outcome
from chizi.learn.policy import mastery_policy
from chizi.learn.rules.mastery import Shown, mastered, packed, unpacked, window
from chizi.learn.rules.outcomes import COUNTED, finishes
from chizi.learn.tallies import Counts, change, done_key, kind_key, met_key, places_at, places_of
from chizi.org.abilities import local_day
from chizi.org.models import Party, Person
from chizi.org.rules import Ability, roles_with

OUTCOME_ROW = columns({
    "key": "uuid", "person_id": "bigint", "party_id": "bigint", "kind": "text", "about": "text",
    "item_id": "bigint", "objective_id": "bigint", "met": "boolean", "content": "jsonb",
    "happened_at": "timestamptz", "recorded_at": "timestamptz", "source": "text", "batch": "text", "reason": "text",
})  # fmt: skip
STATE_ROW = columns({
    "person_id": "bigint", "item_id": "bigint", "party_id": "bigint", "outcome_id": "bigint",
    "done_at": "timestamptz",
})  # fmt: skip
MASTERY_ROW = columns({
    "person_id": "bigint", "objective_id": "bigint", "party_id": "bigint", "asked": "smallint",
    "right": "smallint", "met": "boolean", "shown": "jsonb", "changed_at": "timestamptz",
})  # fmt: skip
STATE_AGAIN = (
    "(person_id, item_id) DO UPDATE SET outcome_id = excluded.outcome_id, done_at = excluded.done_at"
)
MASTERY_AGAIN = "(person_id, objective_id) DO UPDATE SET " + ", ".join(
    f'"{name}" = excluded."{name}"' for name, _ in MASTERY_ROW[2:]
)
STATES_KEPT = """
SELECT s.item_id, s.done_at, o.key FROM learn_itemstate s JOIN learn_outcome o ON o.id = s.outcome_id
WHERE s.person_id = %s AND s.item_id IN @
"""
MASTERY_KEPT = """
SELECT m.objective_id, m.met, m.shown, m.party_id, p.city_id, p.county_id
FROM learn_mastery m LEFT JOIN org_party p ON p.id = m.party_id WHERE m.person_id = %s AND m.objective_id IN @
"""
OUTCOMES, STATES, MASTERIES = (model._meta.db_table for model in (Outcome, ItemState, Mastery))


@dataclass(frozen=True)
class Ready:
    """An outcome that may be stored: rights and answer are settled."""

    key: UUID
    kind: str
    about: str
    happened_at: datetime
    item: int | None = None
    objective: int | None = None
    met: bool | None = None
    content: dict[str, Any] | None = None
    question: int = 0


@dataclass
class Home:
    """The party that somebody's outcomes count for, with its place; ``unit`` is the region's code."""

    id: int
    city_id: int | None
    county_id: int | None
    town_id: int | None
    unit: str


@dataclass(frozen=True)
class Whose:
    """The person whose outcomes they are, where they count now, and whether he learns here at all."""

    person: Person
    home: Home | None
    learns: bool

    @property
    def party(self) -> Party | None:
        """The party itself; one query."""
        return Party.objects.get(pk=self.home.id) if self.home is not None else None

    @property
    def party_id(self) -> int | None:
        return self.home.id if self.home is not None else None

    @property
    def unit(self) -> str:
        return self.home.unit if self.home is not None else ""


WHOSE = """
SELECT p.id, p.city_id, p.county_id, p.town_id, r.code, EXISTS (
    SELECT 1 FROM org_grant g WHERE g.person_id = o.id AND g.role IN @ AND g.from_date <= %s
    AND (g.until IS NULL OR g.until >= %s))
FROM org_person o LEFT JOIN org_party p ON p.agency_id = o.agency_id LEFT JOIN org_region r ON r.id = p.region_id
WHERE o.id = %s AND o.is_active
"""
LEARNERS = sorted(role.value for role in roles_with(Ability.LEARN))


def whose(person: Person, now: datetime | None = None) -> Whose:
    """The person with the party of the agency he serves in, and (at an instant) whether a grant of his gives LEARN
    anywhere: what `org.abilities.scope_of` says, without the places, which do not matter for one's own learning.

    One query.
    """
    day = local_day(now).isoformat() if now is not None else "0001-01-01"
    found = fetch(WHOSE, [listed(LEARNERS), day, day, person.pk])
    if not found:
        return Whose(person, None, False)
    party, city, county, town, code, learns = found[0]
    home = Home(party, city, county, town, code) if party is not None else None
    return Whose(person, home, bool(learns))


def lock_record(person: Person) -> None:
    """One writer at a time for a person's record: SQLite has but one, PostgreSQL needs to be told."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [f"learn:{person.pk}"])


def outcome_rows(of: Whose, rows: Sequence[Ready], *, now: datetime, source: str, batch: str) -> Spelled:
    """The rows that `store` takes, made before anybody waits for a lock."""
    return spelled(
        OUTCOME_ROW,
        [
            (row.key, of.person.pk, of.party_id, row.kind, row.about, row.item, row.objective, row.met,
             row.content or {}, row.happened_at, now, source, batch, "")
            for row in rows
        ],
    )  # fmt: skip


def store(of: Whose, rows: Sequence[Ready], wanted: Spelled, now: datetime) -> list[Ready]:
    """Store what is not there yet and count it; gives those rows. A key that is taken, by whomever, is left as it
    stands. ``wanted`` is what `outcome_rows` made of the rows."""
    fresh, changes = store_uncounted(of, rows, wanted, now)
    change(changes)
    return fresh


def store_uncounted(
    of: Whose, rows: Sequence[Ready], wanted: Spelled, now: datetime
) -> tuple[list[Ready], Counts]:
    """The same for a caller who has yet to add the changes to the counters, for many at once."""
    lock_record(of.person)
    made = insert_rows(OUTCOMES, OUTCOME_ROW, wanted, conflict="(key) DO NOTHING", returning="id, key")
    ids = {key if isinstance(key, UUID) else UUID(key): number for number, key in made}
    fresh = [row for row in rows if row.key in ids]
    changes = _done(of, fresh, ids)
    judged = [row for row in fresh if row.objective is not None and row.met is not None]
    changes.update(_mastery(of, [(row.objective or 0, _shown(row)) for row in judged], now))
    for row in fresh:
        if row.kind in COUNTED:
            changes.update(kind_key(row.kind, place) for place in places_of(of.home))
    return fresh, changes


def _shown(row: Ready) -> Shown:
    return Shown(row.happened_at, row.key.hex, row.question, bool(row.met))


def _done(of: Whose, fresh: Iterable[Ready], ids: dict[UUID, int]) -> Counts:
    """The states of items: of several outcomes the earliest stands behind it."""
    first: dict[int, Ready] = {}
    for row in fresh:
        if row.item is not None and finishes(row.kind, row.met):
            known = first.get(row.item)
            if known is None or (row.happened_at, row.key) < (known.happened_at, known.key):
                first[row.item] = row
    if not first:
        return Counter()
    kept = fetch(STATES_KEPT, [of.person.pk, listed(first)])
    there = {item: (read_instant(at), read_key(key)) for item, at, key in kept}
    rows = [
        (of.person.pk, item, of.party_id, ids[row.key], row.happened_at)
        for item, row in first.items()
        if item not in there or (row.happened_at, row.key) < there[item]
    ]
    insert_rows(STATES, STATE_ROW, spelled(STATE_ROW, rows), conflict=STATE_AGAIN)
    new = [item for item in first if item not in there]
    return Counter(done_key(item, place) for item in new for place in places_of(of.home))


def _mastery(of: Whose, answers: Sequence[tuple[int, Shown]], now: datetime) -> Counts:
    by_objective: dict[int, list[Shown]] = {}
    for objective, shown in answers:
        by_objective.setdefault(objective, []).append(shown)
    return _settle(of, by_objective, now) if by_objective else Counter()


def settle_answers(of: Whose, answers: Sequence[tuple[int, Shown]], now: datetime) -> None:
    """Answers that are kept elsewhere, such as those of a paper, count for mastery too."""
    lock_record(of.person)
    change(_mastery(of, answers, now))


def resettle(of: Whose, objective: int, gone: UUID, now: datetime) -> Counts:
    """Mastery of an objective without one answer; what had slipped out of the window behind it comes back."""
    answers = Outcome.objects.filter(
        person=of.person, objective_id=objective, voided_at=None, met__isnull=False
    )
    told = answers.order_by("-happened_at", "-key").values_list("happened_at", "key", "about", "met")
    back = [
        Shown(at, key.hex, question_of(about), bool(met))
        for at, key, about, met in told[: mastery_policy().answers]
    ]
    return _settle(of, {objective: back}, now, gone=gone.hex)


def question_of(about: str) -> int:
    """77 of "question:77", 0 of anything else."""
    kind, _, number = about.partition(":")
    return int(number) if kind == "question" else 0


def _settle(of: Whose, answers: dict[int, list[Shown]], now: datetime, *, gone: str = "") -> Counts:
    policy, changes = mastery_policy(), Counter[str]()
    kept = fetch(MASTERY_KEPT, [of.person.pk, listed(answers)])
    there = {objective: (met, shown, party) for objective, met, shown, *party in kept}
    rows = []
    for objective, new in sorted(answers.items()):
        was_met, shown, party = there.get(objective, (False, [], ()))
        before = unpacked(read_json(shown))
        last = window([one for one in before if one.key != gone], new, policy)
        met, right = mastered(last, policy), sum(one.right for one in last)
        rows.append((of.person.pk, objective, of.party_id, len(last), right, met, packed(last), now))
        if was_met:
            changes.subtract(met_key(objective, place) for place in places_at(*party))
        if met:
            changes.update(met_key(objective, place) for place in places_of(of.home))
    insert_rows(MASTERIES, MASTERY_ROW, spelled(MASTERY_ROW, rows), conflict=MASTERY_AGAIN)
    return changes


def batch_digest(rows: Iterable[Ready]) -> str:
    """SHA-256 over what was stored, so that the one entry of a batch commits to each outcome in it."""
    told = [[row.key.hex, row.kind, row.about, row.met, row.happened_at.isoformat()] for row in rows]
    return hashlib.sha256(canonical(sorted(told))).hexdigest()
