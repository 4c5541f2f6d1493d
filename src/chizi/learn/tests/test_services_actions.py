"""Practical service items: closed by whom they were done for, or after a notice; never by who did them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chizi.journal.models import Entry, EntryContent
from chizi.learn import actions
from chizi.learn.models import ServiceItem
from chizi.learn.queries import (
    notices_to_close,
    public_notice,
    public_notices,
    public_receipt,
    service_page,
    services,
)
from chizi.learn.refusals import services as refusals
from chizi.learn.tests.practice_world import NOW, finished, opened, practice
from chizi.org.refusals import NotAllowed, UnknownParty
from chizi.plan.campaign_refusals import BadText, StalePage

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=12)


@pytest.fixture
def here(tmp_path, settings):
    return practice(tmp_path, settings)


def slip(here, one=None):
    one = one or finished(here)
    return actions.issue_receipt(actor=here.hu, now=NOW, service_id=one.pk, version=one.version)


def noticed(here):
    one = finished(here)
    return actions.start_notice(actor=here.hu, now=NOW, service_id=one.pk, version=one.version)


def test_s1_21_whom_it_was_done_for_closes_it_with_the_slip(here):
    one, code = slip(here)
    assert public_receipt(code.lower().replace("-", " ")).id == one.pk
    closed = actions.confirm_by_receipt(actor=None, now=NOW, code=code, words="装得很牢")
    assert (closed.state, closed.closing, closed.words) == ("closed", "receipt", "装得很牢")
    with pytest.raises(refusals.UnknownReceipt):
        actions.confirm_by_receipt(actor=None, now=NOW, code=code)


def test_s1_21_the_doing_party_never_closes_it(here):
    one, code = slip(here)
    for name in ("hu", "han", "bao"):
        with pytest.raises(refusals.DoerCannotClose):
            actions.confirm_by_receipt(actor=getattr(here, name), now=NOW, code=code)
    assert not hasattr(actions, "close_service")
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceItem.objects.filter(pk=one.pk).update(
            state="closed", closing="receipt", closed_by=one.done_by, closed_at=NOW
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceItem.objects.filter(pk=one.pk).update(state="closed")


def test_s1_21_a_notice_without_objection_closes_it_after_its_working_days(here):
    one = noticed(here)
    assert one.notice_until == date(2021, 3, 8)  # five working days after Monday the 1st
    say = {"service_id": one.pk, "version": one.version}
    with pytest.raises(refusals.NoticeRuns):
        actions.close_after_notice(actor=here.zhou, now=NOW + timedelta(days=7), **say)
    for name in ("hu", "han", "bao"):
        with pytest.raises(refusals.DoerCannotClose):
            actions.close_after_notice(actor=getattr(here, name), now=AFTER, **say)
    with pytest.raises(NotAllowed):
        actions.close_after_notice(actor=here.jia, now=AFTER, **say)
    assert [each.id for each in notices_to_close(here.zhou, now=AFTER)] == [one.pk]
    assert notices_to_close(here.hu, now=AFTER) == ()
    closed = actions.close_after_notice(actor=here.zhou, now=AFTER, **say)
    assert (closed.state, closed.closing, closed.closed_by) == ("closed", "notice", "person:zhou")


def test_an_objection_ends_the_notice_and_the_work_goes_on(here):
    one = noticed(here)
    assert [each.id for each in public_notices(now=NOW)] == [one.pk]
    assert public_notice(one.pk, now=NOW).done == "六层扶手已装好。"
    back = actions.object_to_service(actor=None, now=NOW, service_id=one.pk, text="五层还没有")
    assert (back.state, back.notice_until) == ("open", None)
    story = [(step.kind, step.by) for step in service_page(here.hu, one.pk, now=NOW).steps]
    assert story[-1] == ("objection", "public")
    with pytest.raises(refusals.UnknownReceipt):
        actions.object_to_service(actor=None, now=NOW, service_id=one.pk, text="再说一次")
    assert public_notices(now=NOW) == ()


def test_not_done_sends_it_back_with_the_words(here):
    _, code = slip(here)
    back = actions.confirm_by_receipt(actor=None, now=NOW, code=code, words="三层松了", done=False)
    assert (back.state, back.words, back.receipt) == ("open", "三层松了", "")


def test_a_new_slip_makes_the_old_one_void_and_no_code_is_kept(here):
    one, first = slip(here)
    _, second = slip(here, one)
    with pytest.raises(refusals.UnknownReceipt):
        actions.confirm_by_receipt(actor=None, now=NOW, code=first)
    kept = ServiceItem.objects.get(pk=one.pk)
    told = str(list(EntryContent.objects.values_list("content", flat=True)))
    for shown in (second, second.replace("-", "")):
        assert shown not in kept.receipt
        assert shown not in told
    for wrong in ("", "AAAA-AAAA-AAAA-AAAA", "\0" * 16, "9" * 500, "'; --"):
        with pytest.raises(refusals.UnknownReceipt):
            public_receipt(wrong)


def test_R20_no_number_or_name_of_a_person_is_taken(here):
    for said in (
        {"beneficiary": "东楼 13800138000"},
        {"beneficiary": "姓名:甲"},
        {"need": "电话 0351-7654321 的住户"},
        {"title": "办证 １４０１０５１９４９０１０１１２３４"},
        {"need": "身份证"},
    ):
        with pytest.raises(refusals.HoldsPersonalData):
            opened(here, **said)
    one, code = slip(here)
    with pytest.raises(refusals.HoldsPersonalData):
        actions.confirm_by_receipt(actor=None, now=NOW, code=code, words="找我 138 0013 8000")
    assert ServiceItem.objects.get(pk=one.pk).state == "done"
    assert ServiceItem.objects.count() == 1


def test_only_its_party_works_on_it(here):
    one = opened(here)
    say = {"now": NOW, "service_id": one.pk, "version": one.version}
    with pytest.raises(refusals.NotYourService):
        actions.finish_service(actor=here.wei, done="好了", **say)
    with pytest.raises(refusals.UnknownService):
        actions.finish_service(actor=here.ma, done="好了", **say)
    with pytest.raises((UnknownParty, refusals.NotYourService)):
        actions.open_service(actor=here.ma, now=NOW, party="agency:county", title="x", need="x", source="own",
                             beneficiary="x")  # fmt: skip


def test_steps_and_states_are_kept_in_order(here):
    one = opened(here)
    say = {"actor": here.hu, "now": NOW, "service_id": one.pk}
    with pytest.raises(refusals.WrongServiceState):
        actions.start_notice(version=1, **say)
    with pytest.raises(refusals.WrongServiceState):
        actions.issue_receipt(version=1, **say)
    step = actions.add_service_step(version=1, text="已量好尺寸", **say)
    assert (step.kind, step.files) == ("step", {})
    with pytest.raises(StalePage):
        actions.finish_service(version=1, done="好了", **say)
    actions.finish_service(version=2, done="好了", **say)
    actions.withdraw_service(version=3, reason="重复登记", **say)
    with pytest.raises(refusals.WrongServiceState):
        actions.add_service_step(version=4, text="x", **say)
    assert Entry.objects.filter(object=one.ref).count() == 4


def test_lists_are_narrowed_and_survive_rubbish(here):
    one = opened(here)
    assert [each.id for each in services(here.hu, now=NOW, state="unfinished", after="x").services] == [
        one.pk
    ]
    assert services(here.ma, now=NOW).services == ()
    assert services(here.hu, now=NOW, state="closed", party="agency:county").services == ()
    assert services(here.hu, now=NOW, party="\0" * 10).services != ()


def test_bad_input_is_refused_by_name(here):
    with pytest.raises(refusals.UnknownSource):
        opened(here, source="rumour")
    for field in ("title", "need", "beneficiary"):
        with pytest.raises(BadText):
            opened(here, **{field: "\0"})
    for number in (0, -1, 10**20):
        with pytest.raises(refusals.UnknownService):
            service_page(here.hu, number, now=NOW)
        with pytest.raises(refusals.UnknownReceipt):
            public_notice(number, now=NOW)
