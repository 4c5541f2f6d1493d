"""The station and its people (see matters' own tests), each of them at a browser."""

import pytest
from django.conf import settings
from django.test import Client

from chizi.matters.tests.conftest import build


@pytest.fixture
def cast(db):
    return build()


@pytest.fixture
def at_ledger(cast):
    """A browser in which somebody of the cast is signed in, in English."""

    def sit(name: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(getattr(cast, name), backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit
