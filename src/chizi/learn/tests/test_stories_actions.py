"""Cautionary cases only once concluded and without names; stories only with consent; films only with captions."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from chizi.ground.files.tests import samples
from chizi.learn.actions import CaseDraft, StoryDraft, publish_material, revise_material
from chizi.learn.models import ConcludedCase, Material, Story
from chizi.learn.queries import material_pack, material_page, media_in, readable_media, stories
from chizi.learn.refusals import materials as refusals
from chizi.learn.tests.materials_world import draft, drafted, film, kept, library, published
from chizi.plan.tests.planned import NOW, TODAY, Desk

pytestmark = pytest.mark.django_db
CASE = CaseDraft(
    decision="（2020）晋01刑终12号",
    decided_on=date(2020, 11, 3),
    lesson="收礼从小事开始",
    redacted=True,
    names="王某某\n李四",
)
STORY = StoryDraft(person="赵某", consent_by="person", consent_from="本人书面", consent_on=date(2021, 2, 1))
HONOUR = StoryDraft(
    person="钱某", consent_by="family", consent_from="其妻，书面", consent_on=date(2021, 2, 20),
    happened_on=date(2021, 1, 12), post="某院副检察长", age=50,
)  # fmt: skip
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:04.000\n同志们好\n".encode()


@pytest.fixture
def here(tmp_path: Path, settings) -> Desk:
    return library(tmp_path, settings)


def case(**more) -> CaseDraft:
    return CaseDraft(**({name: getattr(CASE, name) for name in CASE.__dataclass_fields__} | more))


def story(base: StoryDraft = STORY, **more) -> StoryDraft:
    return StoryDraft(**({name: getattr(base, name) for name in base.__dataclass_fields__} | more))


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (None, refusals.NotConcluded),
        (case(decision=" "), refusals.NotConcluded),
        (case(decided_on=None), refusals.NotConcluded),
        (case(decided_on=TODAY + timedelta(days=1)), refusals.DecisionInFuture),
        (case(redacted=False), refusals.NotRedacted),
        (case(names=" "), refusals.NamesNotListed),
    ],
)
def test_s1_22_a_pending_or_unredacted_case_is_not_even_a_draft(here: Desk, given, refusal):
    with pytest.raises(refusal):
        drafted(here, kind="cautionary", text="某某收受礼金", case=given)
    assert Material.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("王 某 某收受礼金", refusals.NameFound),
        ("身份证14010519800101001X", refusals.IdNumberFound),
        ("电话１３８００１３８０００", refusals.PhoneFound),
    ],
)
def test_s1_22_what_still_names_a_person_is_refused_without_repeating_it(here: Desk, text, refusal):
    with pytest.raises(refusal) as raised:
        drafted(here, kind="cautionary", text=text, case=CASE)
    assert "王某某" not in str(raised.value)
    with pytest.raises(refusal):
        drafted(here, kind="cautionary", text="见附件", case=CASE, files=kept(text.encode(), "附件.txt"))
    with pytest.raises(refusal):
        drafted(here, kind="cautionary", title=text, case=CASE)
    assert Material.objects.count() == 0


def test_s1_22_a_concluded_case_without_names_is_taught_and_the_list_of_names_is_not_kept(here: Desk):
    one = published(here, kind="cautionary", text="某民警收受礼金", case=CASE)
    kept_case = ConcludedCase.objects.get(material=one)
    assert (kept_case.decision, kept_case.redacted_by) == ("（2020）晋01刑终12号", "person:hu")
    assert "names" not in {field.name for field in ConcludedCase._meta.get_fields()}
    page = material_page(here.qin, one.pk, now=NOW)
    assert page.case is not None
    assert page.case.lesson == "收礼从小事开始"
    with pytest.raises(refusals.NameFound):
        revise_material(actor=here.hu, now=NOW, material_id=one.pk, draft=draft(text="李四", case=CASE))


@pytest.mark.parametrize("kind", ["role_model", "honour"])
@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"person": ""}, refusals.WrongWords),
        ({"consent_by": "nobody"}, refusals.ConsentMissing),
        ({"consent_from": ""}, refusals.ConsentMissing),
        ({"consent_on": None}, refusals.ConsentMissing),
        ({"consent_on": TODAY + timedelta(days=1)}, refusals.DecisionInFuture),
    ],
)
def test_s1_23_no_story_without_consent(here: Desk, kind, more, refusal):
    with pytest.raises(refusal):
        drafted(here, kind=kind, story=story(HONOUR, **more))
    with pytest.raises(refusals.WrongWords):
        drafted(here, kind=kind, story=None)
    assert Material.objects.count() == 0


def test_s1_23_a_story_says_its_source_and_who_agreed(here: Desk):
    with pytest.raises(refusals.WrongWords):
        drafted(here, kind="role_model", source="", story=STORY)
    one = published(here, kind="role_model", story=STORY)
    (line,) = stories(here.qin, now=NOW)
    assert (line.id, line.person, line.source, line.happened_on) == (one.pk, "赵某", "省教育整顿办", None)
    page = material_page(here.qin, one.pk, now=NOW)
    assert page.story is not None
    assert (page.story.consent_by, page.story.consent_on) == ("person", date(2021, 2, 1))


def test_s1_26_a_death_on_duty_is_honoured_with_its_day_post_and_age(here: Desk):
    with pytest.raises(refusals.HonourDay):
        drafted(here, kind="honour", story=story(HONOUR, happened_on=None))
    with pytest.raises(refusals.WrongAge):
        drafted(here, kind="honour", story=story(HONOUR, age=5))
    one = published(here, kind="honour", story=HONOUR)
    found = Story.objects.get(material=one)
    assert (found.happened_on, found.post, found.age) == (date(2021, 1, 12), "某院副检察长", 50)
    assert [line.kind for line in stories(here.qin, now=NOW)] == ["honour"]
    assert stories(here.dong, now=NOW) == ()


def test_a_film_without_captions_is_a_draft_and_no_more(here: Desk):
    pictures = film(here)
    one = drafted(here, kind="film", text="", files=pictures)
    with pytest.raises(refusals.CaptionsMissing):
        publish_material(actor=here.han, now=NOW, material_id=one.pk)
    with pytest.raises(refusals.WrongCaptions):
        drafted(here, kind="film", files=pictures | kept(b"WEBVTT\n\nno times", "字幕.vtt"))
    both = pictures | kept(CAPTIONS, "字幕.vtt")
    revise_material(actor=here.hu, now=NOW, material_id=one.pk, draft=draft(files=both))
    publish_material(actor=here.han, now=NOW, material_id=one.pk)
    (pack,) = material_pack(here.qin, [one.pk], now=NOW)
    moving = next(m for m in pack.media if m.part == "film")
    assert moving.captions == next(m.digest for m in pack.media if m.part == "captions")


def test_a_material_called_a_film_has_one_and_only_one(here: Desk):
    one = drafted(here, kind="film", text="只有文字")
    with pytest.raises(refusals.FilmMissing):
        publish_material(actor=here.han, now=NOW, material_id=one.pk)
    with pytest.raises(refusals.OneFilm):
        drafted(here, files=film(here) | film(here, samples.webm(), "二.webm"))


def test_files_are_given_to_those_who_may_read_their_material(here: Desk):
    files = kept(samples.picture(), "图.jpg")
    (digest,) = files
    one = drafted(here, files=files)
    with pytest.raises(refusals.UnknownMaterial):
        media_in(here.qin, one.pk, digest, now=NOW)
    publish_material(actor=here.han, now=NOW, material_id=one.pk)
    assert media_in(here.qin, one.pk, digest, now=NOW).name == "图.jpg"
    assert readable_media(here.qin, digest, now=NOW).media_type == "image/jpeg"
    for viewer, asked in ((here.dong, digest), (here.qin, "0" * 64), (here.qin, "../x"), (here.qin, "\0")):
        with pytest.raises(refusals.UnknownMaterial):
            media_in(viewer, one.pk, asked, now=NOW)
        with pytest.raises(refusals.UnknownMaterial):
            readable_media(viewer, asked, now=NOW)


def test_a_pack_holds_what_is_published_and_nothing_else(here: Desk, django_assert_max_num_queries):
    shown, hidden = published(here), drafted(here)
    with django_assert_max_num_queries(6):
        packs = material_pack(here.qin, [shown.pk, hidden.pk, 10**30, -1], now=NOW)
    assert [(pack.id, pack.version, pack.title) for pack in packs] == [(shown.pk, 1, "谈心谈话指引")]
    assert packs[0].anchors == (("h1", "一、对象", 1), ("h2", "二、方法", 2))
    assert 'id="h1"' in packs[0].html
