"""First passwords and resets: one slip, one use, two administrators, and nothing of it in the journal."""

from datetime import timedelta

import pytest

from chizi.journal.models import Entry, EntryContent
from chizi.org import slips
from chizi.org.abilities import Console
from chizi.org.actions import (
    accept_invitation,
    ask_reset,
    invite_person,
    release_reset,
    set_password,
    share_password,
    withdraw_invitation,
)
from chizi.org.models import Invitation, Person
from chizi.org.queries import has_password, invitations, resets_to_release
from chizi.org.refusals import (
    HasPassword,
    MistypedCode,
    NotAllowed,
    NotSynthetic,
    NotYourOwnReset,
    PersonLeft,
    ResetWaits,
    SameAdministrator,
    SlipExpired,
    UnknownInvitation,
    WeakPassword,
    WrongCode,
)
from chizi.org.rules import Role
from chizi.org.tests.conftest import NOW, granted

pytestmark = pytest.mark.django_db
GOOD = "a-right-long-pass-9"


@pytest.fixture
def sys(place):
    return granted("sys", Role.SYSTEM_ADMIN, place["山西省"])


@pytest.fixture
def sec(place):
    return granted("sec", Role.SECURITY_ADMIN, place["山西省"])


@pytest.fixture
def fan(place):
    return Person.objects.create(username="fan", name="范", password="!unusable")


def accept(code, username="fan", password=GOOD, now=NOW):
    return accept_invitation(now=now, username=username, code=code, password=password)


def test_a_slip_sets_the_first_password_once(sys, fan):
    slip = invite_person(actor=sys, now=NOW, person=fan)
    assert accept(slip.code.lower().replace("-", " "), username=" FAN ").check_password(GOOD)
    with pytest.raises(WrongCode):
        accept(slip.code, password="another-long-pass-8")
    assert Person.objects.get(username="fan").check_password(GOOD)


def test_no_code_and_no_password_is_in_any_record(sys, fan):
    slip = invite_person(actor=sys, now=NOW, person=fan)
    accept(slip.code)
    kept = repr(list(EntryContent.objects.values_list("content", flat=True)))
    kept += repr(list(Invitation.objects.values_list("code_hash", flat=True)))
    assert slip.code not in kept
    assert slip.code.replace("-", "") not in kept
    assert GOOD not in kept
    kinds = list(Entry.objects.filter(object="person:fan").order_by("seq").values_list("kind", "actor"))
    assert kinds == [("invitation.first-issued", "person:sys"), ("invitation.used", "person:fan")]


def test_a_newer_slip_ends_the_older_one(sys, fan):
    older = invite_person(actor=sys, now=NOW, person=fan)
    newer = invite_person(actor=sys, now=NOW, person=fan)
    with pytest.raises(WrongCode):
        accept(older.code)
    assert accept(newer.code) == fan


def test_a_slip_expires(sys, fan):
    slip = invite_person(actor=sys, now=NOW, person=fan)
    with pytest.raises(SlipExpired):
        accept(slip.code, now=NOW + slips.FIRST_LASTS)
    assert not has_password(Person.objects.get(username="fan"))


def test_a_weak_password_is_refused_at_its_field_and_costs_nothing(sys, fan):
    slip = invite_person(actor=sys, now=NOW, person=fan)
    with pytest.raises(WeakPassword) as refused:
        accept(slip.code, password="12345")
    assert refused.value.field == "password"
    assert accept(slip.code) == fan


def test_ten_wrong_codes_end_a_slip_and_a_slip_of_the_pen_is_none(sys, fan):
    slip = invite_person(actor=sys, now=NOW, person=fan)
    with pytest.raises(MistypedCode):
        accept(slip.code[:-1])
    for _ in range(slips.MOST_FAILURES):
        with pytest.raises(WrongCode):
            accept(slips.new_code())
    with pytest.raises(WrongCode):
        accept(slip.code)
    assert Entry.objects.filter(kind="invitation.locked").count() == 1


@pytest.mark.parametrize("username", ["nobody", "", "fan\0", "x" * 500])
def test_an_unknown_user_name_answers_as_a_wrong_code_does(sys, fan, username):
    slip = invite_person(actor=sys, now=NOW, person=fan)
    with pytest.raises(WrongCode):
        accept(slip.code, username=username)


def test_who_has_a_password_gets_a_new_one_from_two_administrators_only(sys, sec, fan):
    accept(invite_person(actor=sys, now=NOW, person=fan).code)
    for step in (
        lambda: invite_person(actor=sys, now=NOW, person=fan),
        lambda: set_password(actor=sys, now=NOW, person=Person.objects.get(pk=fan.pk), password=GOOD),
    ):
        with pytest.raises(HasPassword):
            step()
    asked = ask_reset(actor=sys, now=NOW, person=fan)
    with pytest.raises(ResetWaits):
        ask_reset(actor=sec, now=NOW, person=fan)
    assert Person.objects.get(pk=fan.pk).check_password(GOOD)
    slip = release_reset(actor=sec, now=NOW, invitation_id=asked.pk)
    assert not has_password(Person.objects.get(pk=fan.pk))
    assert accept(slip.code, password="another-long-pass-8").check_password("another-long-pass-8")
    with pytest.raises(UnknownInvitation):
        release_reset(actor=sec, now=NOW, invitation_id=asked.pk)


def test_nobody_releases_what_he_asked_for_or_resets_himself(sys, sec, fan, place):
    asked = ask_reset(actor=sec, now=NOW, person=fan)
    with pytest.raises(SameAdministrator):
        release_reset(actor=sec, now=NOW, invitation_id=asked.pk)
    with pytest.raises(NotYourOwnReset):
        ask_reset(actor=sec, now=NOW, person=sec)
    own = ask_reset(actor=sys, now=NOW, person=sec)
    with pytest.raises(NotYourOwnReset):
        release_reset(actor=sec, now=NOW, invitation_id=own.pk)
    with pytest.raises(NotAllowed):
        release_reset(actor=sys, now=NOW, invitation_id=asked.pk)
    assert {one.username for one in resets_to_release(sec, now=NOW)} == set()
    second = granted("sec2", Role.SECURITY_ADMIN, place["山西省"])
    assert {one.username for one in resets_to_release(second, now=NOW)} == {"fan", "sec"}
    assert release_reset(actor=second, now=NOW, invitation_id=own.pk).username == "sec"


def test_the_only_security_administrator_is_let_in_again_from_the_machine_itself(sys, sec, fan):
    own, other = (ask_reset(actor=sys, now=NOW, person=one) for one in (sec, fan))
    assert release_reset(actor=Console(), now=NOW, invitation_id=own.pk).username == "sec"
    with pytest.raises(Exception, match="People are registered"):
        release_reset(actor=Console(), now=NOW, invitation_id=other.pk)
    assert Entry.objects.filter(kind="invitation.reset-issued", actor="console").count() == 1


def test_a_withdrawn_slip_is_worth_nothing(sys, fan):
    slip = invite_person(actor=sys, now=NOW, person=fan)
    (line,) = invitations(sys, now=NOW)
    withdraw_invitation(actor=sys, now=NOW, invitation_id=line.id)
    with pytest.raises(WrongCode):
        accept(slip.code)
    assert invitations(sys, now=NOW) == []


def test_a_list_says_where_each_slip_stands(sys, sec, fan):
    invite_person(actor=sys, now=NOW, person=fan)
    ask_reset(actor=sys, now=NOW, person=sec)
    later = NOW + slips.FIRST_LASTS + timedelta(seconds=1)
    assert [(one.username, one.state) for one in invitations(sys, now=later)] == [
        ("sec", "waits"),
        ("fan", "expired"),
    ]


def test_nobody_invites_who_has_left(sys, fan):
    fan.is_active = False
    fan.save()
    with pytest.raises(PersonLeft):
        invite_person(actor=sys, now=NOW, person=fan)


def test_only_made_up_people_share_a_password(sys, fan):
    with pytest.raises(NotSynthetic):
        share_password(actor=sys, now=NOW, usernames=["fan"], password=GOOD)
    Person.objects.filter(pk=fan.pk).update(synthetic=True)
    assert share_password(actor=sys, now=NOW, usernames=["fan"], password=GOOD) == 1
    assert Person.objects.get(pk=fan.pk).check_password(GOOD)
