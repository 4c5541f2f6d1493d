"""A judged province with its cast, each of them at a browser."""

import pytest
from django.conf import settings
from django.test import Client

from chizi.overview.tests.conftest import standing


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker, tmp_path_factory):
    """Lin of the office, Zhou who leads, Li of the police, Sun in one county, Hu, Shen, and Ma without a role."""
    with standing(django_db_blocker, tmp_path_factory.mktemp("desk")) as cast:
        yield cast


@pytest.fixture
def at_desk(province):
    """A browser in which somebody of the cast is signed in, in English."""

    def sit(name: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(getattr(province, name), backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit
