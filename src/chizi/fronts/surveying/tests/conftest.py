"""The cast of surveys (see surveys' own tests), each at a browser, on today's day."""

import pytest
from django.conf import settings
from django.test import Client

from chizi.surveys.tests.conftest import asked_world


@pytest.fixture
def cast(db):
    return asked_world()


@pytest.fixture
def at_desk(cast):
    """A browser in which somebody of the cast is signed in, in English."""

    def sit(name: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(getattr(cast, name), backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit
