"""Learning used in real work, and confirmed by somebody else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from chizi.journal.models import Entry
from chizi.learn import actions
from chizi.learn.models import Application, Outcome
from chizi.learn.refusals import applications as refusals
from chizi.learn.tests.practice_world import NOW, assignment, claimed, confirmed, material, matter, practice
from chizi.org.actions import declare_tie
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Relation
from chizi.plan.campaign_refusals import BadText, StalePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(tmp_path, settings):
    return practice(tmp_path, settings)


def decide(here, by, one, **more):
    return actions.confirm_application(
        actor=getattr(here, by), now=NOW, application_id=one.pk, version=one.version, **more
    )


def test_s1_04_a_claim_counts_only_after_somebody_else_confirmed_it(here):
    one = claimed(here)
    assert (one.state, Outcome.objects.filter(kind="applied").count()) == ("claimed", 0)
    one = decide(here, "sun", one, note="值班台账里看得到")
    outcome = Outcome.objects.get(kind="applied")
    assert (one.state, one.decided_by) == ("confirmed", "person:sun")
    assert (outcome.person, outcome.about) == (here.qin, one.about)
    assert outcome.content == {"application": one.ref, "target": one.target}


def test_s1_04_it_is_linked_to_a_real_matter_or_task_of_the_own_party(here):
    about = material(here)
    for target in ("", "matter:999", "task:1", f"assignment:{assignment(here, 'yingze').pk}",
                   f"matter:{matter(here, 'yingze').pk}", "assignment:99999999999999999999"):  # fmt: skip
        with pytest.raises(refusals.NotInYourWork):
            actions.claim_application(actor=here.qin, now=NOW, about=about, target=target, text="x")
    own = matter(here)
    assert claimed(here, about=about, target=f"matter:{own.pk}").matter == own


def test_s1_04_the_database_holds_no_application_without_work_and_none_confirmed_by_its_learner(here):
    one = claimed(here)
    for change in ({"assignment": None}, {"state": "confirmed", "decided_by": one.claimed_by, "decided_at": NOW},
                   {"state": "confirmed"}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=one.pk).update(**change)


def test_R31_nobody_confirms_his_own(here):
    one = claimed(here, by="sun", target=f"assignment:{assignment(here).pk}")
    with pytest.raises(refusals.OwnApplication):
        decide(here, "sun", one)
    with pytest.raises(refusals.OwnApplication):
        actions.return_application(
            actor=here.sun, now=NOW, application_id=one.pk, version=one.version, note="x"
        )
    assert decide(here, "hu", one).state == "confirmed"


def test_a_declared_kinship_keeps_somebody_from_deciding(here):
    one = claimed(here)
    declare_tie(actor=here.hu, now=NOW, relation=Relation.SPOUSE, party=here.party["station"])
    with pytest.raises(refusals.ConflictWithLearner):
        decide(here, "hu", one)
    assert decide(here, "sun", one).state == "confirmed"


def test_officers_confirm_nothing_and_the_next_county_sees_nothing(here):
    one = claimed(here)
    with pytest.raises(refusals.UnknownApplication):
        decide(here, "yu", one)
    with pytest.raises(refusals.UnknownApplication):
        decide(here, "ma", one)


def test_what_came_back_is_claimed_again_and_the_old_claim_stays(here):
    one = claimed(here)
    one = actions.return_application(
        actor=here.sun, now=NOW, application_id=one.pk, version=one.version, note="哪一天的窗口？"
    )
    again = actions.claim_again(
        actor=here.qin, now=NOW, application_id=one.pk, version=one.version, text="三月一日起按时开窗。"
    )
    assert (again.earlier, again.state) == (one, "claimed")
    with pytest.raises(refusals.ClaimedAlready):
        actions.claim_again(
            actor=here.qin, now=NOW, application_id=one.pk, version=one.version, text="又一次"
        )
    one.refresh_from_db()
    assert (one.state, one.note) == ("returned", "哪一天的窗口？")


def test_it_is_taken_back_before_a_decision_and_not_after(here):
    one = claimed(here)
    gone = actions.withdraw_application(actor=here.qin, now=NOW, application_id=one.pk, version=one.version)
    assert gone.state == "withdrawn"
    done = claimed(here, about=one.about, target=one.target)
    done = decide(here, "sun", done)
    with pytest.raises(refusals.ApplicationDecided):
        actions.withdraw_application(actor=here.qin, now=NOW, application_id=done.pk, version=done.version)
    with pytest.raises(refusals.ApplicationDecided):
        decide(here, "hu", done)


def test_the_same_key_makes_one_and_another_ones_key_is_refused(here):
    key, about, target = uuid4(), material(here), f"assignment:{assignment(here).pk}"
    first = claimed(here, about=about, target=target, key=key)
    assert claimed(here, about=about, target=target, key=key) == first
    with pytest.raises(refusals.KeyUsed):
        claimed(here, by="yu", about=about, target=target, key=key)
    with pytest.raises(refusals.ClaimedAlready):
        claimed(here, about=about, target=target)
    assert Application.objects.count() == 1


def test_bad_input_is_refused_by_name(here):
    about, target = material(here), f"assignment:{assignment(here).pk}"
    for wrong in ("", "material:0", "material:99999999999999999999", "task:1", "paper:x", "material:1\0"):
        with pytest.raises(refusals.NothingLearned):
            actions.claim_application(actor=here.qin, now=NOW, about=wrong, target=target, text="x")
    for text in ("", "  ", "x" * 2001, "a\0b"):
        with pytest.raises(BadText):
            claimed(here, about=about, target=target, text=text)
    with pytest.raises(refusals.NoParty):
        claimed(here, by="zhou", about=about, target=target)
    with pytest.raises(NotAllowed):
        claimed(here, by="jia", about=about, target=target)


def test_a_page_that_is_behind_is_refused(here):
    one = claimed(here)
    with pytest.raises(StalePage):
        actions.confirm_application(actor=here.sun, now=NOW, application_id=one.pk, version=9)


def test_every_step_stands_in_the_journal(here):
    one = confirmed(here)
    kinds = list(Entry.objects.filter(object=one.ref).order_by("seq").values_list("kind", flat=True))
    assert kinds == ["application.claimed", "application.confirmed"]


def test_a_claim_of_tomorrow_is_recorded_as_of_today(here):
    one = claimed(here)
    Application.objects.filter(pk=one.pk).update(claimed_at=NOW + timedelta(days=1))
    decide(here, "sun", Application.objects.get(pk=one.pk))
    assert Outcome.objects.get(kind="applied").happened_at == NOW
