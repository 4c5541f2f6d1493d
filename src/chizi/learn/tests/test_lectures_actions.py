"""Lectures by principal leaders, and which parties they cover."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chizi.learn import actions
from chizi.learn.models import Lecture, LectureParty
from chizi.learn.queries import coverage, lacking, lecture_page, lectures
from chizi.learn.refusals import lectures as refusals
from chizi.learn.tests.practice_world import NOW, TODAY, leads, lectured, practice
from chizi.org.models import Agency, Party
from chizi.org.refusals import NotAllowed, UnknownParty, UnknownRegion
from chizi.plan.campaign_refusals import BadText, StalePage

pytestmark = pytest.mark.django_db
YEAR = {"since": date(2021, 1, 1), "until": date(2021, 12, 31)}
COUNTY, CITY, PROVINCE = "140105000000", "140100000000", "140000000000"


@pytest.fixture
def here(tmp_path, settings):
    return practice(tmp_path, settings)


def covered(here, region=CITY, by="lin", **more):
    found = coverage(getattr(here, by), now=NOW, region=region, **(YEAR | more))
    return {one.code or "itself": (one.covered, one.parties) for one in found.lines}, found


def test_s1_19_a_party_is_covered_when_its_own_head_lectured(here):
    assert covered(here)[0] == {"itself": (0, 1), COUNTY: (0, 2), "140106000000": (0, 1)}
    lectured(here)
    lines, found = covered(here)
    assert lines[COUNTY] == (1, 2)
    assert (found.covered, found.parties, found.share) == (1, 4, 25.0)
    assert [one.met for one in found.lines] == [False, False, False]


def test_s1_19_all_parties_covered_is_the_target_met(here):
    leads(here.sun, "station")
    lectured(here)
    lectured(here, by="sun", party="agency:station", leader="sun")
    county = coverage(here.lin, now=NOW, region=COUNTY, **YEAR)
    assert (county.share, {one.met for one in county.lines}) == (100.0, {True})


def test_s1_19_one_lecture_serves_several_parties_only_if_recorded_so_with_a_reason(here):
    with pytest.raises(refusals.SharedNeedsReason):
        lectured(here, serves=["agency:station"])
    assert Lecture.objects.count() == 0
    one = lectured(here, serves=["agency:station"], reason="派出所全员到分局听讲")
    assert covered(here)[0][COUNTY] == (2, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        LectureParty.objects.filter(lecture=one, own=False).update(reason="")


def test_s1_19_two_lectures_of_one_head_cover_one_party(here):
    lectured(here)
    lectured(here, topic="第二讲", held_on=TODAY - timedelta(days=3))
    assert covered(here)[0][COUNTY] == (1, 2)


def test_only_the_principal_leader_of_that_day_counts(here):
    with pytest.raises(refusals.NotTheLeader):
        lectured(here, leader="hu")
    with pytest.raises(refusals.NotTheLeader):
        lectured(here, held_on=date(2019, 12, 31))
    with pytest.raises(refusals.NotTheLeader):
        lectured(here, by="sun", party="agency:station")
    for name in ("nobody", "a\0b", "x" * 50):
        with pytest.raises(refusals.UnknownLeader):
            lectured(here, leader=name)


def test_the_days_of_the_window_count(here):
    lectured(here)
    assert covered(here, since=date(2021, 3, 2))[1].covered == 0
    assert covered(here, until=date(2021, 2, 28))[1].covered == 0
    assert covered(here, since=TODAY, until=TODAY)[1].covered == 1


def test_a_withdrawn_lecture_counts_for_nobody(here):
    one = lectured(here, serves=["agency:station"], reason="同听")
    actions.withdraw_lecture(actor=here.hu, now=NOW, lecture_id=one.pk, version=one.version, reason="记错了")
    assert covered(here)[1].covered == 0
    assert lecture_page(here.hu, one.pk, now=NOW).lecture.reason == "记错了"
    with pytest.raises(refusals.LectureGone):
        actions.withdraw_lecture(actor=here.hu, now=NOW, lecture_id=one.pk, version=2, reason="x")
    assert lectured(here).pk != one.pk


def test_it_can_be_shared_later_with_those_it_led(here):
    one = lectured(here)
    one = actions.share_lecture(
        actor=here.hu, now=NOW, lecture_id=one.pk, version=one.version, party="agency:station", reason="同听"
    )
    with pytest.raises(refusals.PartyServedAlready):
        actions.share_lecture(
            actor=here.hu,
            now=NOW,
            lecture_id=one.pk,
            version=one.version,
            party="agency:station",
            reason="同听",
        )
    with pytest.raises(StalePage):
        actions.share_lecture(
            actor=here.hu, now=NOW, lecture_id=one.pk, version=9, party="agency:station", reason="同听"
        )
    with pytest.raises((UnknownParty, NotAllowed)):
        actions.share_lecture(
            actor=here.hu,
            now=NOW,
            lecture_id=one.pk,
            version=one.version,
            party="agency:yingze",
            reason="同听",
        )


def test_others_neither_record_nor_change_it(here):
    one = lectured(here)
    with pytest.raises((UnknownParty, NotAllowed)):
        actions.record_lecture(actor=here.ma, now=NOW, party="agency:county", leader="bao", held_on=TODAY,
                               topic="x", audience="x")  # fmt: skip
    with pytest.raises(refusals.UnknownLecture):
        actions.withdraw_lecture(actor=here.ma, now=NOW, lecture_id=one.pk, version=1, reason="x")
    with pytest.raises(NotAllowed):
        actions.withdraw_lecture(actor=here.wei, now=NOW, lecture_id=one.pk, version=1, reason="x")


def test_bad_input_is_refused_by_name(here):
    for error, said in (
        (refusals.LectureAhead, {"held_on": TODAY + timedelta(days=1)}),
        (refusals.LectureOld, {"held_on": date(2001, 1, 1)}),
        (BadText, {"topic": ""}),
        (BadText, {"audience": "a\0"}),
        (UnknownParty, {"party": "x" * 99}),
    ):
        with pytest.raises(error):
            lectured(here, **said)
    assert Lecture.objects.count() == 0


def test_recording_twice_makes_one(here):
    key = uuid4()
    assert lectured(here, key=key) == lectured(here, key=key)
    with pytest.raises(refusals.LectureThere):
        lectured(here)


def test_the_board_opens_to_those_that_lack_one(here):
    lectured(here)
    names = [(one.code, head) for one, head in lacking(here.lin, now=NOW, region=COUNTY, **YEAR).parties]
    assert names == [("agency:station", "")]
    itself = lacking(here.lin, now=NOW, region=CITY, itself=True, **YEAR).parties
    assert [one.code for one, _ in itself] == ["agency:city"]
    with pytest.raises(UnknownRegion):
        coverage(here.ma, now=NOW, region=CITY, **YEAR)
    with pytest.raises(NotAllowed):
        coverage(here.qin, now=NOW, **YEAR)


def test_the_board_asks_as_little_for_many_bodies_as_for_few(here):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            coverage(here.lin, now=NOW, region=PROVINCE, **YEAR)
            lacking(here.lin, now=NOW, region=PROVINCE, **YEAR)
        return len(found)

    asked()
    before = asked()
    own = Agency.objects.get(code="station")
    for at in range(60):
        place = {"region": own.region, "city": own.city, "county": own.county, "town": own.town}
        one = Agency.objects.create(code=f"s{at}", name=f"所{at}", kind="police_station", **place)
        Party.objects.create(kind="agency", code=f"agency:s{at}", name=one.name, agency=one, **place)
    assert asked() == before <= 10
    assert coverage(here.lin, now=NOW, region=PROVINCE, **YEAR).parties == 66


def test_the_list_finds_what_served_a_party_and_survives_rubbish(here):
    one = lectured(here, serves=["agency:station"], reason="同听")
    found = lectures(here.sun, now=NOW, party="agency:station", after="rubbish")
    assert [(each.id, each.others) for each in found.lectures] == []
    found = lectures(here.hu, now=NOW, party="agency:station", after="9" * 30)
    assert [(each.id, each.others) for each in found.lectures] == [(one.pk, 1)]
