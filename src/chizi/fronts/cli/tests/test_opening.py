"""A database that people work in waits for `chizi upgrade`; an empty one and a demo are brought up to date at once."""

from datetime import UTC, datetime

import pytest

from chizi.fronts.cli import house
from chizi.journal.actions import record_entry
from chizi.org.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def migrated(monkeypatch):
    """An older database, as far as opening can tell; counts how often it was migrated."""
    done = []
    monkeypatch.setattr(house, "waiting", lambda: 3)
    monkeypatch.setattr(house, "_migrate", lambda: done.append(1))
    return done


def test_an_empty_database_is_brought_up_to_date_without_a_question(migrated):
    house.open_house()
    assert migrated == [1]


def test_one_with_people_waits_and_says_for_what(migrated):
    Person.objects.create(username="lin", name="林知远")
    with pytest.raises(house.UpgradeWaits, match="chizi upgrade") as refused:
        house.open_house()
    assert refused.value.params["count"] == 3
    assert migrated == []


def test_a_demo_is_brought_up_to_date_though_it_is_full_of_people(migrated):
    Person.objects.create(username="lin", name="林知远")
    record_entry(actor="console", now=datetime(2021, 3, 1, tzinfo=UTC), kind="demo.built", object="demo")
    house.open_house()
    assert migrated == [1]
