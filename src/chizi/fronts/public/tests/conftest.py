"""A published result and a reader without an account."""

import pytest
from django.test import Client

from chizi.publish.tests.conftest import cast, own_store, propose, province, published, run  # noqa: F401


@pytest.fixture
def reader():
    """Somebody whose browser asks for English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def home(published):  # noqa: F811
    return f"/publications/{published.code}/"
