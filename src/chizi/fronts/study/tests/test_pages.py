"""Pages of study: what is mine, taking a paper, the bank, papers, judging, items of a task."""

import pytest
from django.urls import reverse
from django.utils import timezone

from chizi.learn import actions
from chizi.learn.models import Attempt, LearningItem, Objective, Paper, Question
from chizi.learn.queries.attempts_reading import asked_in
from chizi.learn.tests.materials_world import draft
from chizi.learn.tests.papers_world import SINGLE, paper, right_answers

pytestmark = pytest.mark.django_db


def page(client, name, *arguments, status=200, **query):
    answer = client.get(reverse(f"study:{name}", args=arguments), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def send(client, name, *arguments, status=302, **data):
    answer = client.post(reverse(f"study:{name}", args=arguments), data)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer


def test_s1_06_my_learning_says_what_is_asked_until_when_and_why(here, at):
    words = page(at("wang"), "home")
    assert "登记考试" in words
    assert "about 20 minutes" in words
    assert "通知第3号" in words
    assert "days left" in words


def test_s1_20_who_leads_sees_the_same_tasks_as_the_others(here, at):
    here.head.agency = here.wang.agency
    here.head.save()
    assert "登记考试" in page(at("head"), "home")


def test_an_empty_page_teaches(here, at):
    assert "Nothing to learn waits for you" in page(at("lin"), "home")


def test_s1_12_a_paper_is_taken_at_the_desk_question_by_question_without_script(here, at):
    client = at("wang")
    assert "Begin" in page(client, "take", here.graded.pk)
    where = send(client, "take", here.graded.pk)["Location"]
    attempt = Attempt.objects.get(person=here.wang)
    assert where == reverse("study:attempt", args=[attempt.pk])
    for one in asked_in(attempt):
        assert one.wording.stem in client.get(f"{where}?q={one.position}").content.decode()
        said = right_answers(attempt)[str(one.question_id)]
        data: dict[str, list[str] | str] = {f"q{one.question_id}": said, "step": "next"}
        if one.kind == "ordering":
            places = {f"q{one.question_id}-{key}": str(place) for place, key in enumerate(said, 1)}
            data = {**places, "step": "next"}
        assert client.post(f"{where}?q={one.position}", data).status_code == 302
    assert "Every question has an answer." in client.get(f"{where}?q=end").content.decode()
    assert client.post(f"{where}?q=end", {"step": "hand-in"}).status_code == 302
    words = page(client, "result", attempt.pk)
    assert "Met: enough of it is right." in words
    assert "What is right is shown after the last day" in words
    assert "条例第五条" not in words
    assert "done" in page(client, "home")


def test_a_self_check_shows_what_was_right_at_once(here, at):
    client = at("wang")
    send(client, "take", here.check.pk)
    attempt = Attempt.objects.get(person=here.wang)
    single = next(one for one in asked_in(attempt) if one.kind == "single")
    address = f"{reverse('study:attempt', args=[attempt.pk])}?q=all"
    assert "几日内登记？" in client.get(address).content.decode()
    client.post(address, {f"q{single.question_id}": "A", "step": "hand-in"})
    words = page(client, "result", attempt.pk)
    assert "Not met yet." in words
    assert "B. 七日" in words
    assert "条例第五条" in words


def test_answers_are_kept_while_one_goes_and_found_on_another_device(here, at):
    client = at("wang")
    send(client, "take", here.check.pk)
    attempt = Attempt.objects.get(person=here.wang)
    single = next(one for one in asked_in(attempt) if one.kind == "single")
    address = f"{reverse('study:attempt', args=[attempt.pk])}?q={single.position}"
    kept = client.post(address, {f"q{single.question_id}": "B"}, headers={"hx-request": "true"})
    assert kept.status_code == 204
    assert 'value="B" checked' in at("wang").get(address).content.decode()


def test_nobody_opens_anothers_attempt(here, at):
    attempt = actions.start_attempt(actor=here.wang, now=timezone.now(), paper_id=here.check.pk)
    page(at("lin"), "attempt", attempt.pk, status=404)
    page(at("lin"), "result", attempt.pk, status=404)


def test_rubbish_in_addresses_and_forms_is_no_fault_of_ours(here, at):
    client = at("wang")
    page(client, "attempt", 10**20, status=404)
    page(client, "take", 10**20, status=404)
    page(client, "home", after="x\0")
    attempt = actions.start_attempt(actor=here.wang, now=timezone.now(), paper_id=here.check.pk)
    address = reverse("study:attempt", args=[attempt.pk])
    data = {f"q{one.question_id}": "\0Z" for one in asked_in(attempt)} | {"step": "\0"}
    assert client.post(f"{address}?q=all", data).status_code == 302
    office = at("lin")
    page(office, "questions", after="\0", q="\0", objective="\0", kind="x", state="x")
    page(office, "question", 10**20, status=404)
    page(office, "paper", 10**20, status=404)


def test_a_question_is_written_changed_withdrawn_and_taken_back(here, at):
    client = at("lin")
    data = {
        "kind": "single",
        "objective": "duty",
        "stem": "新题",
        "option_A": "甲",
        "option_B": "乙",
        "right": "A",
    }
    where = send(client, "question_new", **data)["Location"]
    made = Question.objects.latest("id")
    assert where == reverse("study:question", args=[made.pk])
    send(client, "question_change", made.pk, **(data | {"stem": "新题二"}))
    made.refresh_from_db()
    assert (made.version, made.stem) == (2, "新题二")
    assert "新题" in page(client, "question", made.pk, version="1")
    send(client, "question_withdraw", made.pk, reason="旧")
    assert "withdrawn" in page(client, "question", made.pk)
    send(client, "question_restore", made.pk)
    made.refresh_from_db()
    assert made.withdrawn_at is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"right": []}, "No right answer is named"),
        ({"option_B": "甲 "}, "Two options say the same"),
        ({"stem": "  "}, "it must not be empty"),
    ],
)
def test_a_question_that_is_not_whole_is_refused_and_what_was_typed_stays(here, at, change, said):
    data = {"kind": "single", "objective": "duty", "stem": "新题", "option_A": "甲", "option_B": "乙", "right": ["A"],
            "explanation": "解释在此"}  # fmt: skip
    words = send(at("lin"), "question_new", status=400, **(data | change)).content.decode()
    assert said in words
    assert "解释在此" in words


def test_the_bank_is_found_by_its_words_and_leaves_as_a_sheet_that_comes_back(here, at):
    client = at("lin")
    words = page(client, "questions", q="登记")
    assert "几日内登记？" in words
    assert "排好办理步骤" not in words
    sheet = client.get(reverse("study:questions_export", args=["csv"])).content
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("bank.csv", sheet)
    looked = client.post(reverse("study:import", args=["table"]), {"file": file})
    assert looked.status_code == 200, looked.content.decode()
    assert "6 change nothing" in looked.content.decode()


def test_a_file_with_one_bad_question_stores_nothing_and_sends_it_back(here, at):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, before = at("lin"), Question.objects.count()
    text = "好题\nA. 一\nB. 二\nANSWER: A\n\n坏题\nA. 一\nB. 一\nANSWER: A\n"
    file = SimpleUploadedFile("q.txt", text.encode())
    data = {"file": file, "objective": "duty"}
    answer = client.post(reverse("study:import", args=["aiken"]), data)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Two options say the same." in words
    assert Question.objects.count() == before
    href = words.split('href="', 1)[1:] and next(part for part in words.split('"') if "rejects.csv" in part)
    back = client.get(href.replace("&amp;", "&"))
    assert back.status_code == 200
    assert "坏题" in back.content.decode("utf-8-sig")


def test_a_clean_file_is_looked_at_first_and_stored_then(here, at):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, before = at("lin"), Question.objects.count()
    file = SimpleUploadedFile("q.txt", "题甲 {T}\n\n题乙 {=一 ~二}\n".encode())
    looked = client.post(reverse("study:import", args=["gift"]), {"file": file, "objective": "duty"})
    assert looked.status_code == 200
    assert Question.objects.count() == before
    context = looked.context
    data = {"seen": context["seen"], **context["terms"]}
    stored = client.post(reverse("study:confirm", args=["gift", context["sheet"].token]), data)
    assert stored.status_code == 302
    assert Question.objects.count() == before + 2


def test_the_template_opens_as_a_workbook(here, at):
    answer = at("lin").get(reverse("study:template", args=["table"]))
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"


def cells(*lines):
    data = {"cell-TOTAL_FORMS": str(len(lines)), "cell-INITIAL_FORMS": "0"}
    for at, (objective, kind, number) in enumerate(lines):
        data |= {f"cell-{at}-objective": objective, f"cell-{at}-kind": kind, f"cell-{at}-number": number}
    return data


def test_a_blueprint_larger_than_its_bank_is_refused_with_the_numbers(here, at):
    data = {"title": "大卷", "graded": "no", "pass_share": "80", **cells(("duty", "single", "7"))}
    words = send(at("lin"), "paper_new", status=400, **data).content.decode()
    assert "asks for 7 questions" in words
    assert "the bank holds 1" in words
    assert "大卷" in words
    count = at("lin").get(reverse("study:paper_count"), {"line": "cell-0", "cell-0-objective": "duty",
                          "cell-0-kind": "single"})  # fmt: skip
    assert count.content.decode() == "1 in the bank"


def test_a_graded_paper_is_published_by_somebody_else(here, at):
    day = timezone.localdate()
    data = {"title": "期末", "graded": "yes", "pass_share": "80", "opens": str(day),
            "until": str(day.replace(year=day.year + 1)), **cells(("duty", "single", "1"))}  # fmt: skip
    send(at("lin"), "paper_new", **data)
    made = Paper.objects.latest("id")
    assert "somebody else publishes it" in page(at("lin"), "paper", made.pk)
    send(at("lin"), "paper_publish", made.pk, status=403)
    send(at("wen"), "paper_publish", made.pk)
    assert "open to learners" in page(at("wen"), "papers")
    send(at("wen"), "paper_withdraw", made.pk, reason="换")
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_R27_words_about_ones_own_work_are_read_by_a_person_at_the_desk(here, at):
    one = paper(here, "情景", graded=False, scene=True)
    attempt = actions.start_attempt(actor=here.wang, now=timezone.now(), paper_id=one.pk)
    actions.submit_attempt(
        actor=here.wang, now=timezone.now(), attempt_id=attempt.pk, answers=right_answers(attempt)
    )
    client = at("lin")
    assert "结合这项任务" in page(client, "judging")
    answer = next(each for each in asked_in(attempt) if each.waits)
    assert "先登记，再报送。" in page(client, "judge", answer.id)
    send(client, "judge", answer.id, status=400, met="yes", note="")
    send(client, "judge", answer.id, met="yes", note="说到了登记")
    assert "说到了登记" in page(at("wang"), "result", attempt.pk)


def test_what_a_task_asks_to_be_learned_is_put_in_order_and_seen_by_its_people(here, at):
    client = at("lin")
    first, second = here.items
    data = {f"place-{first.pk}": "2", f"place-{second.pk}": "1", f"minutes-{first.pk}": "25"}
    send(client, "items", here.task.pk, **data)
    assert list(LearningItem.objects.order_by("position").values_list("id", flat=True)) == [
        second.pk,
        first.pk,
    ]
    send(client, "items", here.task.pk, **{f"drop-{first.pk}": "on"})
    assert LearningItem.objects.count() == 1
    words = page(at("wang"), "items", here.task.pk)
    assert "登记自测" in words
    assert '<form class="card' not in words
    send(at("wang"), "items", here.task.pk, status=403)


def test_a_published_material_is_chosen_for_a_task_and_a_draft_is_not_offered(here, at):
    said = {"actor": here.lin, "now": here.now, "owner": "agency:office", "kind": "document"}
    one = actions.draft_material(**said, draft=draft(title="登记指引"))
    waiting = actions.draft_material(**said, draft=draft(title="还没发布的指引"))
    actions.publish_material(actor=here.wen, now=here.now, material_id=one.pk)
    client = at("lin")
    words = page(client, "items", here.task.pk)
    assert f'value="material:{one.pk}"' in words
    assert "还没发布的指引" not in words
    send(client, "items", here.task.pk, status=400, material=f"material:{waiting.pk}")
    send(client, "items", here.task.pk, material=f"material:{one.pk}", minutes="15")
    kept = LearningItem.objects.get(about=f"material:{one.pk}")
    assert (kept.task_id, kept.about_minutes) == (here.task.pk, 15)
    assert "登记指引" in page(at("wang"), "items", here.task.pk)


def test_objectives_are_written_renamed_withdrawn_and_taken_back(here, at):
    client = at("lin")
    send(client, "objectives", code="new", title="新目标")
    one = Objective.objects.get(code="new")
    send(client, "objective_rename", one.pk, title="更好")
    send(client, "objective_withdraw", one.pk)
    assert "withdrawn" in page(client, "objectives")
    send(client, "objective_restore", one.pk)
    one.refresh_from_db()
    assert (one.title, one.withdrawn_at) == ("更好", None)


def test_pages_of_study_ask_a_fixed_number_of_questions(here, at, django_assert_max_num_queries):
    for number in range(20):
        draft = SINGLE.__class__("duty", "truefalse", f"题{number}", (), ("true",))
        actions.create_question(actor=here.lin, now=here.now, draft=draft, region=here.province)
    attempt = actions.start_attempt(actor=here.wang, now=timezone.now(), paper_id=here.check.pk)
    asked_for = [("lin", "questions", []), ("lin", "papers", []), ("wang", "home", []), ("lin", "judging", []),
                 ("lin", "paper", [here.graded.pk]), ("wang", "attempt", [attempt.pk])]  # fmt: skip
    for name, wanted, arguments in asked_for:
        client = at(name)
        with django_assert_max_num_queries(14):
            page(client, wanted, *arguments)
