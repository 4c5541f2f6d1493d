"""The doctor notices what it is there to notice."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from chizi.evaluation import store
from chizi.evaluation.tests.conftest import NOW, make_register
from chizi.fronts.cli.doctor import database, machine, stores
from chizi.fronts.cli.doctor.findings import State
from chizi.ground.counters.counts import add_counts
from chizi.journal.actions import record_entry
from chizi.journal.models import Entry
from chizi.org.queries import UNITS_BOARD
from tests.databases import triggers_lifted


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv("CHIZI_LANG", "en")


def states(findings) -> set[State]:
    return {one.state for one in findings}


@pytest.mark.django_db
def test_the_guards_of_the_journal_are_tried_and_nothing_stays_behind():
    assert states(database.journal_guarded()) == {State.GOOD}
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_missing_guards_are_noticed_and_the_trial_is_undone():
    with transaction.atomic():
        record_entry(actor="console", now=NOW, kind="a.step", object="thing:1")
    with triggers_lifted():
        found = list(database.journal_guarded())
    assert states(found) == {State.WRONG}
    assert {one.params["statement"] for one in found} >= {"UPDATE", "UPDATE content"}
    assert all(one.what_to_do for one in found)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_clock_that_was_set_back_is_noticed():
    record_entry(actor="console", now=NOW, kind="a.step", object="thing:1")
    assert states(database.clock_forward(NOW + timedelta(seconds=1))) == {State.GOOD}
    (found,) = database.clock_forward(NOW - timedelta(days=1))
    assert found.state == State.LOOK
    assert "2021-03-01" in found.sentence


@pytest.mark.django_db(transaction=True)
def test_unsafe_settings_are_named():
    name, loosen, tighten = {
        "sqlite": ("synchronous", "PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL"),
        "postgresql": ("synchronous_commit", "SET synchronous_commit = off", "SET synchronous_commit = on"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(loosen)
        found = {one.params.get("name"): one for one in database.settings_kept()}
        cursor.execute(tighten)
    assert found[name].state == State.WRONG
    assert "power cut" in found[name].sentence
    assert name not in {one.params.get("name") for one in database.settings_kept()}


def test_a_zone_with_daylight_saving_time_is_wrong(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    (found,) = machine.zone(datetime.now(UTC))
    assert found.state == State.WRONG
    assert "Europe/Berlin" in found.sentence


def test_keys_that_others_can_read_are_wrong(settings, tmp_path):
    settings.DATA, settings.KEYS = tmp_path, tmp_path / "keys"
    settings.KEYS.mkdir(mode=0o700)
    key = settings.KEYS / "publisher.pem"
    key.write_text("x")
    key.chmod(0o600)
    assert states(machine.keys()) == {State.GOOD}
    key.chmod(0o644)
    (found,) = machine.keys()
    assert (found.state, found.params["path"]) == (State.WRONG, key)
    assert "chmod 600" in found.what_to_do


def test_a_client_that_is_not_built_is_wrong(monkeypatch, tmp_path):
    monkeypatch.setattr("chizi.fronts.kit.clients.BUILT", tmp_path)
    (found,) = machine.client()
    assert (found.state, found.what_to_do) == (State.WRONG, "Run: make client")


@pytest.mark.django_db
def test_an_empty_house_is_sound(settings, tmp_path):
    settings.DATA = tmp_path
    for check in (stores.files, stores.counts, stores.work, stores.register):
        assert states(check()) == {State.GOOD}


@pytest.mark.django_db
def test_counts_of_work_that_drifted_are_named(settings, tmp_path):
    settings.DATA = tmp_path
    add_counts("plan.load", {"p7": 3})
    add_counts("matters", {"raised|140000000000|finding": 2})
    (found,) = stores.work()
    assert (found.state, found.params["count"]) == (State.WRONG, 2)
    assert (found.params["first"], found.params["kept"], found.params["found"]) == ("plan.load p7", 3, 0)


@pytest.mark.django_db
def test_counts_that_drifted_are_named_with_both_numbers(settings, tmp_path):
    settings.DATA = tmp_path
    make_register()
    # The fixture's mine was put in past the import, so the recount finds one unit more than was kept.
    found = [one for one in stores.counts() if one.params["place"] == "140105000000"]
    assert [(one.params["kept"], one.params["found"]) for one in found] == [(2, 3)]
    add_counts(UNITS_BOARD, {"140000000000": 1, "140105000000": 1})
    assert states(stores.counts()) == {State.GOOD}


@pytest.mark.django_db
def test_a_register_that_could_not_be_judged_is_named(settings, tmp_path):
    settings.DATA = tmp_path
    make_register()
    assert states(stores.register()) == {State.GOOD}
    path = store.register_file()
    table = store.pq.read_table(path)
    path.unlink()
    store.keep_table(store.pa.concat_tables([table, table.slice(0, 1)]), path)
    (found,) = stores.register()
    assert found.state == State.WRONG
    assert found.params["unit"] == table["unit_code"][0].as_py()


@pytest.mark.django_db
def test_a_file_of_the_store_that_was_cut_short_is_named(settings, tmp_path):
    settings.DATA = tmp_path
    from chizi.evaluation.tests.conftest import event, hand_in

    make_register()
    delivery = hand_in(tmp_path, "case", [event("case", "C1")]).delivery
    assert delivery is not None
    assert states(stores.files()) == {State.GOOD}
    path = store.folder("facts") / delivery.path
    path.write_bytes(path.read_bytes()[:-10])
    (found,) = stores.files()
    assert (found.state, found.params["first"]) == (State.WRONG, path.name)
    path.unlink()
    assert states(stores.files()) == {State.WRONG}
