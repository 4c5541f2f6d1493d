"""The triggers of the journal stand in every test and are lifted only for the flush between them; and the tables are
as the migrations make them."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
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


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration():
    ours = sorted(one.label for one in apps.get_app_configs() if one.name.startswith("chizi."))
    said = StringIO()
    call_command("makemigrations", *ours, dry_run=True, stdout=said)
    assert "No changes detected in apps" in said.getvalue(), said.getvalue()
