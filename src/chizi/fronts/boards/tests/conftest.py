"""A judged province (evaluation's) and who looks at it.

Lin sees the whole province, Zhou one county only, Ma figures but no units; Chen has no grant.
"""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client

from chizi.evaluation.tests.conftest import judged  # noqa: F401
from chizi.org.queries import region_by_code
from chizi.org.rules import Role
from chizi.org.tests.conftest import granted

PASSWORD = "a-password-of-nobody"
PLACES = {
    "lin": ("140000000000", Role.OFFICE),
    "zhou": ("140106000000", Role.OFFICE),
    "ma": ("140000000000", Role.OFFICER),
    "chen": None,
}


def make_person(username: str) -> AbstractBaseUser:
    """One of the cast, with the grant that is his."""
    held = PLACES[username]
    if held is None:
        person = get_user_model().objects.create(username=username, name=username.title())
    else:
        code, role = held
        person = granted(username, role, region_by_code(code))
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def signed_in(judged, db):  # noqa: F811
    """A browser in which one of the cast has signed in, reading English."""

    def sign_in(username: str) -> Client:
        reader = Client(headers={"accept-language": "en"})
        reader.force_login(make_person(username), "allauth.account.auth_backends.AuthenticationBackend")
        return reader

    return sign_in
