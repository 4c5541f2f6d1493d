"""Rows arrive in batches, inside the caller's transaction, also while their maker reads the same database."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from chizi.ground.loading import rows as loading
from chizi.ground.loading.rows import load_rows

Counter = apps.get_model("counters", "Counter")  # any small table; ground rooms do not know each other
FIELDS = ("board", "key", "value")


@pytest.mark.django_db
def test_rows_arrive_in_batches(monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 3)
    assert load_rows(Counter, FIELDS, (("b", str(n), n) for n in range(10))) == 10
    assert sorted(Counter.objects.values_list("value", flat=True)) == list(range(10))


@pytest.mark.django_db
def test_the_maker_of_rows_may_read_the_same_database(monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 2)

    def made() -> Iterator[tuple[str, str, int]]:
        for number in range(5):
            yield ("b", str(number), Counter.objects.count())

    load_rows(Counter, FIELDS, made())
    assert list(Counter.objects.order_by("key").values_list("value", flat=True)) == [0, 0, 2, 2, 4]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_loaded():
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        load_rows(Counter, FIELDS, [("b", "1", 1)])
    assert not Counter.objects.exists()


@pytest.mark.django_db
def test_a_constraint_refuses_all(monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        load_rows(Counter, FIELDS, [("b", "1", 1), ("b", "2", 1), ("b", "1", 1)])
    assert not Counter.objects.exists()
