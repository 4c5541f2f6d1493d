"""Entries are written with their change, or not at all, and never again touched."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError

from chizi.journal.actions import record_entry
from chizi.journal.models import Entry, EntryContent, Pending
from chizi.journal.queries import latest_entries, verify_entries

NOW = datetime(2021, 3, 18, 4, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Within:
    """A core.Scope of one code prefix; the empty prefix is everything."""

    prefix: str = ""

    def covers_code(self, code: str) -> bool:
        return code.startswith(self.prefix)

    def narrow_codes(self, rows, field: str):
        return rows.filter(**{f"{field}__startswith": self.prefix}) if self.prefix else rows


EVERYTHING = Within()


def record(**changes):
    wanted = {
        "actor": "person:lin",
        "now": NOW,
        "kind": "run.computed",
        "object": "run:1",
        "content": {"n": 1},
    }
    return record_entry(**(wanted | changes))


def test_entries_of_one_object_are_chained():
    first, second = record(), record(content={"n": 2})
    assert (first.seq, second.seq) == (1, 2)
    assert bytes(first.leaf).hex().encode() in bytes(second.entry)
    assert record(object="run:2").seq == 1


def test_each_entry_waits_for_the_sequencer():
    entry = record()
    assert Pending.objects.filter(entry=entry).exists()


def test_a_journal_of_actions_verifies():
    for number in range(5):
        record(object=f"run:{number % 2}", content={"名": number})
    found = verify_entries()
    assert (found.entries, found.faults) == (5, ())
    assert found.root != verify_entries_after_one_more().root


def verify_entries_after_one_more():
    record(object="run:9")
    return verify_entries()


def test_erasing_the_content_keeps_the_proof():
    entry = record()
    EntryContent.objects.filter(entry=entry).delete()
    found = verify_entries()
    assert (found.erased, found.faults) == (1, ())


@pytest.mark.parametrize(
    "attack",
    [
        lambda: Entry.objects.update(actor="person:liu"),
        lambda: Entry.objects.all()._raw_delete("default"),
        lambda: EntryContent.objects.update(salt=F("salt")),
    ],
)
def test_the_database_refuses_changes(attack):
    record()
    with pytest.raises(DatabaseError, match=r"append-only|erased, not changed"), transaction.atomic():
        attack()
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    assert not connection.in_atomic_block
    with pytest.raises(TransactionManagementError):
        record()
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_action_that_fails_leaves_no_entry():
    def failing() -> None:
        with transaction.atomic():
            record()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert Entry.objects.count() == 0


def test_a_scope_sees_only_entries_of_its_places():
    record(unit="140105000000")
    record(unit="140200000000", object="run:2")
    record(object="run:3")
    city = Within("1401")
    assert [line.unit for line in latest_entries(city).lines] == ["140105000000"]
    everything = latest_entries(EVERYTHING, limit=2)
    assert len(everything.lines) == 2
    rest = latest_entries(EVERYTHING, before=everything.after)
    assert len(rest.lines) == 1


@pytest.mark.parametrize("cursor", ["-1", "x", "9" * 40, "１２", "1;2"])
def test_a_senseless_cursor_shows_the_first_page(cursor):
    record()
    assert len(latest_entries(EVERYTHING, before=cursor).lines) == 1
