"""An inbox page by page."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from chizi.ground.notices.actions import mark_read, notify
from chizi.ground.notices.models import Notice
from chizi.ground.notices.queries import inbox, notice, preferences, sentence, unread_count

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 2, tzinfo=UTC)
LIN = "person:lin"


def fill(count: int) -> None:
    for number in range(count):
        notify(actor="person:office", now=NOW, to=[LIN], kind="work", text=f"n{number}", params={}, href="")


def test_unread_come_first_and_newest_first_through_all_pages():
    fill(7)
    mark_read(
        actor=LIN,
        now=NOW,
        numbers=list(Notice.objects.filter(text__in=["n5", "n2", "n0"]).values_list("id", flat=True)),
    )
    found, after = [], ""
    while True:
        page = inbox(LIN, after=after, limit=2)
        found += [item.sentence for item in page.items]
        after = page.after
        if not after:
            break
    assert found == ["n6", "n4", "n3", "n1", "n5", "n2", "n0"]


@pytest.mark.parametrize(
    "after", ["x", "new.", "new.x", "old.99999999999999999999", "\0", "new.1.2", "..", "new.-1"]
)
def test_a_rubbish_cursor_is_the_first_page(after: str):
    fill(2)
    assert len(inbox(LIN, after=after).items) == 2


def test_a_page_and_the_count_are_one_query_each(django_assert_num_queries):
    fill(3)
    with django_assert_num_queries(1):
        assert len(inbox(LIN).items) == 3
    with django_assert_num_queries(1):
        assert unread_count(LIN) == 3


def test_another_s_notice_is_not_there():
    fill(1)
    number = Notice.objects.get().pk
    assert notice(LIN, number) is not None
    assert notice("person:wang", number) is None
    assert notice(LIN, 10**15) is None


def test_who_never_chose_has_the_usual_hours():
    chosen = preferences(LIN)
    assert (f"{chosen.quiet_from:%H}", f"{chosen.quiet_until:%H}", chosen.digest_hour) == ("21", "08", 9)


def test_a_sentence_is_said_in_the_reader_s_language_and_survives_wrong_places():
    with translation.override("zh-hans"):
        assert sentence("Inbox", {}) == "收件箱"
    assert sentence("100% of %(x)s", {"y": 1}) == "100% of %(x)s"
    assert sentence("%(x)d", {"x": "a"}) == "%(x)d"
    assert sentence("", {}) == ""
