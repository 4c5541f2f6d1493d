"""Entries are written with their change, or not at all, and never again touched."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError

from chizi.journal.actions import record_entry
from chizi.journal.models import Entry, EntryContent, Pending

NOW = datetime(2021, 3, 18, 4, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


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
