"""The part of the learning demo that needs no database: its people, and its bank of questions."""

from collections import Counter

import pytest

from chizi.demo import rules
from chizi.demo.cast import CAST
from chizi.demo.divisions import survey
from chizi.demo.officers import SIZES, officers
from chizi.demo.staff import staff
from chizi.demo.studying import data
from chizi.learn.rules.materials import secrecy_marks
from chizi.learn.rules.questions import QuestionDraft, QuestionKind, fault_of


def test_no_officer_shares_a_name_with_anybody():
    people = [*officers(), *staff(survey(rules.LEAST_UNITS), rules.SEED)]
    assert len({one.username for one in people}) == len({one.name for one in people}) == len(people)
    assert not {one.name for one in people} & {one.name for one in CAST}


def test_every_body_has_as_many_officers_as_it_should():
    found = Counter(one.agency for one in officers() if one.role == "officer")
    assert found == SIZES


def test_every_question_of_the_bank_is_whole_and_every_kind_is_asked():
    rows = data()["question"]
    assert len(rows) >= 60
    assert {row["kind"] for row in rows} == {one.value for one in QuestionKind}
    codes = {one["code"] for one in data()["objective"]}
    for row in rows:
        draft = QuestionDraft(
            row["objective"],
            row["kind"],
            row["stem"],
            tuple(row.get("options", ())),
            tuple(row.get("right", ())),
            work=row.get("work", ""),
        )
        assert fault_of(draft) is None, row["stem"]
        assert row["objective"] in codes


@pytest.mark.parametrize("row", data()["material"], ids=lambda row: row["code"])
def test_every_material_says_that_it_is_made_up_and_holds_no_mark_of_secrecy(row):
    assert "演示所拟" in row["text"]
    assert "演示" in row["title"]
    assert secrecy_marks(row["text"]) == ()
