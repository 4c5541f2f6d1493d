"""A house with bodies, and a browser in which one of its people is signed in."""

import pytest
from django.conf import settings
from django.test import Client

from chizi.plan.tests.guided import house


@pytest.fixture
def here(settings, tmp_path):
    settings.DATA = tmp_path
    return house()


@pytest.fixture
def at(here):
    """A browser in which somebody of the house is signed in, in English."""

    def sit(name: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(here.people[name], backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit
