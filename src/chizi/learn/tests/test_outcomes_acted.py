"""Lectures held and services done stand in the record of who did them, once, and count for the party."""

from datetime import date, timedelta

import pytest

from chizi.journal.models import Entry
from chizi.learn import actions, tallies
from chizi.learn.models import Outcome
from chizi.learn.queries import my_record
from chizi.learn.refusals.outcomes import NotVoidedAlone
from chizi.learn.tests.practice_world import NOW, TODAY, finished, lectured, practice
from chizi.org.models import Agency, Person

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=12)


@pytest.fixture
def here(tmp_path, settings):
    return practice(tmp_path, settings)


def counted(here, party="county"):
    place = tallies.party_place(here.party[party].pk)
    return tallies.kind_counts(place)["acted"], tallies.kind_counts(tallies.WHOLE)["acted"]


def test_s1_20_a_lecture_stands_in_the_record_of_who_held_it_and_not_of_who_wrote_it_down(here):
    one = lectured(here)
    (line,) = my_record(here.bao, now=NOW).lines
    assert (line.kind, line.about, line.title) == ("acted", one.ref, one.topic)
    assert line.happened_at == NOW, "noon of the same day, and never ahead"
    assert line.voidable is False
    assert my_record(here.hu, now=NOW).lines == ()
    assert counted(here) == (1, 1)
    assert tallies.drifted() == []
    assert Entry.objects.filter(object="record:bao", kind="outcomes.recorded").count() == 1


def test_a_lecture_sent_twice_is_one_outcome(here):
    one = lectured(here)
    assert lectured(here, key=one.key).pk == one.pk
    assert Outcome.objects.count() == 1
    assert counted(here) == (1, 1)


def test_a_lecture_counts_for_the_party_that_its_leader_led_then(here):
    Person.objects.filter(username="bao").update(agency=Agency.objects.get(code="station"))
    lectured(here, held_on=date(2021, 2, 1))
    assert counted(here) == (1, 1)
    assert counted(here, "station") == (0, 1)
    assert tallies.drifted() == []
    assert Outcome.objects.get().happened_at.date() == date(2021, 2, 1)


def test_a_lecture_taken_back_counts_no_more_and_its_leader_cannot_undo_that(here):
    one = lectured(here)
    actions.withdraw_lecture(actor=here.hu, now=NOW, lecture_id=one.pk, version=one.version, reason="记错了")
    (line,) = my_record(here.bao, now=NOW).lines
    assert (line.voided_at, line.reason) == (NOW, "记错了")
    assert counted(here) == (0, 0)
    assert tallies.drifted() == []
    with pytest.raises(NotVoidedAlone):
        actions.restore_outcome(actor=here.bao, now=NOW, key=line.key)
    assert counted(here) == (0, 0)
    again = lectured(here, held_on=TODAY - timedelta(days=1))
    assert again.pk != one.pk
    assert counted(here) == (1, 1)


def test_s1_21_a_service_stands_in_the_record_of_who_did_it_once_it_is_confirmed(here):
    one = finished(here)
    assert Outcome.objects.count() == 0, "to say that it is done closes nothing"
    one, code = actions.issue_receipt(actor=here.hu, now=NOW, service_id=one.pk, version=one.version)
    actions.confirm_by_receipt(actor=None, now=NOW, code=code, done=False)
    assert Outcome.objects.count() == 0
    one.refresh_from_db()
    one = actions.finish_service(
        actor=here.hu, now=NOW, service_id=one.pk, version=one.version, done="再装一次。"
    )
    one, code = actions.issue_receipt(actor=here.hu, now=NOW, service_id=one.pk, version=one.version)
    actions.confirm_by_receipt(actor=None, now=NOW, code=code)
    (line,) = my_record(here.hu, now=NOW).lines
    assert (line.kind, line.about, line.title) == ("acted", one.ref, one.title)
    assert counted(here) == (1, 1)
    assert tallies.drifted() == []


def test_a_service_entered_by_somebody_of_another_body_is_in_nobodys_record(here):
    one = finished(here)
    one = actions.start_notice(actor=here.hu, now=NOW, service_id=one.pk, version=one.version)
    Person.objects.filter(username="hu").update(agency=Agency.objects.get(code="station"))
    actions.close_after_notice(actor=here.wei, now=AFTER, service_id=one.pk, version=one.version)
    assert Outcome.objects.count() == 0
