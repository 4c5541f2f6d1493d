"""A judged province and its cast: Lin of the office, Zhou who leads, Li of the police, Sun in one county, Ma alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from chizi.evaluation.tests.conftest import event, hand_in, judge, make_register
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.rules import AgencyKind, Role

HERE, THERE = "140105000000", "140106000000"


def person(
    username: str, role: Role | None = None, place: str = "140000000000", agency: Agency | None = None
) -> Person:
    made = Person.objects.create(username=username, name=username.title(), agency=agency)
    if role is not None:
        Grant.objects.create(
            person=made,
            role=role.value,
            region=Region.objects.get(code=place),
            agency=agency,
            from_date=date(2019, 1, 1),
            granted_by="person:hu",
        )
    return made


def make_cast() -> SimpleNamespace:
    province = Region.objects.get(code="140000000000")
    police = Agency.objects.create(
        code="police", name="省公安厅", kind=AgencyKind.POLICE.value, region=province
    )
    return SimpleNamespace(
        lin=person("lin", Role.OFFICE),
        zhou=person("zhou", Role.LEADER),
        li=person("li", Role.LEAD_DEPARTMENT, agency=police),
        sun=person("sun", Role.OFFICE, HERE),
        hu=person("hu", Role.SECURITY_ADMIN),
        shen=person("shen", Role.AUDITOR),
        ma=person("ma"),
    )


def deliver_and_judge(folder) -> None:
    """Petitions for the whole province, cases for one county only, no accidents at all; then judge 2020."""
    hand_in(folder, "petition", [event("petition", "P1", subtype="suggestion")])
    hand_in(folder, "case", [event("case", "C1", subtype="criminal", severity="2")], region_code="140105")
    judge()


@contextmanager
def standing(blocker: Any, folder: Path) -> Iterator[SimpleNamespace]:
    """The judged province with its cast, in a transaction that is rolled back at the end, with stores of its own.

    Judging takes a second, so whole modules of tests that only read share one province."""
    stores = {name: folder / name.lower() for name in ("DATA", "PUBLICATIONS", "KEYS")}
    with override_settings(**stores), blocker.unblock(), transaction.atomic():
        make_register()
        deliver_and_judge(folder)
        yield make_cast()
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is undone: the province stays as it was for the next test."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker, tmp_path_factory):
    with standing(django_db_blocker, tmp_path_factory.mktemp("province")) as cast:
        yield cast


@pytest.fixture
def unjudged(db, settings, tmp_path):
    """Regions and units only, with the cast."""
    settings.DATA = tmp_path
    make_register()
    return make_cast()
