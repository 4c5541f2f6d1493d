"""Reflections: own, correctable, never public."""

from uuid import uuid4

import pytest

from chizi.journal.models import Entry
from chizi.learn import actions
from chizi.learn.models import Outcome, Reflection, ReflectionVersion
from chizi.learn.queries import my_reflections, reflection_page, reflections_of
from chizi.learn.refusals import applications as refusals
from chizi.learn.refusals.outcomes import UnknownOutcome
from chizi.learn.tests.materials_world import kept
from chizi.learn.tests.practice_world import NOW, material, practice
from chizi.plan.campaign_refusals import BadText

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(tmp_path, settings):
    return practice(tmp_path, settings)


def written(here, by="qin", **more):
    said = {"about": "", "text": "窗口前先听群众把话说完。"} | more
    said["about"] = said["about"] or material(here)
    return actions.write_reflection(actor=getattr(here, by), now=NOW, **said)


def test_R09_a_few_words_without_a_picture_are_enough(here):
    one = written(here, text="好。")
    assert one.versions.get().files == {}
    assert not ReflectionVersion._meta.get_field("files").null


def test_a_picture_may_go_with_it(here):
    files = kept(b"words", "note.txt")
    one = written(here, files=files)
    assert one.versions.get().files == files
    with pytest.raises(refusals.FilesNotHere):
        written(here, about=one.about, files={"0" * 64: "a.jpg"})
    with pytest.raises(refusals.TooManyPictures):
        written(here, about=one.about, files={str(at) * 64: "a.jpg" for at in range(4)})


def test_it_is_an_outcome_that_goes_when_it_is_taken_back(here):
    one = written(here)
    assert Outcome.objects.get(kind="reflected").voided_at is None
    actions.withdraw_reflection(actor=here.qin, now=NOW, reflection_id=one.pk)
    assert Outcome.objects.get(kind="reflected").voided_at == NOW
    with pytest.raises(refusals.ReflectionWithdrawn):
        actions.withdraw_reflection(actor=here.qin, now=NOW, reflection_id=one.pk)


def test_it_goes_with_its_outcome_and_comes_back_with_it(here):
    one = written(here)
    key = Outcome.objects.get(kind="reflected").key
    with pytest.raises(UnknownOutcome):
        actions.void_outcome(actor=here.yu, now=NOW, key=key, reason="不是我")
    assert reflection_page(here.qin, one.pk, now=NOW).may_change
    for _ in range(2):
        actions.void_outcome(actor=here.qin, now=NOW, key=key, reason="写错了")
    assert not reflection_page(here.qin, one.pk, now=NOW).may_change
    assert list(reflections_of([here.party["station"].pk])) == []
    with pytest.raises(refusals.ReflectionWithdrawn):
        actions.withdraw_reflection(actor=here.qin, now=NOW, reflection_id=one.pk)
    actions.restore_outcome(actor=here.qin, now=NOW, key=key)
    assert reflection_page(here.qin, one.pk, now=NOW).may_change
    actions.withdraw_reflection(actor=here.qin, now=NOW, reflection_id=one.pk)
    actions.restore_outcome(actor=here.qin, now=NOW, key=key)
    assert [each.id for each in reflections_of([here.party["station"].pk])] == [one.pk]
    told = list(Entry.objects.filter(object=one.ref).order_by("id").values_list("kind", flat=True))
    back = ["reflection.withdrawn", "reflection.restored"]
    assert told == ["reflection.written", *back, *back]


def test_it_is_put_right_in_versions(here):
    one = written(here)
    with pytest.raises(refusals.NothingNew):
        actions.correct_reflection(
            actor=here.qin, now=NOW, reflection_id=one.pk, text="窗口前先听群众把话说完。"
        )
    actions.correct_reflection(actor=here.qin, now=NOW, reflection_id=one.pk, text="先听，再说。")
    found = reflection_page(here.qin, one.pk, now=NOW)
    assert [each.text for each in found.versions] == ["先听，再说。", "窗口前先听群众把话说完。"]


def test_nobody_else_opens_changes_or_lists_it(here):
    one = written(here)
    for name in ("yu", "sun", "lin", "jia"):
        with pytest.raises(refusals.UnknownReflection):
            reflection_page(getattr(here, name), one.pk, now=NOW)
        with pytest.raises(refusals.UnknownReflection):
            actions.correct_reflection(actor=getattr(here, name), now=NOW, reflection_id=one.pk, text="x")
        assert my_reflections(getattr(here, name), now=NOW).reflections == ()
    assert [each.id for each in my_reflections(here.qin, now=NOW).reflections] == [one.pk]


def test_sending_twice_writes_one(here):
    key, about = uuid4(), material(here)
    assert written(here, about=about, key=key) == written(here, about=about, key=key)
    with pytest.raises(refusals.KeyUsed):
        written(here, by="yu", about=about, key=key)
    assert Reflection.objects.count() == 1


def test_present_wordings_of_parties_are_read_for_a_look_at_copies(here):
    one = written(here)
    gone = written(here, by="yu", about=one.about, text="另一段")
    actions.correct_reflection(actor=here.qin, now=NOW, reflection_id=one.pk, text="先听，再说。")
    actions.withdraw_reflection(actor=here.yu, now=NOW, reflection_id=gone.pk)
    found = list(reflections_of([here.party["station"].pk]))
    assert [(each.id, each.text, each.person_id) for each in found] == [(one.pk, "先听，再说。", here.qin.pk)]
    assert list(reflections_of([here.party["yingze"].pk])) == []


def test_bad_input_is_refused_by_name(here):
    about = material(here)
    for text in ("", "x" * 4001, "a\0b"):
        with pytest.raises(BadText):
            written(here, about=about, text=text)
    with pytest.raises(refusals.NothingLearned):
        written(here, about="person:1")
    assert Reflection.objects.count() == 0
