"""Looking for signs in real rows, and what a human being makes of them."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image, ImageDraw

from chizi.ground.files.actions import keep_file
from chizi.journal.models import Entry
from chizi.learn import jobs
from chizi.learn.actions import look_for_signs, reopen_sign, review_sign
from chizi.learn.models import Outcome, Sign
from chizi.learn.picture_marks import mark_of
from chizi.learn.queries import sign_page, sign_picture, signs
from chizi.learn.refusals.signs import (
    OwnSign,
    SignLookedAt,
    SignNoteMissing,
    SignStillOpen,
    SignVerdictUnknown,
    UnknownSign,
)
from chizi.learn.rules.signs import bits_apart
from chizi.learn.tests import progress_world as w
from chizi.org.refusals import NotAllowed

pytestmark = pytest.mark.django_db
TOLD = "上周在坞城街道，两户人家因为楼道堆物吵到半夜，我先让双方把话说完，再请社区和物业一起量了通道宽度，就好了。"
OTHER = "集市上有人卖散装白酒说能治病，我和市监的同志一起取了样，也给围着的老人讲了两个例子，下一步打算每周去一次。"


@pytest.fixture
def here():
    return w.world()


def look(here, now=w.NOW):
    return look_for_signs(actor=here.xu, now=now)


def copied(here):
    w.wrote(here.officers[0], TOLD, here.county)
    w.wrote(here.officers[1], TOLD.replace("上周", "前天"), here.county, w.NOW + timedelta(minutes=5))
    w.wrote(here.officers[2], OTHER, here.county)
    assert look(here) == 1
    return Sign.objects.get()


def test_s1_15_copied_words_raise_a_sign_for_a_human_look(here):
    sign = copied(here)
    assert (sign.kind, sign.state, sign.region.code) == ("text", "open", "140105000000")
    assert [one.party for one in signs(here.xu, now=w.NOW).signs] == ["小店区公安分局"]
    page = sign_page(here.xu, sign.pk, now=w.NOW)
    assert [one.name for one in page.texts] == ["民警00", "民警01"]
    assert "".join(piece for piece, _common in page.texts[1].pieces) == TOLD.replace("上周", "前天")
    assert not page.own


def test_ones_own_text_twice_is_no_sign(here):
    w.wrote(here.officers[0], TOLD, here.county)
    w.wrote(here.officers[0], TOLD, here.county)
    assert look(here) == 0


def test_s1_15_this_is_fine_is_remembered(here):
    sign = copied(here)
    review_sign(actor=here.xu, now=w.NOW, sign_id=sign.pk, verdict="fine", note="一起办的")
    assert look(here, w.NOW + timedelta(days=1)) == 0
    row = Sign.objects.get()
    assert (row.state, row.note, row.reviewed_by) == ("fine", "一起办的", "person:xu")
    # A newer wording of the same two is not raised either, a third writer's is.
    from chizi.learn.models import Reflection, ReflectionVersion

    second = Reflection.objects.get(person=here.officers[1])
    ReflectionVersion.objects.create(
        reflection=second, number=2, text=TOLD + "改了一个字。", written_at=w.NOW
    )
    assert look(here, w.NOW + timedelta(days=2)) == 0
    w.wrote(here.officers[4], TOLD, here.county, w.NOW + timedelta(days=2))
    assert look(here, w.NOW + timedelta(days=3)) == 1


def test_words_given_to_everybody_are_left_out_from_then_on(here):
    sign = copied(here)
    review_sign(actor=here.xu, now=w.NOW, sign_id=sign.pk, verdict="fine", template=True)
    w.wrote(here.officers[4], TOLD, here.county, w.NOW + timedelta(days=1))
    assert look(here, w.NOW + timedelta(days=2)) == 0


def test_one_who_copies_later_joins_the_sign_that_still_waits(here):
    sign = copied(here)
    w.wrote(here.officers[5], TOLD, here.county, w.NOW + timedelta(days=1))
    assert look(here, w.NOW + timedelta(days=2)) == 0
    sign.refresh_from_db()
    assert len(sign.content["objects"]) == 3


def test_a_sign_over_two_counties_is_looked_at_where_both_are_seen(here):
    w.wrote(here.officers[0], TOLD, here.county)
    w.wrote(here.ma, TOLD, here.desk.party["yingze"])
    look(here)
    sign = Sign.objects.get()
    assert sign.region.code == "140100000000"
    assert signs(here.xu, now=w.NOW).signs == ()
    assert len(signs(here.zhou, now=w.NOW).signs) == 1
    with pytest.raises(UnknownSign):
        sign_page(here.xu, sign.pk, now=w.NOW)


def test_talking_to_the_party_needs_words_and_can_be_undone(here):
    sign = copied(here)
    at = {"actor": here.xu, "now": w.NOW, "sign_id": sign.pk}
    with pytest.raises(SignNoteMissing):
        review_sign(verdict="talked", **at)
    with pytest.raises(SignNoteMissing):
        review_sign(verdict="talked", note="字" * 1001, **at)
    with pytest.raises(SignVerdictUnknown):
        review_sign(verdict="guilty", note="x", **at)
    with pytest.raises(SignStillOpen):
        reopen_sign(**at)
    review_sign(verdict="talked", note="请按自己的工作来写", **at)
    with pytest.raises(SignLookedAt):
        review_sign(verdict="fine", **at)
    reopen_sign(**at)
    assert Sign.objects.get().state == "open"
    kinds = list(Entry.objects.filter(object=sign.ref).order_by("seq").values_list("kind", flat=True))
    assert kinds == ["sign.reviewed", "sign.reopened"]


def test_nobody_looks_at_what_is_about_himself(here):
    w.wrote(here.xu, TOLD, here.county)
    w.wrote(here.officers[1], TOLD, here.county)
    look(here)
    with pytest.raises(OwnSign):
        review_sign(actor=here.xu, now=w.NOW, sign_id=Sign.objects.get().pk, verdict="fine")


def test_who_reviews_nowhere_neither_looks_nor_sees(here):
    sign = copied(here)
    with pytest.raises(NotAllowed):
        look_for_signs(actor=here.hu, now=w.NOW)
    for who in (here.hu, here.officers[0], here.gao):
        with pytest.raises(UnknownSign):
            review_sign(actor=who, now=w.NOW, sign_id=sign.pk, verdict="fine")
    for number in (0, -3, 10**20):
        with pytest.raises(UnknownSign):
            sign_page(here.xu, number, now=w.NOW)


def test_R27_a_sign_changes_nothing_by_itself_and_names_nobody(here):
    before = (Outcome.objects.count(), w.counted())
    sign = copied(here)
    review_sign(actor=here.xu, now=w.NOW, sign_id=sign.pk, verdict="talked", note="谈过了")
    assert (Outcome.objects.count(), w.counted()) == before
    told = f"{sign.content} {sign.pattern}"
    assert not [one for one in here.officers if one.username in told or one.name in told]


def picture(angle=0, quality=90, size=(200, 150), kind="JPEG"):
    drawn = Image.new("RGB", (200, 150), (240, 240, 230))
    pen = ImageDraw.Draw(drawn)
    pen.ellipse((20 + angle, 20, 90 + angle, 110), fill=(30, 60, 120))
    pen.rectangle((120, 30 + angle, 180, 130), fill=(160, 40, 30))
    content = BytesIO()
    drawn.resize(size).save(content, kind, quality=quality)
    return content.getvalue()


def test_a_picture_is_known_again_after_scaling_and_compression():
    whole = mark_of(picture())
    assert bits_apart(whole, mark_of(picture(quality=40, size=(120, 90)))) <= 6
    assert bits_apart(whole, mark_of(picture(kind="PNG"))) <= 6
    assert mark_of(b"no picture") == b""
    blank = BytesIO()
    Image.new("RGB", (60, 60), (255, 255, 255)).save(blank, "PNG")
    assert mark_of(blank.getvalue()) == b""


def test_s1_15_a_picture_used_again_raises_a_sign(here):
    kept = [
        keep_file(actor="person:min00", now=w.NOW, stream=BytesIO(content), name=f"{at}.jpg").digest
        for at, content in enumerate((picture(), picture(quality=50, size=(160, 120))))
    ]
    assert kept[0] != kept[1]
    w.wrote(here.officers[0], TOLD, here.county, files={kept[0]: "0.jpg"})
    w.wrote(here.officers[0], OTHER, here.county, files={kept[1]: "1.jpg"})
    assert look(here) == 1
    sign = Sign.objects.get()
    assert sign.kind == "picture"
    media_type, content = sign_picture(here.xu, sign.pk, kept[0], now=w.NOW)
    assert media_type.startswith("image/")
    assert content


def late(here, number, days, party=None):
    Outcome.objects.bulk_create(
        Outcome(
            key=uuid4(), person=here.officers[at % 8], party=party or here.county, kind="read",
            about="material:1", happened_at=w.NOW - timedelta(days=days), recorded_at=w.NOW, source="desk",
        )
        for at in range(number)
    )  # fmt: skip


def test_s1_15_many_results_filled_in_afterwards_raise_one_sign(here):
    late(here, 25, 8)
    assert look(here) == 0
    late(here, 25, 30)
    assert look(here) == 1
    assert Sign.objects.get().content["count"] == 25
    assert look(here) == 0


def answered(here, person, wrong=3):
    for at in range(6):
        Outcome.objects.create(
            key=uuid4(), person=person, party=here.county, kind="answered", about=f"question:{at + 1}",
            met=at >= wrong, content={"given": ["A"]}, happened_at=w.NOW, recorded_at=w.NOW, source="terminal",
            batch=f"b-{person.pk}",
        )  # fmt: skip


def test_s1_15_the_same_mistakes_within_minutes_raise_a_sign(here):
    for person in here.officers[:5]:
        answered(here, person)
    assert look(here) == 1
    assert Sign.objects.get().content == {
        "count": 5, "at": "2021-03-01T04:00:00+00:00", "minutes": 0, "questions": 6, "mistakes": 3
    }  # fmt: skip


def test_the_night_looks_once(here):
    w.wrote(here.officers[0], TOLD, here.county)
    w.wrote(here.officers[1], TOLD, here.county)
    assert jobs.look_nightly(w.NOW) == 1
    w.wrote(here.officers[2], TOLD, here.county)
    assert jobs.look_nightly(w.NOW) == 0
    assert jobs.look_nightly(w.NOW - timedelta(hours=11)) == 0  # one in the morning is too early
