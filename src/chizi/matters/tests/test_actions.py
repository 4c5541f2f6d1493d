"""The first loop: who may do what to a matter, and what each step leaves behind."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chizi.core.refusals import Forbidden, Refusal
from chizi.ground.counters.counts import read_counts
from chizi.ground.notices.models import Notice
from chizi.journal.models import Entry
from chizi.matters import refusals
from chizi.matters.actions import take_step
from chizi.matters.models import Matter, Step
from chizi.matters.rules.matters import Attached
from chizi.matters.tests.conftest import (
    DIGEST,
    DUE,
    FINDING,
    NOW,
    REMEDY,
    days,
    mended,
    person,
    raised,
    step,
    undo,
)
from chizi.org.models import Grant, Tie
from chizi.org.refusals import NotAllowed
from chizi.org.rules import Role
from chizi.plan.actions import found_body
from chizi.plan.models import Deployment, Member

pytestmark = pytest.mark.django_db


def test_a_finding_is_raised_told_and_mended_and_closed_from_outside(cast):
    matter = raised(cast)
    assert (matter.code, matter.state, matter.due_on.isoformat()) == ("F2021-00001", "raised", "2021-03-08")
    assert Notice.objects.get(ref="person:wang").href == f"/ledger/{matter.pk}/"
    step(cast.wang, matter, "acknowledge")
    matter = mended(cast, matter)
    assert (matter.state, matter.received_at, matter.due_on.isoformat()) == ("verifying", NOW, "2021-03-16")
    matter = step(cast.zhao, matter, "verify", days(3), fields={"opinion": "Stood there for an hour."})
    assert (matter.state, matter.open, matter.due_on, matter.verified_at) == ("closed", False, None, days(3))
    kinds = list(
        Entry.objects.filter(object=f"matter:{matter.pk}").order_by("seq").values_list("kind", flat=True)
    )
    assert kinds == [
        "matter.raise",
        "matter.acknowledge",
        "matter.name_remedy",
        "matter.reply",
        "matter.give_result",
        "matter.verify",
    ]
    assert Step.objects.count() == len(kinds) == matter.version


def test_numbers_run_by_year_without_gaps(cast):
    assert [raised(cast).code for _ in range(3)] == ["F2021-00001", "F2021-00002", "F2021-00003"]
    later = NOW.replace(year=2022)
    assert raised(cast, now=later, due=DUE.replace(year=2022)).code == "F2022-00001"
    with pytest.raises(refusals.Unfilled):
        raised(cast, title=" ")
    assert raised(cast).code == "F2021-00004"


def test_R31_closing_by_the_rectifying_unit_is_impossible(cast):
    matter = mended(cast)
    for name in ("verify", "send_back"):
        with pytest.raises(refusals.ClosedByItself):
            step(cast.wang, matter, name, fields={"opinion": "Fine.", "reason": "x"})
    both = person("both", Role.CLERK, cast.regions["140105001000"], cast.wang.agency)
    Grant.objects.create(
        person=both, role="verifier", region=cast.regions["140100000000"], from_date=DUE.replace(year=2020),
        granted_by="console",
    )  # fmt: skip
    with pytest.raises(refusals.ClosedByItself):
        step(both, matter, "verify", fields={"opinion": "Fine."})
    assert Matter.objects.get(pk=matter.pk).state == "verifying"


@pytest.mark.parametrize("source", ["central", "guidance"])
def test_an_item_of_the_central_group_is_closed_only_for_the_whole_province(cast, source):
    matter = mended(cast, raised(cast, source=source))
    if source == "central":
        with pytest.raises(refusals.ProvinceVerifies):
            step(cast.zhao, matter, "verify", fields={"opinion": "Seen."})
        assert step(cast.gao, matter, "verify", fields={"opinion": "Seen."}).state == "closed"
    else:
        assert step(cast.zhao, matter, "verify", fields={"opinion": "Seen."}).state == "closed"


@pytest.mark.parametrize(("who", "reason"), [("bai", "line"), ("cao", "relative")])
def test_who_is_too_near_does_not_verify(cast, who, reason):
    matter = mended(cast)
    with pytest.raises(refusals.TooNear) as error:
        step(getattr(cast, who), matter, "verify", fields={"opinion": "Seen."})
    assert reason in str(error.value)


def test_who_raised_it_does_not_verify_it_even_as_a_verifier(cast):
    Grant.objects.create(
        person=cast.lin, role="verifier", region=cast.regions["140100000000"], from_date=DUE.replace(year=2020),
        granted_by="console",
    )  # fmt: skip
    with pytest.raises(refusals.OwnStep):
        step(cast.lin, mended(cast), "verify", fields={"opinion": "Seen."})


def test_nobody_raises_a_finding_against_a_party_where_a_relative_serves(cast):
    Tie.objects.create(
        person=cast.lin, relation="lineal", party=cast.station, declared_at=NOW, declared_by="person:lin"
    )
    with pytest.raises(refusals.TooNear):
        raised(cast)


@pytest.mark.parametrize(
    ("missing", "error"),
    [
        ({"basis": " "}, refusals.NoBasis),
        ({"demand": ""}, refusals.NoDemand),
        ({"due": None}, refusals.NoDue),
        ({"due": NOW.date()}, refusals.DuePast),
        ({"due": DUE.replace(year=2022)}, refusals.DuePast),
    ],
)
def test_R29_a_demand_has_authority_basis_words_and_day(cast, missing, error):
    with pytest.raises(error):
        raised(cast, **missing)
    with pytest.raises(NotAllowed):
        raised(cast, actor=cast.wang)
    assert not Matter.objects.exists()


def test_R29_the_party_objects_within_30_days_and_somebody_else_must_answer(cast):
    matter = raised(cast)
    with pytest.raises(refusals.TooLate):
        step(cast.wang, matter, "object", days(31), fields={"reason": "Not our window."})
    matter = step(cast.wang, matter, "object", days(30), fields={"reason": "Not our window."})
    assert (matter.state, matter.due_on) == ("objected", days(60).date())
    with pytest.raises(refusals.OwnStep):
        step(cast.lin, matter, "reject", days(31), fields={"answer": "It is."})
    matter = step(cast.qin, matter, "reject", days(35), fields={"answer": "It is."})
    assert matter.state == "raised"
    assert matter.due_on == days(7 + 5).date(), "the clock stood still while the objection was open"
    with pytest.raises(refusals.OnceOnly):
        step(cast.wang, matter, "object", days(30), fields={"reason": "Again."})


def test_R29_an_objection_upheld_ends_the_matter_and_it_counts_for_nothing(cast):
    matter = raised(cast)
    step(cast.wang, matter, "object", fields={"reason": "Another station."})
    matter = step(cast.xu, matter, "uphold", fields={"answer": "Right."})
    assert (matter.state, matter.open) == ("withdrawn", False)
    keys = [f"{name}|agency:station|finding" for name in ("raised", "withdrawn", "open")]
    assert list(read_counts("matters", keys).values()) == [0, 1, 0]


def test_a_withdrawal_needs_a_second_person(cast):
    matter = raised(cast)
    with pytest.raises(refusals.NotForYou):
        step(cast.qin, matter, "withdraw", fields={"reason": "A mistake."})
    step(cast.lin, matter, "withdraw", fields={"reason": "A mistake."})
    with pytest.raises(refusals.OwnStep):
        step(cast.lin, matter, "agree", fields={"answer": "Yes."})
    assert step(cast.qin, matter, "keep", fields={"answer": "No."}).state == "raised"
    step(cast.lin, matter, "withdraw", fields={"reason": "Really."})
    assert step(cast.qin, matter, "agree", fields={"answer": "Yes."}).state == "withdrawn"


def test_a_reopened_matter_comes_back_to_the_party_and_loses_its_verification(cast):
    matter = mended(cast)
    step(cast.zhao, matter, "verify", fields={"opinion": "Seen."})
    matter = step(cast.xu, matter, "reopen", days(90), fields={"reason": "Closed again."})
    assert (matter.state, matter.open, matter.verified_at, matter.reopened_at) == (
        "returned", True, None, days(90),
    )  # fmt: skip
    assert matter.due_on == days(90 + 15).date()


def test_mended_at_once_is_one_step(cast):
    fields = {"remedy": "Opened it.", "reply": "Yes.", "result": "Open."}
    with pytest.raises(refusals.NoFiles) as error:
        step(cast.wang, raised(cast, immediate=True), "fix_at_once", fields=fields)
    assert error.value.field == "files"
    matter = step(cast.wang, raised(cast), "fix_at_once", fields=fields, files=[DIGEST])
    assert (matter.state, matter.remedied_at, matter.replied_at) == ("verifying", NOW, NOW)


def test_a_result_needs_remedy_and_reply_first(cast):
    matter = raised(cast)
    given = {"fields": {"result": "Done."}, "files": [DIGEST]}
    with pytest.raises(refusals.NotNow):
        step(cast.wang, matter, "give_result", **given)
    step(cast.wang, matter, "name_remedy", fields=REMEDY)
    with pytest.raises(refusals.FirstThis):
        step(cast.wang, matter, "give_result", **given)


def test_a_stale_page_is_refused_and_says_what_changed(cast):
    matter = raised(cast)
    step(cast.wang, matter, "acknowledge")
    with pytest.raises(refusals.StaleMatter) as error:
        take_step(
            actor=cast.wang, now=NOW, matter_id=matter.pk, version=1, step="reply", fields={"reply": "Yes."}
        )
    assert error.value.status == 409
    assert error.value.params == {"name": "Wang", "step": "Confirm receipt"}


def test_the_same_step_sent_twice_is_one(cast):
    first = raised(cast, key="k1")
    assert raised(cast, key="k1").pk == first.pk
    again = {"matter_id": first.pk, "version": 1, "step": "reply", "fields": {"reply": "Yes."}, "key": "k2"}
    take_step(actor=cast.wang, now=NOW, **again)
    assert take_step(actor=cast.wang, now=NOW, **again).version == 2
    assert Step.objects.count() == 2 == Entry.objects.filter(object=f"matter:{first.pk}").count()
    with pytest.raises(refusals.KeyUsedAgain):
        take_step(actor=cast.wang, now=NOW, **{**again, "step": "acknowledge"})


def test_a_step_is_taken_back_by_who_took_it_within_its_minutes(cast):
    matter = raised(cast)
    step(cast.wang, matter, "name_remedy", fields=REMEDY)
    with pytest.raises(refusals.NotYourStep):
        undo(cast.lin, matter)
    with pytest.raises(refusals.CannotUndo):
        undo(cast.wang, matter, NOW + timedelta(minutes=11))
    back = undo(cast.wang, matter, NOW + timedelta(minutes=9))
    assert (back.state, back.remedied_at, back.due_on.isoformat()) == ("raised", None, "2021-03-08")
    assert read_counts("matters", ["remedied|140105000000|finding"]) == {"remedied|140105000000|finding": 0}
    with pytest.raises(refusals.NotYourStep):
        undo(cast.wang, matter)
    with pytest.raises(refusals.CannotUndo):
        undo(cast.lin, matter)
    assert step(cast.wang, matter, "name_remedy", fields=REMEDY).state == "remedying"


def test_a_verification_stands(cast):
    matter = mended(cast)
    step(cast.zhao, matter, "verify", fields={"opinion": "Seen."})
    with pytest.raises(refusals.CannotUndo):
        undo(cast.zhao, matter)


@pytest.mark.parametrize(
    ("wrong", "error", "field"),
    [
        ({"fact": ""}, refusals.Unfilled, "fact"),
        ({"judgement": "  "}, refusals.Unfilled, "judgement"),
        ({"judgement": FINDING["fact"].replace(" ", "  ")}, refusals.SameWords, "judgement"),
        ({"title": "x" * 121}, refusals.BadText, "title"),
        ({"fact": "nul \0"}, refusals.BadText, "fact"),
        ({"severity": "huge"}, refusals.BadChoice, "severity"),
        ({"source": "nobody"}, refusals.BadChoice, "source"),
        ({"found_on": DUE}, refusals.FoundLater, "found_on"),
        ({"files": ["c" * 64]}, refusals.UnknownFile, "files"),
        ({"files": [Attached(DIGEST, "p.jpg", DUE)]}, refusals.EvidenceTomorrow, "files"),
        ({"kind": "order"}, refusals.UnknownKind, ""),
    ],
)
def test_what_cannot_be_raised_is_refused_at_its_field_and_nothing_is_written(cast, wrong, error, field):
    with pytest.raises(error) as raising:
        raised(cast, **wrong)
    assert raising.value.field == field
    assert not Matter.objects.exists()
    assert not Entry.objects.filter(object__startswith="matter:").exists()


def test_fact_and_judgement_are_apart_in_the_table_too(cast):
    matter = raised(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(judgement=matter.fact)


def test_who_told_of_it_is_in_no_column():
    names = {field.name for field in (*Matter._meta.get_fields(), *Step._meta.get_fields())}
    assert not {"reporter", "informant", "complainant", "told_by", "person", "phone"} & names


def test_a_closed_party_gets_no_new_finding(cast):
    cast.station.closed_on = NOW.date()
    cast.station.save()
    with pytest.raises(refusals.ClosedParty):
        raised(cast)


def test_outside_of_ones_place_there_is_no_matter(cast):
    matter = raised(cast)
    for who in (cast.far, cast.old):
        with pytest.raises(refusals.UnknownMatter):
            step(who, matter, "reopen")
        with pytest.raises(refusals.NoSuchParty):
            raised(cast, actor=who)
    for number in (0, -1, 10**19, 999):
        with pytest.raises(refusals.UnknownMatter):
            take_step(actor=cast.lin, now=NOW, matter_id=number, version=1, step="reply")


def test_an_unknown_step_and_a_step_for_others_are_refused(cast):
    matter = raised(cast)
    with pytest.raises(refusals.UnknownStep):
        step(cast.wang, matter, "burn\0")
    with pytest.raises(refusals.NotForYou) as error:
        step(cast.lin, matter, "name_remedy", fields=REMEDY)
    assert isinstance(error.value, Forbidden)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"remedy": "", "responsible": "head"}, "remedy"),
        ({"remedy": "x", "responsible": "two\nlines"}, "responsible"),
        (REMEDY | {"planned_on": "2021-02-30"}, "planned_on"),
        (REMEDY | {"planned_on": "tomorrow"}, "planned_on"),
        ({"remedy": 5, "responsible": "head"}, "remedy"),
    ],
)
def test_fields_of_a_step_are_checked_one_by_one(cast, fields, field):
    with pytest.raises(Refusal) as error:
        step(cast.wang, raised(cast), "name_remedy", fields=fields)
    assert error.value.field == field


def test_s2_08_a_finding_names_the_group_that_stood_there_that_day(cast):
    assert raised(cast).body_name == ""
    city, day = cast.regions["140100000000"], NOW.date()
    made = {"kind": "guidance_group", "number": 9, "region": city, "founded_on": day}
    body = found_body(actor=cast.xu, now=NOW, code="g9", name="第九驻点指导组", **made)
    member = Member.objects.create(body=body, person=cast.lin, role="member", from_date=day)
    sent = Deployment(body=body, member=member, from_date=day, basis="方案")
    sent.stand_at(city)
    sent.save()
    matter = raised(cast)
    assert (matter.body_code, matter.body_name) == (body.code, "第九驻点指导组")
    assert raised(cast, now=days(-1), found_on=days(-1).date()).body_name == ""
