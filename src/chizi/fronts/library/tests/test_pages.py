"""The library as people meet it: read, written, looked at by a second person, taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from chizi.ground.files.tests import samples
from chizi.learn.actions import ItemDraft, LawFile, import_laws, set_items
from chizi.learn.models import Material, Outcome
from chizi.learn.tests.materials_world import LAW, asked_of_station
from chizi.plan.tests.planned import NOW

FORM = {
    "kind": "document",
    "owner": "agency:county",
    "title": "谈心指引",
    "source": "分局教整办",
    "text": "# 一\n\n先听后说。",
    "classification": "public",
    "audience": "place",
    "readers": "",
    "edits": "0",
    "key": "11111111-1111-4111-8111-111111111111",
}


def test_an_officer_finds_and_reads_what_is_published_for_him(at, put):
    one = put()
    put(publish=False, title="未发布的稿子")
    page = at("qin").get("/library/")
    assert "谈心谈话指引" in page.text
    assert "未发布的稿子" not in page.text
    page = at("qin").get(f"/library/{one.pk}/")
    assert page.status_code == 200
    assert 'id="h1"' in page.text
    assert 'href="#h1"' in page.text
    assert "Nobody asks it of you" in page.text
    assert "edit/" not in page.text


def test_a_stranger_of_the_next_city_gets_the_answer_that_it_is_not_there(at, put):
    one = put()
    for address in (
        f"/library/{one.pk}/",
        f"/library/{one.pk}/compare/",
        f"/library/{one.pk}/files/{'a' * 64}/",
    ):
        assert at("dong").get(address).status_code == 404


def test_what_is_written_comes_back_with_every_fault_at_its_field(at, here):
    page = at("hu").post("/library/new/", {**FORM, "title": "", "source": ""})
    assert page.status_code == 400
    assert "Please fill in: Title" in page.text
    assert "先听后说" in page.text
    assert Material.objects.count() == 0


def test_a_file_that_came_with_a_refused_form_is_kept_for_the_next_try(at, here):
    file = SimpleUploadedFile("整改报告.docx", samples.package())
    page = at("hu").post("/library/new/", {**FORM, "title": "", "files": [file]})
    assert "整改报告.docx" in page.text
    token = page.context["form"].drafts[0].token
    done = at("hu").post("/library/new/", {**FORM, "kept": [token], "text": ""})
    assert done.status_code == 302
    version = Material.objects.get().versions.get()
    assert (version.text, version.files.get().name) == ("整改报告\n\n完毕", "整改报告.docx")


BAD_FILES = {
    "SVG as a picture": (b'<svg onload="x"/>', "x.svg"),
    "HTML as a picture": (b"<html><script>1</script>", "x.jpg"),
    "macros": (samples.package(word__vbaProject_DOT_bin=b"x"), "x.docx"),
    "a fetched template": (
        samples.package(
            word___rels__settings_DOT_xml_DOT_rels='<Relationship Type="http://x/attachedTemplate" '
            'Target="http://evil/x.dotm" TargetMode="External"/>'
        ),
        "x.docx",
    ),
    "a program": (b"MZ\x90\0" + bytes(100), "x.pdf"),
    "half a film": (b"\0\0\0\x18ftypisom" + bytes(50), "x.mp4"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_said_at_its_field_and_stores_nothing(at, here, case):
    content, name = BAD_FILES[case]
    page = at("hu").post("/library/new/", {**FORM, "files": [SimpleUploadedFile(name, content)]})
    assert page.status_code == 400
    assert "files" in page.context["form"].errors
    assert Material.objects.count() == 0


def test_s1_05_what_is_declared_secret_is_answered_with_words_and_not_stored(at, here):
    page = at("hu").post("/library/new/", {**FORM, "classification": "secret"})
    assert page.status_code == 400
    assert "does not belong on this platform" in page.text
    assert Material.objects.count() == 0


def test_s1_05_the_writer_sees_no_button_to_publish_and_the_second_person_does(at, put):
    one = put(publish=False)
    address = f"/library/{one.pk}/"
    assert "Publish the newest version" not in at("hu").get(address).text
    assert at("hu").post(f"{address}publish/").status_code == 403
    assert "Publish the newest version" in at("han").get(address).text
    assert at("han").post(f"{address}publish/").status_code == 302
    assert at("qin").get(address).status_code == 200


def test_s1_05_words_of_secrecy_are_decided_on_their_page(at, put):
    one = put(publish=False, text="机密★ 通报")
    refused = at("han").post(f"/library/{one.pk}/publish/")
    assert refused.status_code == 400
    assert "机密★" in at("han").get(f"/library/{one.pk}/secrecy/").text
    assert at("hu").post(f"/library/{one.pk}/secrecy/", {"verdict": "free", "reason": "x"}).status_code == 403
    assert at("han").post(f"/library/{one.pk}/secrecy/", {"verdict": "", "reason": ""}).status_code == 400
    done = at("han").post(
        f"/library/{one.pk}/secrecy/", {"verdict": "secret", "reason": "确为涉密"}, follow=True
    )
    assert "held back" in done.text.lower()
    assert "通报" not in at("lin").get(f"/library/{one.pk}/").text


def test_s1_06_the_reader_sees_what_is_asked_of_him_and_why(at, here, put):
    one = put()
    row = asked_of_station(here, now=timezone.now())
    set_items(
        actor=here.lin, now=timezone.now(), task_id=row.task_id, items=[ItemDraft(f"material:{one.pk}", 20)]
    )
    page = at("qin").get(f"/library/{one.pk}/")
    assert "逐人谈心" in page.text
    assert "方案一第三条" in page.text
    assert f"/plan/assignments/{row.pk}/" in page.text


def test_a_reader_says_himself_that_he_has_learned_it_once(at, put):
    one = put()
    key = {"key": "22222222-2222-4222-8222-222222222222"}
    for _ in range(2):
        assert at("qin").post(f"/library/{one.pk}/read/", key).status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.kind, outcome.about, outcome.source) == ("read", f"material:{one.pk}", "desk")
    assert at("qin").post(f"/library/{one.pk}/read/", {"key": "rubbish", "item": "1" * 30}).status_code in (
        302,
        400,
    )


def test_a_new_version_goes_through_the_form_and_can_be_compared(at, put):
    one = put()
    page = at("hu").get(f"/library/{one.pk}/edit/")
    assert "先听后说" in page.text
    done = at("hu").post(
        f"/library/{one.pk}/edit/",
        {
            **FORM,
            "text": "# 一、对象\n\n逐人谈心。\n\n## 二、方法\n\n先说后听。",
            "edits": "1",
            "note": "改一处",
        },
    )
    assert done.status_code == 302
    page = at("han").get(f"/library/{one.pk}/compare/?before=1&after=2")
    assert "<del>先听后说。</del>" in page.text
    assert "<ins>先说后听。</ins>" in page.text
    assert at("qin").get(f"/library/{one.pk}/compare/?before=1&after=2").status_code == 404
    assert at("han").get(f"/library/{one.pk}/compare/?before=99999999999&after=x").status_code in (200, 404)


def test_a_stale_form_is_refused_with_what_was_typed(at, put):
    one = put(publish=False)
    at("han").post(f"/library/{one.pk}/edit/", {**FORM, "text": "韩的", "edits": "1"})
    page = at("hu").post(f"/library/{one.pk}/edit/", {**FORM, "text": "胡的", "edits": "1"})
    assert page.status_code == 409
    assert "胡的" in page.text


def test_withdrawing_needs_a_reason_and_is_said_on_the_page(at, put):
    one = put()
    assert at("hu").post(f"/library/{one.pk}/withdraw/", {"reason": ""}).status_code == 400
    done = at("hu").post(f"/library/{one.pk}/withdraw/", {"reason": "已有新规定"}, follow=True)
    assert "Withdrawn: 已有新规定" in done.text
    assert at("qin").get(f"/library/{one.pk}/").status_code == 404
    assert "Withdrawn" in at("jia").get(f"/library/{one.pk}/").text


def test_laws_are_looked_at_and_then_stored_and_published_by_another(at, here):
    lin = at("lin")
    files = [SimpleUploadedFile("示例办法.md", LAW.encode("gb18030"))]
    page = lin.post("/library/laws/import/", {"owner": "agency:office", "files": files}, follow=True)
    assert "学习示例办法" in page.text
    assert Material.objects.count() == 0
    address = page.redirect_chain[-1][0]
    assert lin.post(address, {"seen": "old"}).status_code == 400
    done = lin.post(address, {"seen": page.context["report"].fingerprint}, follow=True)
    assert "学习示例办法" in done.text
    number = Material.objects.get().pk
    assert at("wen").get("/library/waiting/").status_code == 200
    assert at("wen").post("/library/waiting/", {"material": [str(number), "x"]}).status_code == 302
    page = at("qin").get("/library/?q=文号")
    assert f"/library/{number}/#a2" in page.text
    assert "<mark>文号</mark>" in page.text


def test_a_folder_with_one_bad_file_stores_nothing(at, here):
    files = [SimpleUploadedFile("a.md", LAW.encode()), SimpleUploadedFile("b.md", b"MZ\x90\0")]
    page = at("lin").post("/library/laws/import/", {"owner": "agency:office", "files": files}, follow=True)
    assert "1 of 2 files have faults" in page.text
    assert "Store them as drafts" not in page.text
    assert at("lin").post("/library/laws/import/", {"owner": "agency:office"}).status_code == 400
    assert (
        at("lin").post("/library/laws/import/", {"owner": "agency:nobody", "files": files}).status_code == 400
    )


def test_the_list_leaves_with_its_filter(at, put):
    put()
    put(kind="law", text=LAW, title="示例办法")
    rows = (
        at("qin").get("/library/materials.csv?q=谈心&kind=document").content.decode("utf-8-sig").splitlines()
    )
    assert rows[0].startswith("Number,Material,Kind")
    assert [row.split(",")[1] for row in rows[1:]] == ["谈心谈话指引"]
    assert at("qin").get("/library/materials.xlsx?kind=law").content[:2] == b"PK"
    assert at("qin").get("/library/materials.exe").status_code == 404


@pytest.mark.parametrize(
    "query", ["?q=%00&kind=x&state=y&after=z", "?after=" + "9" * 40, "?q=" + "长" * 500, "?version=x"]
)
def test_rubbish_in_an_address_is_survived(at, put, query):
    one = put()
    assert at("qin").get(f"/library/{query}").status_code == 200
    assert at("qin").get(f"/library/{one.pk}/{query}").status_code == 200
    assert at("qin").get(f"/library/{10**25}/").status_code == 404


def test_pages_ask_a_fixed_number_of_questions(at, put, django_assert_max_num_queries):
    for number in range(3):
        put(title=f"资料 {number}")
    one = put(kind="law", text=LAW)
    asked = {"/library/": "qin", f"/library/{one.pk}/": "qin", "/library/?q=来源": "qin", "/library/stories/": "qin",
             f"/library/{one.pk}/?version=1": "han", "/library/waiting/": "han"}  # fmt: skip
    for address, who in asked.items():
        client = at(who)
        client.get(address)
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200


def test_importing_through_the_action_and_the_page_is_the_same(at, here):
    import_laws(actor=here.lin, now=NOW, owner="agency:office", files=[LawFile("a.md", LAW)])
    files = [SimpleUploadedFile("a.md", LAW.encode())]
    page = at("lin").post("/library/laws/import/", {"owner": "agency:office", "files": files}, follow=True)
    assert [line.fate for line in page.context["report"].lines] == ["same"]
    assert "Store them as drafts" not in page.text
