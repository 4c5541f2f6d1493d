"""What comes into an inbox, what is marked as read, and what may be chosen."""

from datetime import UTC, date, datetime, time

import pytest

from chizi.ground.notices import refusals
from chizi.ground.notices.actions import clear_address, mark_read, notify, set_address
from chizi.ground.notices.models import Address, Notice
from chizi.ground.notices.queries import inbox, preferences, unread_count
from chizi.journal.models import Entry, EntryContent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 2, tzinfo=UTC)
LIN, WANG = "person:lin", "person:wang"


def tell(*to: str, about: str = "", **more: object) -> int:
    given = {
        "kind": "due.task",
        "text": "Due on %(day)s: %(title)s",
        "href": "/desk/",
        "params": {"day": date(2026, 4, 3), "title": "整改"},
    }
    return notify(actor="person:office", now=NOW, to=to, about=about, **(given | more))


def true_counts() -> bool:
    return all(
        row.unread == Notice.objects.filter(ref=row.ref, read=False).count() for row in Address.objects.all()
    )


def test_each_person_gets_a_notice_once_and_the_actor_none():
    assert tell(LIN, WANG, LIN, "person:office", "", "person:\0") == 2
    assert (unread_count(LIN), unread_count(WANG), unread_count("person:office")) == (1, 1, 0)
    assert inbox(LIN).items[0].sentence == "Due on 2026-04-03: 整改"


def test_an_unread_notice_about_the_same_is_replaced_a_read_one_stays():
    tell(LIN, WANG, about="task:1")
    mark_read(actor=WANG, now=NOW)
    tell(LIN, WANG, about="task:1", params={"day": "x", "title": "y"})
    assert [item.sentence for item in inbox(LIN).items] == ["Due on x: y"]
    assert len(inbox(WANG).items) == 2
    assert (unread_count(LIN), unread_count(WANG)) == (1, 1)
    tell(LIN, about="task:2")
    tell(LIN)
    tell(LIN)
    assert unread_count(LIN) == 4, "notices about nothing in particular replace nothing"
    assert true_counts()


def test_many_people_cost_few_queries(django_assert_max_num_queries):
    people = [f"person:{n}" for n in range(250)]
    with django_assert_max_num_queries(15):
        assert tell(*people, about="task:1") == 250
    tell(*people, about="task:1")
    assert true_counts()


def test_a_notice_leads_nowhere_else():
    with pytest.raises(ValueError, match="installation"):
        tell(LIN, href="https://evil.example/")
    assert Notice.objects.count() == 0


def test_one_marks_his_own_and_nobody_else_s():
    tell(LIN, WANG)
    tell(LIN)
    foreign = Notice.objects.get(ref=WANG).pk
    for numbers in ([foreign], [10**12], [Notice.objects.filter(ref=LIN).first().pk, foreign]):
        with pytest.raises(refusals.NoSuchNotice):
            mark_read(actor=LIN, now=NOW, numbers=numbers)
    assert unread_count(LIN) == 2
    one = Notice.objects.filter(ref=LIN).first().pk
    assert mark_read(actor=LIN, now=NOW, numbers=[one]) == 1
    assert mark_read(actor=LIN, now=NOW, numbers=[one]) == 0
    assert mark_read(actor=LIN, now=NOW) == 1
    assert (unread_count(LIN), unread_count(WANG)) == (0, 1)
    assert mark_read(actor="person:nobody", now=NOW) == 0


def test_R02_nothing_says_when_or_that_a_person_read():
    tell(LIN)
    mark_read(actor=LIN, now=NOW)
    assert Entry.objects.count() == 0
    moments = {
        field.name for field in Notice._meta.get_fields() if field.get_internal_type() == "DateTimeField"
    }
    assert moments == {"made_at"}


def choose(**chosen: object) -> None:
    set_address(actor=LIN, now=NOW, ref=LIN, **chosen)


@pytest.fixture
def _both_ways(settings):
    settings.MAIL_ON, settings.WEBHOOK_SECRET, settings.WEBHOOK_PRIVATE = True, "secret", False


@pytest.mark.usefixtures("_both_ways")
def test_the_choice_is_kept_and_the_journal_keeps_the_way_but_not_the_address():
    choose(email=" lin@example.cn ", quiet_from=time(20), quiet_until=time(7), digest_hour=18)
    chosen = preferences(LIN)
    assert (chosen.email, chosen.quiet_from, chosen.digest_hour) == ("lin@example.cn", time(20), 18)
    assert "lin@example.cn" not in str(list(EntryContent.objects.values_list("content", flat=True)))
    assert Entry.objects.get().kind == "address.set"
    choose()
    assert preferences(LIN).email == ""


@pytest.mark.usefixtures("_both_ways")
@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [
        ({"email": "a@b.cn", "webhook": "https://a.cn/"}, refusals.OneWayOnly),
        ({"email": "nobody"}, refusals.BadMailAddress),
        ({"email": "a@b.cn\nBcc: x@y.cn"}, refusals.BadMailAddress),
        ({"email": "a" * 300 + "@b.cn"}, refusals.BadMailAddress),
        ({"webhook": "http://a.cn/"}, refusals.BadWebhook),
        ({"webhook": "https://a.cn/" + "x" * 600}, refusals.BadWebhook),
        ({"webhook": "https://169.254.169.254/"}, refusals.PrivateWebhook),
        ({"webhook": "https://localhost/"}, refusals.PrivateWebhook),
        ({"digest_hour": 24}, refusals.BadHour),
        ({"email": "a@b.cn", "digest_hour": 22}, refusals.DigestInQuietHours),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_cannot_be_is_said_at_its_field(chosen: dict[str, object], refusal: type[Exception]):
    with pytest.raises(refusal) as raised:
        choose(**chosen)
    assert raised.value.field in chosen
    assert Address.objects.count() == 0


@pytest.mark.usefixtures("_both_ways")
def test_to_a_leaver_nothing_is_sent_and_the_notices_stay():
    choose(email="lin@example.cn")
    tell(LIN)
    clear_address(actor="person:office", now=NOW, ref=LIN)
    assert (preferences(LIN).email, unread_count(LIN)) == ("", 1)
    clear_address(actor="person:office", now=NOW, ref="person:nobody")


def test_ways_that_are_off_cannot_be_chosen(settings):
    settings.MAIL_ON, settings.WEBHOOK_SECRET = False, ""
    with pytest.raises(refusals.MailIsOff):
        choose(email="a@b.cn")
    with pytest.raises(refusals.WebhookIsOff):
        choose(webhook="https://a.cn/")
