"""A judged province (evaluation's) and who looks at it.

Lin sees the whole province, Zhou one county only, Ma figures but no units; Chen has no grant.
"""

from datetime import date

import pytest
from django.test import Client

from chizi.evaluation.tests.conftest import judged  # noqa: F401
from chizi.org.models import Grant, Person, Region
from chizi.org.rules import Role

PASSWORD = "a-password-of-nobody"
PLACES = {
    "lin": ("140000000000", Role.OFFICE),
    "zhou": ("140106000000", Role.OFFICE),
    "ma": ("140000000000", Role.OFFICER),
    "chen": None,
}


def make_person(username: str) -> Person:
    """One of the cast, with the grant that is his."""
    person = Person(username=username, name=username.title())
    person.set_password(PASSWORD)
    person.save()
    if held := PLACES[username]:
        code, role = held
        region = Region.objects.get(code=code)
        Grant.objects.create(
            person=person, role=role.value, region=region, from_date=date(2020, 1, 1), granted_by="console"
        )
    return person


@pytest.fixture
def signed_in(judged, db):  # noqa: F811
    """A browser in which one of the cast has signed in, reading English."""

    def sign_in(username: str) -> Client:
        reader = Client(headers={"accept-language": "en"})
        reader.force_login(make_person(username), "allauth.account.auth_backends.AuthenticationBackend")
        return reader

    return sign_in
