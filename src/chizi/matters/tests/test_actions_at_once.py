"""Two at once: of two steps on one version one is taken; a form that comes twice at the same moment is one finding."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from chizi.core.refusals import Refusal
from chizi.journal.models import Entry
from chizi.matters.actions import take_step
from chizi.matters.models import Matter, Step
from chizi.matters.tests.conftest import NOW, REMEDY, raised

pytestmark = pytest.mark.django_db(transaction=True)


def together(*calls: Callable[[], object]) -> list[object]:
    """What each call gave or was refused with, all of them begun at the same moment."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_two_steps_on_one_version_one_is_taken(cast):
    matter = raised(cast)
    about = {"now": NOW, "matter_id": matter.pk, "version": 1}
    found = together(
        lambda: take_step(actor=cast.wang, step="name_remedy", fields=REMEDY, **about),
        lambda: take_step(actor=cast.lin, step="withdraw", fields={"reason": "A mistake."}, **about),
    )
    assert sum(isinstance(one, Refusal) for one in found) == 1
    assert Step.objects.count() == 2 == Entry.objects.filter(object=f"matter:{matter.pk}").count()
    assert Matter.objects.get().version == 2


def test_the_same_form_twice_at_once_is_one_finding(cast):
    found = together(*[lambda: raised(cast, key="one form")] * 3)
    assert [one for one in found if isinstance(one, Refusal)] == []
    assert Matter.objects.count() == 1
    assert {one.pk for one in found if isinstance(one, Matter)} == {Matter.objects.get().pk}


def test_numbers_have_no_gap_when_many_raise_at_once(cast):
    together(*[lambda: raised(cast)] * 4)
    assert sorted(Matter.objects.values_list("serial", flat=True)) == [1, 2, 3, 4]
