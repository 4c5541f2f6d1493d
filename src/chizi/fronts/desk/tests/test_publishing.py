"""Two people publish: one proposes, another reads what is left out and approves."""

import re

import pytest

from chizi.evaluation.models import Run
from chizi.overview.tests.conftest import undone
from chizi.publish.bundle import parse_public_key, verify
from chizi.publish.models import Publication
from chizi.publish.rules import State


@pytest.fixture(autouse=True)
def _undone(province):
    with undone():
        yield


@pytest.fixture
def proposed(at_desk):
    """Lin has proposed the run; the page of the proposal."""
    answer = at_desk("lin").post(f"/desk/runs/{Run.objects.get().id}/propose/", {"title": "三零创建结果"})
    assert answer.status_code == 302
    return answer["Location"]


@pytest.fixture
def published(at_desk, proposed):
    assert at_desk("zhou").post(f"{proposed}approve/").status_code == 302
    return proposed


def state() -> str:
    return Publication.objects.latest("id").state


def test_a_proposal_is_offered_on_the_page_of_its_run(at_desk):
    run = f"/desk/runs/{Run.objects.get().id}/"
    assert f"{run}propose/" in at_desk("lin").get(run).content.decode()
    assert f"{run}propose/" not in at_desk("zhou").get(run).content.decode()
    assert at_desk("lin").get(f"{run}propose/").status_code == 200
    assert at_desk("zhou").get(f"{run}propose/").status_code == 403


@pytest.mark.parametrize("title", ["", "三", "x" * 121, "两行\n标题"])
def test_a_bad_title_is_said_at_its_field_and_kept(at_desk, title):
    answer = at_desk("lin").post(f"/desk/runs/{Run.objects.get().id}/propose/", {"title": title})
    assert answer.status_code == 400
    assert "Something needs to be put right" in answer.content.decode()
    assert Publication.objects.count() == 0


def test_whoever_proposed_reads_but_is_not_offered_to_approve(at_desk, proposed):
    said = at_desk("lin").get(proposed).content.decode()
    assert "You proposed it, so another person has to approve it" in said
    assert "Approve and publish" not in said
    assert at_desk("lin").post(f"{proposed}approve/").status_code == 403
    assert state() == State.PROPOSED


def test_the_other_person_sees_what_is_left_out_before_signing(at_desk, proposed):
    said = at_desk("zhou").get(proposed).content.decode()
    assert "Approve and publish" in said
    assert "What is left out, and why" in said
    assert re.search(r"Figures by place", said)
    assert "The figures are provisional" in said
    assert "三零创建结果" in at_desk("zhou").get("/desk/").content.decode()


def test_approved_it_can_be_fetched_and_checked_without_us(at_desk, published):
    assert state() == State.PUBLISHED
    lin = at_desk("lin")
    file, key = lin.get(f"{published}file"), lin.get(f"{published}key")
    assert file["Content-Disposition"].startswith('attachment; filename="chizi-')
    verdict = verify(file.content, parse_public_key(key.content.decode()))
    assert (verdict.ok, verdict.signer) == (True, "known")
    assert "Approve and publish" not in at_desk("zhou").get(published).content.decode()


def test_a_file_that_was_never_published_is_not_there(at_desk, proposed):
    assert at_desk("lin").get(f"{proposed}file").status_code == 404
    assert at_desk("lin").get(f"{proposed}key").status_code == 404


def test_a_step_twice_is_refused(at_desk, published):
    again = at_desk("zhou").post(f"{published}approve/")
    assert again.status_code == 400
    assert "published" in again.content.decode()


def test_declining_needs_a_reason_and_keeps_a_bad_one(at_desk, proposed):
    zhou = at_desk("zhou")
    answer = zhou.post(f"{proposed}decline/", {"decline-reason": "no"})
    assert answer.status_code == 400
    assert ">no</textarea>" in answer.content.decode().replace("\n", "")
    assert state() == State.PROPOSED
    assert zhou.post(f"{proposed}decline/", {"decline-reason": "标题不准确，请改"}).status_code == 302
    assert state() == State.DECLINED
    assert "标题不准确" in zhou.get(proposed).content.decode()


def test_the_proposer_can_take_a_proposal_back(at_desk, proposed):
    assert at_desk("lin").post(f"{proposed}decline/", {"decline-reason": "数据有误，撤回"}).status_code == 302
    assert state() == State.DECLINED


def test_withdrawing_is_for_whoever_approves(at_desk, published):
    form = {"withdraw-reason": "发现交付有误"}
    assert at_desk("lin").post(f"{published}withdraw/", form).status_code == 403
    assert at_desk("zhou").post(f"{published}withdraw/", form).status_code == 302
    assert state() == State.WITHDRAWN


@pytest.mark.parametrize(
    "form", [{}, {"correct-reason": "更正一处数字", "correct-run": "x"}, {"correct-run": "1"}]
)
def test_a_correction_needs_a_run_and_a_reason(at_desk, published, form):
    answer = at_desk("lin").post(f"{published}correct/", form)
    assert answer.status_code == 400
    assert Publication.objects.count() == 1


def test_a_correction_from_a_run_that_does_not_exist_is_refused(at_desk, published):
    form = {"correct-reason": "更正一处数字", "correct-run": "999999"}
    assert at_desk("lin").post(f"{published}correct/", form).status_code == 404


@pytest.mark.parametrize("step", ["approve", "decline", "withdraw", "correct"])
def test_steps_are_posts_and_closed_to_others(at_desk, proposed, step):
    assert at_desk("zhou").get(f"{proposed}{step}/").status_code == 405
    for name in ("ma", "li", "sun"):
        assert at_desk(name).post(f"{proposed}{step}/").status_code == 404


STEPS = {
    "approve": {},
    "decline": {"decline-reason": "数字有误，须重新计算"},
    "withdraw": {"withdraw-reason": "数字有误，须重新计算"},
    "correct": {"correct-run": "1", "correct-reason": "更正一处数字"},
}


def test_the_auditor_reads_publications_and_decides_nothing(at_desk, proposed):
    auditor = at_desk("shen")
    assert proposed in auditor.get("/desk/publications/").content.decode()
    said = auditor.get(proposed).content.decode()
    assert "Nothing more can be done here with your roles." in said
    for step, form in STEPS.items():
        assert auditor.post(f"{proposed}{step}/", form).status_code == 403
    assert Publication.objects.get().state == "proposed"
