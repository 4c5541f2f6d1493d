"""From a draft to what learners read: declared, looked at by a second person, withdrawn, never rewritten."""

from pathlib import Path
from uuid import uuid4

import pytest

from chizi.ground.files.tests import samples
from chizi.journal.models import Entry
from chizi.learn.actions import (
    LawFile,
    decide_secrecy,
    draft_material,
    import_laws,
    publish_material,
    publish_materials,
    revise_material,
    withdraw_material,
)
from chizi.learn.models import Material, MaterialVersion, Passage
from chizi.learn.queries import article, material_page, materials, passages_with, readable
from chizi.learn.refusals import materials as refusals
from chizi.learn.tests.materials_world import LAW, draft, drafted, kept, library, published
from chizi.org.refusals import NotAllowed
from chizi.plan.tests.planned import NOW, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(tmp_path: Path, settings) -> Desk:
    return library(tmp_path, settings)


def test_what_a_clerk_writes_is_read_once_a_second_person_published_it(here: Desk):
    one = drafted(here)
    assert readable(here.qin, [one.pk], NOW) == set()
    publish_material(actor=here.han, now=NOW, material_id=one.pk)
    assert readable(here.qin, [one.pk], NOW) == {one.pk}
    assert [entry.kind for entry in Entry.objects.filter(object=one.ref).order_by("seq")] == [
        "material.drafted",
        "material.published",
    ]


def test_nobody_publishes_what_he_wrote(here: Desk):
    one = drafted(here)
    with pytest.raises(refusals.OwnMaterial):
        publish_material(actor=here.hu, now=NOW, material_id=one.pk)
    revise_material(actor=here.han, now=NOW, material_id=one.pk, draft=draft(text="改"))
    for writer in (here.hu, here.han):
        with pytest.raises(refusals.OwnMaterial):
            publish_material(actor=writer, now=NOW, material_id=one.pk)
    publish_material(actor=here.zhou, now=NOW, material_id=one.pk)


def test_the_same_form_sent_twice_makes_one_material(here: Desk):
    key = uuid4()
    said = {"actor": here.hu, "now": NOW, "owner": "agency:county", "kind": "document", "draft": draft()}
    assert draft_material(key=key, **said).pk == draft_material(key=key, **said).pk
    assert Material.objects.count() == 1


def test_a_clerk_keeps_materials_of_his_own_party_only(here: Desk):
    with pytest.raises(refusals.OtherOwner):
        drafted(here, owner="agency:station")
    one = drafted(here, by="lin", owner="agency:city")
    with pytest.raises(refusals.UnknownMaterial):
        publish_material(actor=here.ma, now=NOW, material_id=one.pk)
    with pytest.raises(NotAllowed):
        drafted(here, by="jia", owner="agency:county")
    with pytest.raises(NotAllowed):
        drafted(here, by="qin", owner="agency:station")


def test_a_published_version_is_never_changed_and_stays_until_the_next_is_published(here: Desk):
    one = published(here)
    revise_material(actor=here.hu, now=NOW, material_id=one.pk, draft=draft(title="新题", text="新文"))
    page = material_page(here.qin, one.pk, now=NOW)
    assert (page.version, page.title) == (1, "谈心谈话指引")
    assert "逐人谈心" in page.text
    publish_material(actor=here.han, now=NOW, material_id=one.pk)
    page = material_page(here.qin, one.pk, now=NOW)
    assert (page.version, page.title, page.text) == (2, "新题", "新文")
    assert MaterialVersion.objects.get(material=one, number=1).text.startswith("# 一、对象")


def test_two_who_write_at_once_do_not_overwrite_each_other(here: Desk):
    one = drafted(here)
    revise_material(actor=here.han, now=NOW, material_id=one.pk, draft=draft(text="韩的"), edits=1)
    with pytest.raises(refusals.ChangedMeanwhile):
        revise_material(actor=here.hu, now=NOW, material_id=one.pk, draft=draft(text="胡的"), edits=1)
    assert one.versions.get().text == "韩的"


def test_s1_05_a_declared_secret_is_not_stored_at_all(here: Desk):
    with pytest.raises(refusals.SecretMaterial):
        drafted(here, classification="secret")
    with pytest.raises(refusals.WrongKindOfMaterial):
        drafted(here, classification="")
    assert (Material.objects.count(), Entry.objects.filter(kind__startswith="material").count()) == (0, 0)


def test_s1_05_words_of_secrecy_stop_a_material_until_a_second_person_decides(here: Desk):
    one = drafted(here, text="本通报 机密★10年")
    with pytest.raises(refusals.SecrecyUndecided):
        publish_material(actor=here.han, now=NOW, material_id=one.pk)
    with pytest.raises(refusals.OwnMaterial):
        decide_secrecy(actor=here.hu, now=NOW, material_id=one.pk, secret=False, reason="我写的")
    decide_secrecy(actor=here.han, now=NOW, material_id=one.pk, secret=False, reason="讲保密法的例子")
    with pytest.raises(refusals.NothingToDecide):
        decide_secrecy(actor=here.zhou, now=NOW, material_id=one.pk, secret=True, reason="再看")
    publish_material(actor=here.han, now=NOW, material_id=one.pk)
    assert readable(here.qin, [one.pk], NOW) == {one.pk}


def test_s1_05_a_new_wording_asks_the_second_person_anew(here: Desk):
    one = drafted(here, text="机密")
    decide_secrecy(actor=here.han, now=NOW, material_id=one.pk, secret=False, reason="举例")
    revise_material(actor=here.hu, now=NOW, material_id=one.pk, draft=draft(text="绝密"))
    with pytest.raises(refusals.SecrecyUndecided):
        publish_material(actor=here.han, now=NOW, material_id=one.pk)


def test_s1_05_what_is_found_secret_is_held_back_from_everybody(here: Desk):
    one = drafted(here, text="机密★ 部署")
    decide_secrecy(actor=here.han, now=NOW, material_id=one.pk, secret=True, reason="确为涉密")
    page = material_page(here.lin, one.pk, now=NOW)
    assert (page.state, page.held, page.text, page.html, page.media) == ("withdrawn", True, "", "", ())


def test_s1_05_marks_inside_files_count_too(here: Desk):
    one = drafted(here, text="见附件", files=kept("本件 秘密★5年".encode(), "附件.txt"))
    assert one.versions.get().marks == ["秘密★5年"]


def test_s1_05_what_is_withdrawn_stays_for_those_who_audit(here: Desk):
    one = published(here)
    withdraw_material(actor=here.hu, now=NOW, material_id=one.pk, reason="已有新规定")
    assert readable(here.qin, [one.pk], NOW) == set()
    with pytest.raises(refusals.UnknownMaterial):
        material_page(here.qin, one.pk, now=NOW)
    page = material_page(here.jia, one.pk, now=NOW)
    assert (page.state, page.reason, "逐人谈心" in page.text) == ("withdrawn", "已有新规定", True)
    assert passages_with(here.qin, "逐人谈心", now=NOW) == ()
    with pytest.raises(refusals.AlreadyWithdrawn):
        withdraw_material(actor=here.hu, now=NOW, material_id=one.pk, reason="再撤")
    revise_material(actor=here.hu, now=NOW, material_id=one.pk, draft=draft(text="改好了"))
    publish_material(actor=here.han, now=NOW, material_id=one.pk)
    assert material_page(here.qin, one.pk, now=NOW).text == "改好了"


def test_a_draft_cannot_be_withdrawn_and_nothing_is_published_twice(here: Desk):
    one = drafted(here)
    with pytest.raises(refusals.NeverPublished):
        withdraw_material(actor=here.hu, now=NOW, material_id=one.pk, reason="x")
    publish_material(actor=here.han, now=NOW, material_id=one.pk)
    with pytest.raises(refusals.NothingToPublish):
        publish_material(actor=here.han, now=NOW, material_id=one.pk)


def test_a_material_for_parties_is_read_by_their_people_only(here: Desk):
    one = published(here, by="lin", second="wen", owner="agency:office", audience="parties",
                    readers=["agency:datong"])  # fmt: skip
    assert readable(here.dong, [one.pk], NOW) == {one.pk}
    assert readable(here.qin, [one.pk], NOW) == set()
    with pytest.raises(refusals.NoReaders):
        drafted(here, audience="parties")
    with pytest.raises(refusals.NoReaders):
        drafted(here, audience="parties", readers=["agency:nobody"])


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"title": ""}, refusals.WrongWords),
        ({"title": "x" * 201}, refusals.WrongWords),
        ({"source": " "}, refusals.WrongWords),
        ({"text": ""}, refusals.EmptyMaterial),
        ({"text": "a\0b"}, refusals.WrongWords),
        ({"text": "长" * 400_001}, refusals.MaterialTooLong),
        ({"audience": "world"}, refusals.WrongKindOfMaterial),
    ],
)
def test_bad_input_is_turned_down_and_leaves_nothing(here: Desk, more, refusal):
    with pytest.raises(refusal):
        drafted(here, **more)
    assert Material.objects.count() == 0


def test_a_word_file_or_pdf_alone_is_read_by_its_text(here: Desk):
    one = drafted(here, text="", files=kept(samples.package(), "整改报告.docx"))
    assert one.versions.get().text == "整改报告\n\n完毕"
    sheet = kept(samples.zipped({"[Content_Types].xml": "<T/>", "xl/workbook.xml": "<w/>"}), "表.xlsx")
    with pytest.raises(refusals.NotAFileOfMaterials):
        drafted(here, files=sheet)


def test_a_folder_of_laws_is_taken_whole_or_not_at_all(here: Desk):
    said = {"actor": here.lin, "now": NOW, "owner": "agency:office"}
    files = [LawFile("a.md", LAW), LawFile("b.md", "# 只有题目"), LawFile("c.md", None), LawFile("d.md", LAW)]
    report = import_laws(files=files, dry_run=True, **said)
    assert [line.fate for line in report.lines] == ["new", "no-articles", "no-text", "twice"]
    with pytest.raises(refusals.LawsRefused):
        import_laws(files=files, **said)
    assert Material.objects.count() == 0
    done = import_laws(files=files[:1], **said)
    assert (done.stored, Passage.objects.filter(level=4).count()) == (True, 3)
    assert import_laws(files=files[:1], **said).lines[0].fate == "same"


def test_a_newer_text_of_a_law_is_a_new_version_of_it(here: Desk):
    said = {"actor": here.lin, "now": NOW, "owner": "agency:office"}
    first = import_laws(files=[LawFile("a.md", LAW)], **said).lines[0].material_id
    assert first is not None
    publish_materials(actor=here.wen, now=NOW, material_ids=[first])
    newer = LAW.replace("自公布之日起", "自2021年7月1日起")
    report = import_laws(files=[LawFile("a.md", newer)], dry_run=True, **said)
    with pytest.raises(refusals.LawsChanged):
        import_laws(files=[LawFile("a.md", LAW)], expected=report.fingerprint, **said)
    import_laws(files=[LawFile("a.md", newer)], expected=report.fingerprint, **said)
    assert "公布之日" in article(here.qin, first, "a3", now=NOW)
    publish_material(actor=here.wen, now=NOW, material_id=first)
    assert "2021年7月1日" in article(here.qin, first, "a3", now=NOW)


def test_laws_are_found_by_words_in_their_articles(here: Desk):
    report = import_laws(actor=here.lin, now=NOW, owner="agency:office", files=[LawFile("a.md", LAW)])
    number = report.lines[0].material_id
    assert number is not None
    assert passages_with(here.qin, "文号", now=NOW) == ()
    publish_materials(actor=here.wen, now=NOW, material_ids=[number])
    (hit,) = passages_with(here.qin, "文号", now=NOW)
    assert (hit.material_id, hit.anchor, hit.title) == (number, "a2", "第二条")
    assert [one.text for one in hit.segments if one.hit] == ["文号"]
    assert [one.id for one in materials(here.qin, now=NOW, words="文号").rows] == [number]
    assert len(materials(here.dong, now=NOW, words="\0文号 % _").rows) == 1
    assert materials(here.dong, now=NOW, words="'; DROP TABLE").rows == ()
