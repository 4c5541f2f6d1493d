"""Two people at the same moment, each in a connection of his own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from chizi.core.refusals import Refusal
from chizi.org.abilities import Console
from chizi.org.actions import accept_invitation, change_grant, end_grant, import_divisions, invite_person
from chizi.org.models import Grant, Person, Region
from chizi.org.refusals import StaleGrant, WrongCode
from chizi.org.rules import Role
from chizi.org.tests.conftest import DIVISIONS, NOW, granted, sheet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def province():
    divisions = sheet(DIVISIONS, "code,name,level,parent_code")
    import_divisions(actor=Console(), now=NOW, table=divisions, source="0" * 64)
    return Region.objects.get(level=1)


def at_once(*steps: Callable[[], object]) -> list[str]:
    """The names of the refusals, sorted; "done" for what went through."""
    gate = Barrier(len(steps))

    def take(step: Callable[[], object]) -> str:
        try:
            gate.wait(10)
            step()
        except Refusal as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(steps)) as pool:
        return sorted(pool.map(take, steps))


def test_two_security_administrators_cannot_end_each_other(province):
    one, two = (granted(name, Role.SECURITY_ADMIN, province) for name in ("one", "two"))
    given = {name: Grant.objects.get(person__username=name) for name in ("one", "two")}
    answers = at_once(
        lambda: end_grant(actor=one, now=NOW, grant=given["two"]),
        lambda: end_grant(actor=two, now=NOW, grant=given["one"]),
    )
    # Asked in turn, the second one has lost his own role, or is the last one who holds it.
    assert answers in (["LastAdministrator", "done"], ["NotAllowed", "done"])
    assert Grant.objects.filter(until__isnull=True).count() == 1


def test_of_two_changes_of_one_grant_one_is_told_who_was_first(province):
    one, two = (granted(name, Role.SECURITY_ADMIN, province) for name in ("one", "two"))
    lin = granted("lin", Role.OFFICE, province)
    grant = Grant.objects.get(person=lin)
    common = {"now": NOW, "grant_id": grant.id, "version": 1, "until": None}
    answers = at_once(
        lambda: change_grant(actor=one, reason="one", **common),
        lambda: change_grant(actor=two, reason="two", **common),
    )
    assert answers == sorted([StaleGrant.__name__, "done"])
    assert Grant.objects.get(pk=grant.pk).version == 2


def test_a_slip_is_used_once_by_whoever_is_first(province):
    sys = granted("sys", Role.SYSTEM_ADMIN, province)
    fan = Person.objects.create(username="fan", name="范", password="!unusable")
    code = invite_person(actor=sys, now=NOW, person=fan).code

    def accept(password: str) -> Callable[[], object]:
        return lambda: accept_invitation(now=NOW, username="fan", code=code, password=password)

    assert at_once(accept("a-right-long-pass-1"), accept("a-right-long-pass-2")) == sorted(
        [WrongCode.__name__, "done"]
    )
