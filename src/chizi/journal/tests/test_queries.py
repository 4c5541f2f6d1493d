"""The journal is read for a scope, and recomputed from its bytes."""

from dataclasses import dataclass

import pytest

from chizi.journal.models import EntryContent
from chizi.journal.queries import latest_entries, verify_entries
from chizi.journal.tests.test_actions import record

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
