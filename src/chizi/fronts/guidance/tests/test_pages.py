"""Every page of guidance, for those who manage bodies, those who look, and those who may not."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from chizi.org.actions import declare_tie
from chizi.org.rules import Relation
from chizi.plan import actions
from chizi.plan.actions.meetings import DecisionDraft
from chizi.plan.models import Body, Decision, Deployment, Instruction, Meeting, Member, Regulation, Task

pytestmark = pytest.mark.django_db
SOON = (timezone.now() + timedelta(days=60)).date().isoformat()


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def send(client, here, step="look", code="g1", **more):
    typed = {
        "region": "140100000000",
        "party": "",
        "from_date": "2021-03-10",
        "until": "2021-06-30",
        "basis": "派驻通知",
        "people": [one.person.username for one in Member.objects.filter(body__code=code)],
        "whole": "on",
        "step": step,
    }
    return client.post(f"/guidance/bodies/at/{code}/deploy/", typed | more)


def test_the_list_of_bodies_says_which_groups_lack_a_branch(here, at):
    actions.found_branch(actor=here.lin, now=_now(), body_code="g1", name="第一临时党支部")
    page = text(at("lin").get("/guidance/"))
    assert "1 of 2 guidance groups have a temporary party branch." in page
    assert "第1驻点指导组" in page
    assert "Set up a body" in page
    assert "Set up a body" not in text(at("sun").get("/guidance/"))


def _now():
    return timezone.now()


def test_an_empty_list_teaches(here, at):
    page = text(at("lin").get("/guidance/?kind=task_force"))
    assert "No bodies have been set up yet" in page


def test_a_body_is_set_up_and_what_is_wrong_stays_typed(here, at):
    client = at("lin")
    typed = {"kind": "guidance_group", "name": "第三组", "code": "G 3", "number": "3", "region": "山西省",
             "parent": "lead", "founded_on": "2021-03-01"}  # fmt: skip
    page = text(client.post("/guidance/bodies/new/", typed), 400)
    assert "A code has 2 to 40 small letters" in page
    assert 'value="第三组"' in page
    answer = client.post("/guidance/bodies/new/", typed | {"code": "g3"})
    assert answer["Location"] == "/guidance/bodies/at/g3/"
    assert Body.objects.get(code="g3").number == 3


@pytest.mark.parametrize(
    ("address", "typed", "check"),
    [
        ("change/", {"name": "改名组", "number": "7", "parent": ""}, lambda: Body.objects.get(number=7)),
        ("branch/", {"name": "支部", "secretary": "ma", "founded_on": "2021-03-10"},
         lambda: Body.objects.get(code="g1").branch),
        ("members/new/", {"person": "tao", "role": "member", "from_date": "2021-03-10", "until": ""},
         lambda: Member.objects.get(body__code="g1", person__username="tao")),
        ("trainings/new/", {"title": "复训", "held_on": "2021-03-10", "people": ["ma"]},
         lambda: Body.objects.get(code="g1")),
        ("close/", {"reason": "结束"}, lambda: Body.objects.get(code="g1", closed_on__isnull=False)),
    ],
)  # fmt: skip
def test_each_step_of_a_body_has_its_form(here, at, address, typed, check):
    client = at("lin")
    where = f"/guidance/bodies/at/g1/{address}"
    assert "<form" in text(client.get(where))
    text(client.post(where, {}), 400)
    answer = client.post(where, typed)
    assert answer.status_code == 302, answer.content.decode()
    assert check()
    assert at("sun").get(where).status_code == 403


def test_a_membership_ends_with_a_reason(here, at):
    member = Member.objects.get(person=here.qi)
    where = f"/guidance/bodies/at/g1/members/{member.pk}/end/"
    assert "Qi" in text(at("lin").get(where))
    assert at("lin").post(where, {"reason": "调离"}).status_code == 302
    assert at("lin").get("/guidance/bodies/at/g1/members/999999999999999999999/end/").status_code == 404


def test_a_deployment_is_looked_at_before_it_happens(here, at):
    client = at("lin")
    declare_tie(actor=here.lin, now=_now(), relation=Relation.SPOUSE, person=here.he,
                party=here.party("agency:datong"))  # fmt: skip
    page = text(send(client, here, region="140200000000"))
    assert "2 go, 1 may not" in page
    assert "has declared a relative in 大同市公安局" in page
    page = text(send(client, here, "send", region="140200000000"), 400)
    assert "1 of 3 cannot be sent: He has declared a relative" in page
    assert Deployment.objects.count() == 0
    answer = send(client, here, "send", region="140200000000", only_who_may="on")
    assert answer["Location"] == "/guidance/bodies/at/g1/"
    assert Deployment.objects.filter(member__isnull=False).count() == 2


def test_the_board_has_a_row_for_each_city_and_shows_gaps(here, at):
    client = at("lin")
    assert "0 of 2 cities have a group" in text(client.get("/guidance/deployments/"))
    send(client, here, "send", until="")
    page = text(client.get("/guidance/deployments/"))
    assert "1 of 2 cities have a group" in page
    assert "no group" in page
    assert "第2驻点指导组" in page


def test_a_tie_declared_later_puts_a_deployment_in_question(here, at):
    client = at("lin")
    send(client, here, "send", until="")
    declare_tie(actor=here.lin, now=_now(), relation=Relation.SPOUSE, person=here.qi,
                party=here.party("agency:taiyuan"))  # fmt: skip
    assert "has declared a relative in 太原市公安局" in text(client.get("/guidance/deployments/"))
    assert "has declared a relative" not in text(at("sun").get("/guidance/deployments/"))
    assert "has declared a relative" not in text(at("jia").get("/guidance/deployments/"))


def test_the_sheet_of_roles_names_those_without_one(here, at):
    client = at("lin")
    send(client, here, "send", until="")
    assert "3 without the role" in text(client.get("/guidance/bodies/at/g1/"))
    sheet = text(client.get("/guidance/export/grants/csv/?body=g1"))
    lines = sheet.lstrip("\ufeff").splitlines()
    assert lines[0] == "username,role,region_code,agency_code,party_code,from_date,until,reason"
    assert lines[1].startswith("he,inspector,140100000000,")
    assert at("sun").get("/guidance/export/grants/csv/?body=g1").status_code == 403


def test_ending_a_deployment_calls_back(here, at):
    client = at("lin")
    send(client, here, "send", until="")
    one = Deployment.objects.get(member__isnull=True)
    where = f"/guidance/deployments/{one.pk}/end/"
    assert "第1驻点指导组" in text(client.get(where))
    assert client.post(where, {"reason": "轮换"}).status_code == 302
    assert not Deployment.objects.filter(until__isnull=True).exists()
    assert at("sun").get(where).status_code == 403
    assert "太原市" in text(client.get("/guidance/people/ma/"))


def test_a_meeting_is_recorded_with_decisions_and_the_gap_is_seen(here, at):
    client = at("lin")
    typed = {
        "kind": "leading_group",
        "title": "第一次会议",
        "body": "lead",
        "chair": "省委主要负责同志",
        "held_on": "2021-02-27",
        "line-TOTAL_FORMS": "8",
        "line-INITIAL_FORMS": "0",
        "line-0-text": "各市动员部署",
        "line-0-owner": "agency:taiyuan",
        "line-0-due": SOON,
        "line-2-text": "加强宣传",
    }
    answer = client.post("/guidance/meetings/new/", typed)
    assert answer.status_code == 302, answer.content.decode()
    meeting = Meeting.objects.get()
    assert list(meeting.decisions.values_list("number", "text")) == [(1, "各市动员部署"), (2, "加强宣传")]
    page = text(client.get(answer["Location"]))
    assert "no task yet" in page
    assert "nobody yet" in page
    assert "2 decisions" in text(client.get("/guidance/meetings/"))
    first = meeting.decisions.get(number=1)
    where = f"/guidance/decisions/{first.pk}/task/"
    assert 'value="body:lead"' in text(client.get(where))
    done = client.post(where, {"issuer": "body:lead", "owner": "agency:taiyuan", "due": SOON})
    assert done.status_code == 302, done.content.decode()
    made = Task.objects.get()
    assert made.origin == f"decision:{first.pk}"
    assert f'href="/plan/tasks/{made.pk}/"' in text(client.get(answer["Location"]))
    assert "1 decision<" in text(client.get("/guidance/meetings/"))


def test_a_wrong_decision_line_keeps_what_was_typed(here, at):
    typed = {"kind": "other", "title": "会", "body": "lead", "chair": "某", "held_on": "2021-02-27",
             "line-TOTAL_FORMS": "8", "line-INITIAL_FORMS": "0", "line-0-text": "议定",
             "line-0-owner": "无此机关"}  # fmt: skip
    page = text(at("lin").post("/guidance/meetings/new/", typed), 400)
    assert "Nothing of this name or code lies within your part." in page
    assert "议定" in page
    assert Meeting.objects.count() == 0


def test_a_decision_is_added_later(here, at):
    meeting = _meeting(here)
    where = f"/guidance/meetings/{meeting.pk}/decide/"
    assert at("lin").post(where, {"text": "再议", "owner": "", "due": ""}).status_code == 302
    assert Decision.objects.filter(text="再议").exists()
    assert at("sun").get(where).status_code == 403


def _meeting(here, **more):
    usual = {"actor": here.lin, "now": _now(), "kind": "leading_group", "title": "会议", "chair": "某",
             "held_on": date(2021, 2, 27), "body_code": "lead"}  # fmt: skip
    return actions.record_meeting(**(usual | more))


def test_s2_04_days_of_passing_on_are_shown(here, at):
    first = _meeting(here, title="全国会议", body_code="", region=here.province)
    _meeting(here, title="第一次会议", parent_id=first.pk)
    _meeting(here, title="全省会议", parent_id=first.pk, held_on=date(2021, 3, 2))
    page = text(at("sun").get(f"/guidance/meetings/{first.pk}/"))
    assert "the same day" in page
    assert "3 days later" in page


def test_an_instruction_is_recorded_never_a_secret(here, at):
    client = at("lin")
    typed = {"author": "省委主要负责同志", "text": "抓紧抓实", "dated_on": "2021-03-02",
             "classification": "secret", "region": "山西省", "meeting": ""}  # fmt: skip
    assert "State secrets must not be put" in text(client.post("/guidance/instructions/new/", typed), 400)
    answer = client.post("/guidance/instructions/new/", typed | {"classification": "internal"})
    assert answer.status_code == 302
    assert "no task yet" in text(client.get("/guidance/instructions/"))
    one = Instruction.objects.get()
    where = f"/guidance/instructions/{one.pk}/task/"
    typed = {
        "issuer": "body:lead",
        "owners": "agency:taiyuan\n大同市公安局",
        "due": SOON,
        "title": "",
    }
    done = client.post(where, typed)
    assert done.status_code == 302, done.content.decode()
    assert Task.objects.get().origin == f"instruction:{one.pk}"
    text(client.get(f"/guidance/instructions/{one.pk}/"))


def test_a_document_is_read_searched_followed_and_compared(here, at):
    client = at("lin")
    typed = {"title": "监督检查工作暂行办法", "issuer": "省委政法委", "region": "山西省", "status": "in_force",
             "in_force_from": "2021-05-01", "hands_over_to": "纪检监察机关", "number": "",
             "text": "第一条 为了规范。\n第二条 线索应当移送。"}  # fmt: skip
    answer = client.post("/guidance/regulations/new/", typed)
    assert answer.status_code == 302, answer.content.decode()
    where = answer["Location"]
    page = text(client.get(where))
    assert 'id="a第二条"' in page
    assert "handed over to 纪检监察机关" in page
    found = text(client.get("/guidance/regulations/?q=移送"))
    assert "<mark>移送</mark>" in found
    assert "Nothing is found" in text(client.get("/guidance/regulations/?q=不存在"))
    newer = client.post(
        f"{where}version/", {"note": "修订", "text": "第一条 为了规范。\n第二条 线索必须移送。"}
    )
    assert newer["Location"] == f"{where}compare/"
    page = text(client.get(newer["Location"]))
    assert "<del>应当</del>" in page
    assert "<ins>必须</ins>" in page
    assert "older version" in text(client.get(f"{where}?version=1"))
    assert client.get(f"{where}?version=7").status_code == 404
    assert client.post(f"{where}status/", {"step": "repeal", "reason": "到期"}).status_code == 302
    assert "no longer in force" in text(client.get(where))
    assert at("sun").get(f"{where}version/").status_code == 403


def test_a_text_comes_from_a_file_and_a_wrong_file_is_named(here, at):
    client = at("lin")
    typed = {"title": "办法", "issuer": "某", "region": "山西省", "status": "draft", "text": ""}
    pdf = SimpleUploadedFile("a.docx", b"%PDF-1.7")
    page = text(client.post("/guidance/regulations/new/", {**typed, "file": pdf}), 400)
    assert "neither plain text nor a Word document" in page
    page = text(client.post("/guidance/regulations/new/", typed), 400)
    assert "Paste the text or choose a file" in page
    plain = SimpleUploadedFile("a.txt", "第一条 试行。".encode("gb18030"))
    answer = client.post("/guidance/regulations/new/", {**typed, "file": plain})
    assert answer.status_code == 302, answer.content.decode()
    assert Regulation.objects.get().wordings.get().text == "第一条 试行。"


def sheet_file(lines, name="members.csv"):
    return SimpleUploadedFile(name, "\n".join(lines).encode())


def test_members_come_by_sheet_after_a_dry_run(here, at):
    client = at("lin")
    head = "body_code,username,name,role,from_date,until"
    bad = {"file": sheet_file([head, "g1,tao,陶某,member,2021-03-10,", "g9,yu,,member,2021-03-10,"])}
    page = text(client.post("/guidance/import/members/", bad), 422)
    assert "2 of 2 lines have faults" in page
    assert "another name for this user name" in page
    link = page.split("/rejects.csv")[0].rsplit('href="', 1)[1]
    assert "another name" in text(client.get(f"{link}/rejects.csv"))
    assert at("gao").get(f"{link}/rejects.csv").status_code == 404
    good = {"file": sheet_file([head, "g1,tao,,member,2021-03-10,"])}
    page = text(client.post("/guidance/import/members/", good))
    assert "1 would be stored" in page
    assert Member.objects.count() == 6
    action = page.split('action="/guidance/import/members/')[1].split('"')[0]
    assert client.post(f"/guidance/import/members/{action}").status_code == 400, "not what was looked at"
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post(f"/guidance/import/members/{action}", {"seen": seen}).status_code == 302
    assert Member.objects.count() == 7
    answer = client.post(f"/guidance/import/members/{action}", follow=True)
    assert "no longer kept" in text(answer)


@pytest.mark.parametrize("kind", ["bodies", "members"])
def test_templates_can_be_filled_in(here, at, kind):
    answer = at("lin").get(f"/guidance/import/{kind}/template.xlsx")
    assert answer.content.startswith(b"PK")
    assert "Look what it would change" in text(at("lin").get(f"/guidance/import/{kind}/"))
    assert at("sun").get(f"/guidance/import/{kind}/").status_code == 403
    assert at("lin").get("/guidance/import/nothing/").status_code == 404


@pytest.mark.parametrize("what", ["bodies", "stations", "meetings", "instructions", "regulations", "members"])
def test_lists_are_taken_away_as_csv_and_excel(here, at, what):
    client = at("sun")
    assert text(client.get(f"/guidance/export/{what}/csv/?body=g1")).startswith("\ufeff")
    assert client.get(f"/guidance/export/{what}/xlsx/?body=g1").content.startswith(b"PK")
    assert client.get(f"/guidance/export/{what}/pdf/?body=g1").status_code == 404


LISTS = ["", "deployments/", "meetings/", "instructions/", "regulations/", "bodies/at/g1/", "people/ma/"]


@pytest.mark.parametrize("address", LISTS)
def test_pages_need_few_queries_whatever_the_number_of_rows(here, at, address, django_assert_max_num_queries):
    client = at("lin")
    send(client, here, "send", until="")
    _meeting(here, decisions=[DecisionDraft("甲"), DecisionDraft("乙")])
    client.get(f"/guidance/{address}")
    most = 20 if address.startswith("bodies/at") else 14  # session and person included
    with django_assert_max_num_queries(most):
        text(client.get(f"/guidance/{address}"))


@pytest.mark.parametrize("address", LISTS)
def test_who_sees_no_bodies_sees_no_page(here, at, address):
    assert at("ma").get(f"/guidance/{address}").status_code in (403, 404)


@pytest.mark.parametrize("address", LISTS)
def test_pages_are_in_chinese_too(here, at, address):
    page = text(at("lin", "zh-Hans").get(f"/guidance/{address}"))
    assert 'lang="zh' in page


@pytest.mark.parametrize(
    "address",
    [
        "?kind=%00&after=%00",
        "meetings/?before=2021-99-99.1&kind=x",
        "meetings/?before=2021-03-01.99999999999999999999",
        "regulations/?q=%00%EF%BF%BF&before=x",
        "regulations/?status=%00&before=999999999999999999",
        "instructions/?before=.",
    ],
)
def test_rubbish_in_addresses_is_survived(here, at, address):
    text(at("lin").get(f"/guidance/{address}"))


@pytest.mark.parametrize(
    "address",
    ["bodies/at/nobody/", "bodies/at/%00/", "meetings/99999999999999999999999/", "instructions/7/",
     "regulations/99999999999999999999999/", "deployments/99999999999999999999999/end/",
     "decisions/99999999999999999999/task/", "export/nothing/csv/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(here, at, address):
    assert at("lin").get(f"/guidance/{address}").status_code == 404
