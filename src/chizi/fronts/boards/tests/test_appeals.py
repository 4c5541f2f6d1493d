"""An objection on the page of the unit: raised by the office, answered by the police, the status as it was."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chizi.evaluation.models import Appeal
from chizi.evaluation.tests.conftest import VILLAGE
from chizi.fronts.boards.tests.conftest import make_person
from chizi.fronts.boards.tests.test_views import MOST_QUERIES, seen
from chizi.org.models import Agency, Grant, Person, Region
from chizi.org.rules import Role

PAGE = f"/boards/unit/{VILLAGE}/?period=2020"
RAISE = f"/boards/unit/{VILLAGE}/appeals/?period=2020"
EVENT = {"zero": "case", "event": "C1"}


@pytest.fixture
def police(signed_in):
    """A browser of the county's police, the owner of zero cases."""
    person = Person.objects.get(pk=make_person("chen").pk)
    county = Region.objects.get(code="140105000000")
    bound = Agency.objects.create(code="police", name="小店区公安局", kind="police", region=county)
    Grant.objects.create(
        person=person,
        role=Role.LEAD_DEPARTMENT,
        region=county,
        agency=bound,
        from_date="2020-01-01",
        granted_by="console",
    )
    reader = Client(headers={"accept-language": "en"})
    reader.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return reader


def answer_to(number: int) -> str:
    return f"/boards/unit/{VILLAGE}/appeals/{number}/?period=2020"


def verdicts(answer) -> list[str]:
    """Each zero of the period with what stands beside it."""
    body = answer.content.decode()
    return re.findall(r"st-(\w+)", body.split('class="facts zeros-now"')[1].split("</dl>")[0])


def test_an_objection_stands_beside_the_status_and_hides_nothing(signed_in, police):
    office = signed_in("lin")
    before = office.get(PAGE)
    assert "Raise an objection" in seen(before)
    assert "under objection" not in seen(before)
    done = office.post(RAISE, {**EVENT, "reason": "It was in another village."})
    assert (done.status_code, done["Location"]) == (302, PAGE)
    after = office.get(PAGE)
    told = seen(after)
    assert "The objection is raised." in told
    assert told.count("broken under objection") == 2, "the zero, and the three together"
    assert verdicts(after) == verdicts(before)
    assert "Objection: under way" in told
    assert "It was in another village." in told
    assert "Raise an objection" not in told, "one at a time"
    assert "Answer the objection" not in told, "not the office's to answer"


def test_the_police_answer_and_the_status_stays(signed_in, police):
    office = signed_in("lin")
    office.post(RAISE, {**EVENT, "reason": "It was in another village."})
    number = Appeal.objects.get().id
    assert "Answer the objection" in seen(police.get(PAGE))
    done = police.post(answer_to(number), {"outcome": "upheld", "answer": "The address was wrong."})
    assert (done.status_code, done["Location"]) == (302, PAGE)
    told = seen(police.get(PAGE))
    assert "Objection: upheld" in told
    assert "The address was wrong." in told
    assert "The status changes when the lead department delivers the correction." in told
    assert "under objection" not in told
    assert "broken" in verdicts(police.get(PAGE))
    assert "Raise an objection" in seen(office.get(PAGE)), "it may be raised again"


def test_a_fault_brings_the_page_back_with_what_was_typed(signed_in, police):
    office = signed_in("lin")
    wrong = office.post(RAISE, {**EVENT, "reason": "x" * 1001})
    assert wrong.status_code == 400
    body = wrong.content.decode()
    assert "x" * 1001 in body
    assert body.count("Say it in 1 to 1000 characters.") == 2, "on top and at the field"
    assert re.search(r'<details class="why" open><summary>Raise an objection', body)
    office.post(RAISE, {**EVENT, "reason": "No."})
    number = Appeal.objects.get().id
    undecided = police.post(answer_to(number), {"outcome": "", "answer": "A long answer."})
    assert undecided.status_code == 400
    assert "A long answer." in undecided.content.decode()
    assert "Choose whether the objection is upheld or rejected." in undecided.content.decode()


def test_what_belongs_to_no_field_keeps_what_was_typed_too(signed_in):
    answer = signed_in("lin").post(RAISE, {"zero": "case", "event": "C9", "reason": "A long reason."})
    assert answer.status_code == 400
    assert "nothing to object to" in answer.content.decode()
    assert "A long reason." in answer.content.decode()


def test_an_event_of_another_period_opens_where_the_fault_is(signed_in):
    answer = signed_in("lin").post(
        f"/boards/unit/{VILLAGE}/appeals/?period=2020-05", {**EVENT, "reason": " "}
    )
    assert answer.status_code == 400
    opened = r'<details class="why" open><summary>Events that broke another period'
    assert re.search(opened, answer.content.decode())


def test_who_may_not_is_turned_away(signed_in, police):
    signed_in("lin").post(RAISE, {**EVENT, "reason": "No."})
    number = Appeal.objects.get().id
    assert police.post(RAISE, {**EVENT, "reason": "No."}).status_code == 403
    assert "Raise an objection" not in seen(police.get(PAGE))
    assert signed_in("zhou").post(RAISE, {**EVENT, "reason": "No."}).status_code == 404
    assert Client().post(answer_to(number), {})["Location"].startswith("/accounts/login/")
    assert police.get(answer_to(number)).status_code == 405


def test_a_post_without_its_token_is_refused(signed_in):
    office = signed_in("lin")
    office.handler.enforce_csrf_checks = True
    assert office.post(RAISE, {**EVENT, "reason": "No."}).status_code == 403


def test_an_objection_to_an_event_that_no_longer_counts_is_still_shown(signed_in):
    Appeal.objects.create(
        unit_code=VILLAGE,
        zero="case",
        event_id="C0",
        county=Region.objects.get(code="140105000000"),
        raised_by="person:gone",
        raised_at="2021-02-01T00:00Z",
        reason="An old one.",
    )
    told = seen(signed_in("lin").get(PAGE))
    assert "Objections to events that no longer count" in told
    assert "zero cases, event C0" in told
    assert "person:gone" in told


def test_objections_cost_no_further_question(signed_in):
    office = signed_in("lin")
    office.post(RAISE, {**EVENT, "reason": "No."})
    office.get(PAGE)  # reads the message away
    with CaptureQueriesContext(connection) as asked:
        office.get(PAGE)
    assert len(asked) <= MOST_QUERIES, [one["sql"][:120] for one in asked]


def test_the_page_speaks_chinese(signed_in):
    office = signed_in("lin")
    chinese = {"accept-language": "zh-CN"}
    office.post(RAISE, {**EVENT, "reason": "。"}, headers=chinese)
    text = office.get(PAGE, headers=chinese).content.decode()
    assert "异议处理中" in text
    assert "异议已提出" in text
    assert "处理中" in text
