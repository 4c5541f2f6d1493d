"""What the parties of a campaign have come to, published by two people and checked like any other file."""

from datetime import date
from uuid import uuid5

import pytest
from django.test import Client

from chizi.learn.actions import record_outcomes
from chizi.learn.learners import count_learners
from chizi.learn.rules.outcomes import OutcomeDraft, OutcomeKind
from chizi.learn.tests.outcomes_world import NOW, SPACE, learning
from chizi.org.models import Party, Person
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Role
from chizi.plan.campaign_refusals import UnknownCampaign
from chizi.plan.models import Assignment, Measure
from chizi.plan.tests.planned import campaign, granted
from chizi.publish.actions import approve_publication, correct_publication, propose_publication
from chizi.publish.bundle import parse_public_key, verify
from chizi.publish.models import Correction, Publication
from chizi.publish.queries import published_file, published_results, published_view
from chizi.publish.refusals import ResultsUnderWay, SamePerson

pytestmark = pytest.mark.django_db
TITLE = "教育整顿学习教育成效"


@pytest.fixture
def here():
    """The station has seven people; six of them have read the first of six things, one the second."""
    found = learning()
    campaign(found.desk)
    measure = Measure.objects.get(code="M-2")
    task = found.items[0].task
    task.measure = measure
    task.save()
    Assignment.objects.filter(task=task).update(measure=measure, campaign_id=measure.campaign_id)
    people = [found.wang, found.zhao]
    for at in range(4):
        people.append(granted(f"p{at}", Role.OFFICER, "140105001000"))
        people[-1].agency = found.station.agency
        people[-1].save()
    for place, person in enumerate(people):
        _read(person, found.items[0], place)
    _read(found.wang, found.items[1], "second")
    count_learners(NOW)
    granted("leader", Role.LEADER, "140000000000")
    return found


def _read(person, item, name):
    draft = OutcomeDraft(uuid5(SPACE, f"p{name}"), OutcomeKind.READ, item.about, item.id, NOW)
    said = record_outcomes(actor=person, now=NOW, sent_at=NOW, batch=f"b{name}", drafts=[draft])
    assert not said.refused


def _proposed(here, **more):
    return propose_publication(actor=here.desk.lin, now=NOW, campaign="JYZD", title=TITLE, **more)


def _published(here):
    one = _proposed(here)
    leader = Person.objects.get(username="leader")
    return approve_publication(actor=leader, now=NOW, publication_id=one.id)


def test_s1_10_results_of_a_campaign_are_frozen_by_party_signed_and_checked(here):
    one = _published(here)
    assert (one.run_id, one.campaign, one.criteria_id) == (None, "JYZD", "learning-2021.1")
    data, key = published_file(one.id)
    assert verify(data, parse_public_key(key)).ok
    [results] = published_results(published_view(one.code))
    names = [name for name, *_ in results.columns]
    assert "party_code" not in names
    rows = [dict(zip(names, row, strict=True)) for row in results.rows]
    [station] = [row for row in rows if row["party"] == here.station.name]
    assert station["learners"] == Person.objects.filter(agency=here.station.agency).count() == 7
    assert station["done"] == 7, "six have read the first thing, one of them the second"


def test_s1_10_no_person_is_in_the_file(here):
    for person in Person.objects.all():
        person.name = f"Somebody-{person.username}"
        person.save()
    data, _key = published_file(_published(here).id)
    assert here.station.name.encode() in data, "the tables of a file can be searched as they lie"
    assert b"Somebody" not in data
    assert b"person:" not in data


def test_results_of_fewer_than_five_people_are_left_out(here):
    Person.objects.filter(agency=here.station.agency, username__startswith="p").update(
        is_active=False, left_on=date(2021, 4, 1)
    )
    count_learners(NOW)
    [results] = published_results(published_view(_published(here).code))
    names = [name for name, *_ in results.columns]
    rows = [dict(zip(names, row, strict=True)) for row in results.rows]
    [station] = [row for row in rows if row["party"] == here.station.name]
    assert station["learners"] is None
    assert station["done"] is None


def test_who_proposed_does_not_approve_and_one_proposal_waits_at_a_time(here):
    one = _proposed(here)
    with pytest.raises(ResultsUnderWay):
        _proposed(here)
    both = granted("both", Role.PUBLISHER, "140000000000")
    with pytest.raises((SamePerson, NotAllowed)):
        approve_publication(actor=here.desk.lin, now=NOW, publication_id=one.id)
    assert approve_publication(actor=both, now=NOW, publication_id=one.id).state == "published"


def test_a_correction_reads_the_campaign_as_it_stands_then(here):
    first = _published(here)
    _read(here.zhao, here.items[2], "later")
    later = correct_publication(
        actor=here.desk.lin, now=NOW, code=first.code, reason="One more result came in late."
    )
    approve_publication(actor=Person.objects.get(username="leader"), now=NOW, publication_id=later.id)
    assert Correction.objects.get().later_id == later.id
    states = Publication.objects.order_by("version").values_list("state", flat=True)
    assert list(states) == ["corrected", "published"]
    view = published_view(first.code)
    assert (view.card.version, view.card.campaign) == (2, "JYZD")


def test_an_unknown_campaign_is_refused_and_leaves_nothing(here):
    with pytest.raises(UnknownCampaign):
        propose_publication(actor=here.desk.lin, now=NOW, campaign="nothing", title=TITLE)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_shows_bodies_in_code_order_and_says_how_to_check(here, language):
    one = _published(here)
    reader = Client(headers={"accept-language": language})
    page = reader.get(f"/publications/{one.code}/").content.decode()
    assert here.station.name in page
    assert 'id="results-learning_results"' in page
    assert here.wang.name not in page
    assert reader.get(f"/publications/{one.code}/v1/rule/").status_code == 200
    assert reader.get("/").status_code == 200


def test_the_pages_of_the_desk_know_both_sources(here):
    client = Client(headers={"accept-language": "en"})
    client.force_login(here.desk.lin, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = "/desk/publications/results/JYZD/"
    assert client.get(where).status_code == 200
    assert client.get("/desk/publications/results/nothing/").status_code == 404
    assert client.post(where, {"title": "x"}).status_code == 400
    answer = client.post(where, {"title": TITLE})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "/plan/JYZD/" in page
    assert client.get("/desk/publications/").status_code == 200
    assert Party.objects.filter(code="agency:station").exists()
