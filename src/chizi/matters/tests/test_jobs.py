"""The nightly recount: once a night, and it puts right what is wrong."""

from datetime import timedelta

import pytest

from chizi.ground.counters.counts import add_counts, kept_counts
from chizi.journal.models import Entry
from chizi.matters.actions.writing import BOARD
from chizi.matters.jobs import recount_nightly
from chizi.matters.tests.conftest import NOW, raised

pytestmark = pytest.mark.django_db
NIGHT = NOW.replace(hour=19)  # three in the morning in Shanxi


def test_counters_are_proved_once_a_night_and_put_right(cast):
    raised(cast)
    before = kept_counts(BOARD)
    key = next(iter(sorted(before)))
    add_counts(BOARD, {key: 5, "raised|nowhere|finding": 1})
    assert recount_nightly(NIGHT - timedelta(hours=1)) == 0, "nobody is at work before three"
    assert recount_nightly(NIGHT) == 2
    assert kept_counts(BOARD) == before
    assert recount_nightly(NIGHT + timedelta(minutes=1)) == 0
    assert Entry.objects.filter(kind="matters.recounted").count() == 1
