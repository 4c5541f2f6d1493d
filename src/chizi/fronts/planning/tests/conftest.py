"""An office of today with an issued campaign, and its people at their browsers."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from chizi.fronts.planning.tests.asked import now
from chizi.org.abilities import local_day
from chizi.plan.actions import draft_campaign, issue_plan, put_measure, put_plan
from chizi.plan.models import Campaign
from chizi.plan.tests.planned import desk


@pytest.fixture
def here():
    """An issued campaign of today with one measure, and its cast."""
    found = desk()
    at = {"actor": found.lin, "now": now()}
    today = local_day(now())
    draft_campaign(code="Y", title="教育整顿", basis="总方案", issuer=found.office, starts=today,
                   ends=today + timedelta(days=90), **at)  # fmt: skip
    whole = {"campaign": "Y", "version": 0, **at}
    put_plan(code="P-0", kind="overall", title="总方案", **whole)
    put_measure(code="M-1", plan="P-0", title="谈心谈话", owner="city", basis="方案一", evidence_rule="台账",
                due=today + timedelta(days=30), **whole)  # fmt: skip
    issue_plan(campaign="Y", version=Campaign.objects.get().version, **at)
    return found


@pytest.fixture
def at(here):
    """A browser in which somebody of the cast is signed in, in English."""

    def sit(name: str, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(getattr(here, name), backend=settings.AUTHENTICATION_BACKENDS[-1])
        return client

    return sit
