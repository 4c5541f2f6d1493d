"""R-01 to R-05 and R-20 in the schema: what no table may hold, looked for in every table, Django's too."""

import re

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.db import connection
from django.test import Client

from chizi.org.models import Person

FORBIDDEN = re.compile(
    r"dwell|time_spent|seconds_spent|spent_on|online|duration|log_?ins?\b|log_?in_(count|time|at)|logins|logout"
    r"|last_(login|seen|visit|active|used)|visits?\b|page_views|streak|check_?in|points?\b|score|rank(ing)?\b|badge"
    r"|leaderboard|petitioner|key_person|face|gait|phone|travel|track"
)
# django-axes stores failed attempts, to lock out who guesses passwords: user name, address, how often since the
# last success; a success deletes the row (AXES_RESET_ON_SUCCESS). Its table of successful log-ins and log-outs
# would be the very record R-02 forbids. The library always makes the table; the settings keep it empty, and the
# tests below show that it stays so. The same holds for what django-allauth makes: the accounts of a directory have a
# last log-in (nothing of a directory is stored: tests/signin/test_directory.py), and a second factor a last use.
KEPT_EMPTY = {
    ("axes_accesslog", "logout_time"),
    ("socialaccount_socialaccount", "last_login"),
    ("mfa_authenticator", "last_used_at"),
}
# The index of ground.search, which holds pieces of its one table of texts: FTS5's own tables, or a column.
INDEX_OF_TEXTS = "search_grams"
STATISTICS = "sqlite_stat"  # what SQLite's planner knows of the indexes


def _columns() -> set[tuple[str, str]]:
    models = apps.get_models(include_auto_created=True)
    return {
        (model._meta.db_table, field.column or "") for model in models for field in model._meta.local_fields
    }


def test_R02_no_table_holds_dwell_time_log_ins_streaks_or_points():
    found = {(table, column) for table, column in _columns() if FORBIDDEN.search(column)}
    assert found == KEPT_EMPTY


def test_R02_the_pattern_would_find_them():
    planted = ["dwell_seconds", "login_count", "last_login", "streak", "points", "online_minutes", "score",
               "last_seen_at", "last_used_at", "checkin_days", "petitioner_id", "rank"]  # fmt: skip
    assert [name for name in planted if not FORBIDDEN.search(name)] == []


@pytest.mark.django_db
def test_R02_the_database_has_no_column_that_the_models_do_not_name():
    with connection.cursor() as cursor:
        tables = {
            table
            for table in connection.introspection.table_names(cursor)
            if table != "django_migrations" and not table.startswith((INDEX_OF_TEXTS, STATISTICS))
        }
        real = {
            (table, column.name)
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        }
    assert real - _columns() - {("search_searchtext", "grams")} == set()


@pytest.mark.django_db
def test_R02_signing_in_and_out_leaves_no_record_of_it():
    person = Person(username="lin", name="Lin")
    person.set_password("right-horse-battery")
    person.save()
    client = Client()
    page = "/accounts/login/"
    client.post(page, {"login": "lin", "password": "wrong"})
    assert AccessAttempt.objects.filter(username="lin").exists()
    assert client.post(page, {"login": "lin", "password": "right-horse-battery"}).status_code == 302
    client.post("/accounts/logout/")
    assert AccessLog.objects.count() == AccessFailureLog.objects.count() == 0
    assert AccessAttempt.objects.count() == 0
