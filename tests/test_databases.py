"""The triggers of the journal stand in every test and are lifted only for the flush between them."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from chizi.journal.actions import record_entry
from chizi.journal.models import Entry
from tests.databases import triggers_lifted

NOW = datetime(2021, 2, 28, 9, tzinfo=UTC)
DELETE = "DELETE FROM journal_pending; DELETE FROM journal_entrycontent; DELETE FROM journal_entry"


def _delete_everything() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in DELETE.split("; "):
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "after the flush of the first"])
def test_the_journal_refuses_deletion_in_a_test_that_commits(time: str):
    assert Entry.objects.count() == 0
    with transaction.atomic():
        record_entry(actor="console", now=NOW, kind="test.kept", object="test:1")
    with pytest.raises(DatabaseError, match="append-only"):
        _delete_everything()
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_lifted_triggers_stand_again_even_after_an_error():
    with transaction.atomic():
        record_entry(actor="console", now=NOW, kind="test.kept", object="test:1")
    with pytest.raises(ZeroDivisionError), triggers_lifted():
        raise ZeroDivisionError
    with pytest.raises(DatabaseError, match="append-only"):
        _delete_everything()
    with triggers_lifted():
        _delete_everything()
    assert Entry.objects.count() == 0
