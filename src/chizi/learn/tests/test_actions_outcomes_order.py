"""Whatever order the batches of two devices arrive in, and however often: the same is stored as once in order."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from chizi.ground.counters.counts import kept_counts
from chizi.learn import tallies
from chizi.learn.actions import record_outcomes
from chizi.learn.models import ItemState, Mastery, Outcome
from chizi.learn.tests.outcomes_world import NOW, answer, learning, read

pytestmark = pytest.mark.django_db

steps = st.lists(
    st.tuples(st.booleans(), st.integers(0, 3), st.sampled_from("AB"), st.integers(0, 30)),
    min_size=1,
    max_size=14,
)


def state():
    """All that is stored, without our own clock."""
    outcomes = Outcome.objects.order_by("key").values_list(
        "key", "about", "item", "met", "happened_at", "content"
    )
    states = ItemState.objects.order_by("item").values_list("item", "outcome__key", "done_at", "party")
    mastery = Mastery.objects.order_by("objective").values_list("objective", "asked", "right", "met", "shown")
    counts = {name: value for name, value in kept_counts(tallies.BOARD).items() if value}
    return list(outcomes), list(states), list(mastery), counts


def drafts_of(here, told):
    return [
        (read if reads else answer)(
            here, at, at_all, happened=NOW - timedelta(minutes=minute), **({} if reads else {"given": option})
        )
        for at_all, (reads, at, option, minute) in enumerate(told)
    ]


def stored(here, batches):
    """What stands after these batches; undone afterwards."""
    with transaction.atomic():
        for number, batch in enumerate(batches):
            now = NOW + timedelta(minutes=number)
            record_outcomes(actor=here.wang, now=now, sent_at=now, batch=str(number), drafts=batch)
        assert tallies.drifted() == []
        found = state()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def here():
    return learning()


@given(told=steps, dice=st.randoms(use_true_random=False))
def test_reordered_doubled_and_interleaved_batches_store_the_same_as_once_in_order(here, told, dice):
    drafts = drafts_of(here, told)
    expected = stored(here, [drafts])
    one, other = drafts[::2], drafts[1::2]
    batches = [device[at : at + size] for device in (one, other) for size in (dice.randint(1, 4),)
               for at in range(0, len(device), size)]  # fmt: skip
    batches += [dice.choice(batches) for _ in range(2)] + [drafts[: len(drafts) // 2 + 1]]
    dice.shuffle(batches)
    assert stored(here, batches) == expected


def test_R02_what_comes_from_a_phone_leaves_no_trace_of_behaviour(here):
    """The batch has 50 instants; stored is what was achieved, the day's order of it is nobody's telemetry."""
    record_outcomes(
        actor=here.wang, now=NOW, sent_at=NOW, batch="b", drafts=[read(here, 0, "r"), answer(here, 0, "a")]
    )
    fields = {field.name for field in Outcome._meta.get_fields()}
    assert fields == {
        "id", "key", "person", "party", "kind", "about", "item", "objective", "met", "content", "happened_at",
        "recorded_at", "source", "batch", "voided_at", "reason",
    }  # fmt: skip
    assert [row.content for row in Outcome.objects.order_by("id")] == [{}, {"given": ["B"]}]
