"""A small province with its public bodies, the three administrators and some people, each of them at a browser."""

from datetime import date
from types import SimpleNamespace

import pyarrow as pa
import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from chizi.org.abilities import Console
from chizi.org.actions import import_agencies, import_divisions
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.rules import Role
from chizi.org.tests.conftest import DIVISIONS, sheet

HERE, THERE = "140105000000", "140106000000"
AGENCIES = f"""
p-police,省公安厅,police,140000000000,
c-police,小店区公安局,police,{HERE},p-police
s-police,坞城派出所,police_station,140105001000,c-police
o-police,迎泽区公安局,police,{THERE},p-police
"""


def add(
    username: str, name: str, agency: str = "", role: Role | None = None, place: str = "140000000000"
) -> Person:
    """Somebody with a password, who may have a role at a place; a clerk stands for his body."""
    body = Agency.objects.get(code=agency) if agency else None
    secret = "no hash, but counts as set"  # hashing a real one takes a tenth of a second
    person = Person.objects.create(username=username, name=name, agency=body, synthetic=True, password=secret)
    if role is not None:
        Grant.objects.create(
            person=person,
            role=role.value,
            region=Region.objects.get(code=place),
            agency=body if role in (Role.CLERK, Role.LEADER) else None,
            from_date=date(2019, 1, 1),
            granted_by="person:hu",
            reason="first day",
        )
    return person


@pytest.fixture
def house(db, settings, tmp_path):
    """Xi keeps people, Hu gives roles, Shen audits, Lin runs the office; Wang is a clerk of the county's police,
    Sun of the other county's; Ma has neither body nor role; Xin has no password yet."""
    settings.DATA = tmp_path
    now = timezone.now()
    names = "code,name,level,parent_code"
    import_divisions(actor=Console(), now=now, table=sheet(DIVISIONS, names), source="0" * 64)
    columns = "code,name,kind,region_code,parent_code"
    import_agencies(actor=Console(), now=now, table=sheet(AGENCIES, columns), source="0" * 64)
    cast = SimpleNamespace(
        xi=add("xi", "席管理", role=Role.SYSTEM_ADMIN),
        hu=add("hu", "胡安全", role=Role.SECURITY_ADMIN),
        he=add("he", "何安全", role=Role.SECURITY_ADMIN),
        shen=add("shen", "沈审计", role=Role.AUDITOR),
        lin=add("lin", "林办公", role=Role.OFFICE),
        wang=add("wang", "王办事", "c-police", Role.CLERK, HERE),
        sun=add("sun", "孙办事", "o-police", Role.CLERK, THERE),
        ma=add("ma", "马新来"),
        xin=add("xin", "辛新人", "c-police"),
    )
    cast.xin.set_unusable_password()
    cast.xin.save()
    return cast


@pytest.fixture
def at_office(house):
    """A browser in which somebody of the cast is signed in, in English."""

    def sit(name: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(getattr(house, name), backend=django_settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit


def csv_file(text: str) -> bytes:
    """A sheet as people write it."""
    return text.strip().encode()


def table(text: str) -> pa.Table:
    """The same as a table, for what tests store themselves."""
    head, *rows = text.strip().splitlines()
    return sheet("\n".join(rows), head)
