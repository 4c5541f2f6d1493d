"""Pages of progress as people meet them."""

import json
import re
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from chizi.learn.models import Outcome, Profile, Sign
from chizi.learn.rules.exports import statement_faults
from chizi.learn.tests import progress_world as w
from chizi.surveys.queries import EstimateLine

pytestmark = pytest.mark.django_db
PARTY = "agency:county"
PAGES = ("party", "profile", "evaluation")


def text(answer, status=200) -> str:
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def bare(page: str) -> str:
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def of(name: str, *args: object) -> str:
    return reverse(f"progress:{name}", args=args)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_page_is_there_in_both_languages(here, at, language):
    office, reviewer, mine = at(here.lin, language), at(here.xu, language), at(here.officers[0], language)
    for where in (of("home"), of("schemes"), *(of(page, PARTY) for page in PAGES)):
        page = text(office.get(where))
        assert ("学习" in page) == (language == "zh-hans") or where == of("schemes")
    text(reviewer.get(of("signs")))
    text(reviewer.get(of("sign", Sign.objects.get().pk)))
    text(mine.get(of("mine")))


def test_s1_08_the_board_says_what_is_done_and_where_it_stalls(here, at):
    page = bare(text(at(here.lin).get(of("home"), {"region": "140105000000"})))
    assert "6 of 13" in page
    assert "Past its day, not done 20" in page  # the day in March 2021 has long passed
    assert "in the order of their codes" in page


def test_a_new_office_is_told_that_nobody_has_been_counted_yet_and_then_since_when(here, at):
    from chizi.ground.counters.counts import replace_counts
    from chizi.learn import jobs, learners

    replace_counts(learners.BOARD, {})  # as on the first day
    client = at(here.lin)
    assert "has not been counted yet" in text(client.get(of("home")))
    assert jobs.count_learners_anew(w.NOW)
    page = bare(text(client.get(of("home"))))
    assert "has not been counted yet" not in page
    assert "How many are asked is as of March 1, 2021" in page


def test_the_board_answers_with_at_most_twelve_queries(here, at, django_assert_max_num_queries):
    client = at(here.lin)
    text(client.get(of("schemes")))  # warm: what a process asks once is no part of a page
    with django_assert_max_num_queries(12):
        text(client.get(of("home")))
    with django_assert_max_num_queries(12):
        text(client.get(of("home"), {"region": "140105000000"}))


def test_a_partys_pages_answer_with_at_most_twelve_queries(here, at, django_assert_max_num_queries):
    client = at(here.hu)
    text(client.get(of("schemes")))  # warm: what a process asks once is no part of a page
    for page in PAGES:
        with django_assert_max_num_queries(12):
            text(client.get(of(page, PARTY)))


def test_ones_own_page_answers_with_at_most_twelve_queries(here, at, django_assert_max_num_queries):
    for _ in range(40):
        w.has_read(here.officers[0], here.reading)
    client = at(here.officers[0])
    text(client.get(of("schemes")))  # warm: what a process asks once is no part of a page
    with django_assert_max_num_queries(12):
        page = text(client.get(of("mine")))
    assert "after=" in page


def test_what_others_took_back_in_ones_record_is_shown_and_not_undone_there(
    here, at, django_assert_max_num_queries
):
    mine = here.officers[0]
    for kind, about in (("acted", "lecture:1"), ("acted", "service:1"), ("reflected", "task:1")):
        Outcome.objects.create(
            key=uuid4(), person=mine, party=here.county, kind=kind, about=about, happened_at=w.NOW,
            recorded_at=w.NOW, source="desk", voided_at=w.NOW, reason="by mistake",
        )  # fmt: skip
    client = at(mine)
    text(client.get(of("mine")))
    with django_assert_max_num_queries(12):
        page = text(client.get(of("mine")))
    assert page.count("by mistake") == 3
    undo = [
        of("restore", one.key) in page for one in Outcome.objects.filter(reason="by mistake").order_by("id")
    ]
    assert undo == [False, False, True]


@pytest.mark.parametrize("name", ["home", "party", "profile", "evaluation"])
def test_R03_no_page_about_places_or_parties_names_or_ranks_a_person(here, at, name):
    where = of(name) if name == "home" else of(name, PARTY)
    for viewer in (here.lin, here.hu, here.xu):
        page = text(at(viewer).get(where, {"region": "140105000000"}))
        main = page[page.index("<main") : page.index("</main")]
        named = [one.name for one in here.officers if one.name in main or one.username in main]
        assert named == []
        assert not re.search(r"\brank(ed|ing)? (no|#|1)|第一名|排行", main)


def test_only_the_partys_own_clerk_is_told_who_still_owes_something(here, at):
    where = of("still_open", PARTY, here.reading.pk)
    page = text(at(here.hu).get(where))
    names = re.findall(r"民警\d\d", page)
    assert names == sorted(names)
    assert names[0] == "民警06"
    for other in (here.lin, here.xu, here.officers[0]):
        text(at(other).get(where), 404)


def test_s1_16_the_profile_shows_bins_and_their_meaning(here, at):
    page = bare(text(at(here.hu).get(of("profile", PARTY))))
    assert "used, and confirmed by somebody else" in page
    assert "Weeks of the party are counted, never days in a row of a person" in page
    assert "of 13 people" in page


def test_s1_11_a_profile_is_objected_to_and_answered(here, at):
    party, office = at(here.hu), at(here.lin)
    form = text(party.post(of("profile_object", PARTY), {"text": ""}), 400)
    assert "Please fill in" in form
    assert party.post(of("profile_object", PARTY), {"text": "下乡的没算"}).status_code == 302
    text(party.get(of("profile_object", PARTY)), 400)
    text(party.get(of("profile_answer", PARTY)), 403)
    assert "下乡的没算" in text(office.get(of("profile_answer", PARTY)))
    assert office.post(of("profile_answer", PARTY), {"answer": "已补"}).status_code == 302
    page = text(office.get(of("profile", PARTY)))
    assert "下乡的没算" in page
    assert "已补" in page
    assert Profile.objects.get().objections.count() == 1


def test_s1_09_a_single_source_is_flagged_and_one_from_outside_is_asked_for(here, at, monkeypatch):
    where = of("evaluation", PARTY)
    page = bare(text(at(here.lin).get(where)))
    assert "Only one source has spoken (questions and papers)" in page
    assert "Nobody from outside has been asked yet" in page
    told = EstimateLine(
        "outside", "窗口态度好", 120, None, 4.2, 4.0, 4.4, "simple random sample", w.TODAY, asked=200
    )
    monkeypatch.setattr(
        "chizi.fronts.progress.views.evaluations.estimates_about", lambda *args, **more: [told]
    )
    page = bare(text(at(here.lin).get(where)))
    assert "Only one source" not in page
    assert "Nobody from outside" not in page
    assert "4.2 (4.0 – 4.4)" in page
    assert "120 / 200" in page


def test_s1_07_ones_own_record_is_seen_explained_corrected_and_the_correction_undone(here, at):
    me = at(here.officers[0])
    page = bare(text(me.get(of("mine"))))
    assert "Mastered: of your last 5 answers" in page
    assert "how often you signed in, is not kept anywhere" in page
    outcome = Outcome.objects.filter(person=here.officers[0]).get()
    where = of("void", outcome.key)
    assert "Please fill in" in text(me.post(where, {"reason": ""}), 400)
    assert me.post(where, {"reason": "点错了"}).status_code == 302
    assert "点错了" in text(me.get(of("mine")))
    text(me.get(of("restore", outcome.key)))
    assert me.post(of("restore", outcome.key)).status_code == 302
    outcome.refresh_from_db()
    assert outcome.voided_at is None
    text(at(here.officers[1]).get(where), 404)


def test_ones_own_record_leaves_as_a_table_and_as_statements(here, at):
    me = at(here.officers[0])
    book = CalamineWorkbook.from_filelike(BytesIO(me.get(of("mine_export", "xlsx")).content))
    assert book.sheet_names
    assert "material:1" in me.get(of("mine_export", "csv")).content.decode("utf-8-sig")
    told = json.loads(me.post(of("mine_xapi")).content)
    assert [fault for one in told for fault in statement_faults(one)] == []
    text(me.get(of("mine_xapi")), 405)


def test_boards_and_parties_leave_as_tables(here, at):
    office = at(here.lin)
    for where, word in ((of("export", "csv"), "太原市"), (of("party_export", PARTY, "csv"), "监督法")):
        told = office.get(where).content.decode("utf-8-sig")
        assert "民警" not in told
        assert word in told
    text(office.get(of("export", "exe")), 404)
    assert json.loads(office.post(of("party_xapi", PARTY)).content)


def test_s1_15_a_sign_is_looked_at_with_both_texts_beside_each_other(here, at):
    reviewer, number = at(here.xu), Sign.objects.get().pk
    assert "小店区公安分局" in text(reviewer.get(of("signs")))
    page = text(reviewer.get(of("sign", number)))
    assert "<mark>" in page
    assert "民警00" in page
    text(reviewer.post(of("sign", number), {"verdict": "talked"}), 400)
    assert reviewer.post(of("sign", number), {"verdict": "fine", "note": "一起办的"}).status_code == 302
    assert "一起办的" in text(reviewer.get(of("sign", number)))
    assert "小店区公安分局" not in text(reviewer.get(of("signs")))
    assert reviewer.post(of("reopen", number)).status_code == 302
    assert reviewer.post(of("look")).status_code == 302


def test_a_list_of_signs_names_nobody(here, at):
    page = text(at(here.xu).get(of("signs")))
    assert "民警" not in page


@pytest.mark.parametrize("rubbish", ["\x00", "9" * 40, "%00", "a" * 300])
def test_rubbish_in_an_address_is_never_a_fault_of_the_server(here, at, rubbish):
    office = at(here.lin)
    for name in ("campaign", "region", "after"):
        assert office.get(of("home"), {name: rubbish}).status_code in (200, 404)
    assert at(here.xu).get(of("signs"), {"after": rubbish, "state": rubbish}).status_code == 200
    assert at(here.officers[0]).get(of("mine"), {"after": rubbish}).status_code == 200
    for number in (0, 10**20):
        text(at(here.xu).get(of("sign", number)), 404)


def test_who_has_no_part_in_learning_finds_no_door(here, at):
    text(at(here.officers[0]).get(of("home")), 403)
    text(at(here.hu).get(of("signs")), 403)
    text(at(here.gao).get(of("party", PARTY)), 404)
