"""Saying something, once; answering it, once."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from chizi.ground.suggestions import refusals, rules
from chizi.ground.suggestions.actions import answer_suggestion, make_suggestion
from chizi.ground.suggestions.models import Suggestion
from chizi.journal.models import Entry

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 3, 1, 18, 0, tzinfo=UTC)
SAID = {"now": NOW, "page": "/desk/", "kind": "complaint", "text": " The button is too small. "}


def test_it_is_kept_with_its_page_and_the_local_day():
    made = make_suggestion(actor="person:lin", unit="140105000000", **SAID)
    assert (made.author, made.page, made.text) == ("person:lin", "/desk/", "The button is too small.")
    assert made.made_on.isoformat() == "2021-03-02", "the day in the office's own time"
    entry = Entry.objects.get(kind="suggestion.made")
    assert (entry.actor, entry.unit) == ("person:lin", "140105000000")


def test_of_somebody_without_an_account_nothing_is_kept():
    made = make_suggestion(actor="", **SAID)
    assert (made.author, made.unit) == ("", "")
    assert Entry.objects.get(kind="suggestion.made").actor == "nobody"


def test_sent_twice_under_one_key_it_is_one():
    key = uuid4()
    first = make_suggestion(actor="person:lin", key=key, **SAID)
    assert make_suggestion(actor="person:lin", key=key, **SAID) == first
    assert Suggestion.objects.count() == 1
    assert Entry.objects.count() == 1
    for other in ({"actor": "person:wang"}, {"actor": "person:lin", "text": "Other words."}):
        with pytest.raises(refusals.KeyOfAnother):
            make_suggestion(key=key, **(SAID | other))


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"kind": "praise"}, refusals.KindOfSuggestion),
        ({"text": " \n"}, refusals.NothingSaid),
        ({"text": "x" * 2001}, refusals.NothingSaid),
        ({"text": "a\0b"}, refusals.NothingSaid),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(more, refusal):
    with pytest.raises(refusal):
        make_suggestion(actor="person:lin", **(SAID | more))
    assert not Suggestion.objects.exists()


def test_a_flood_without_names_ends_and_leaves_the_signed_alone(monkeypatch):
    monkeypatch.setattr("chizi.ground.suggestions.actions.MOST_ANONYMOUS_A_DAY", 2)
    for _ in range(2):
        make_suggestion(actor="", **SAID)
    with pytest.raises(refusals.EnoughForToday):
        make_suggestion(actor="", **SAID)
    assert make_suggestion(actor="person:lin", **SAID).pk


def test_it_is_answered_once_with_who_and_when():
    made = make_suggestion(actor="person:lin", **SAID)
    done = answer_suggestion(actor="person:xu", now=NOW, number=made.pk, text="It is larger now.")
    assert (done.state, done.answered_by) == (rules.SuggestionState.ANSWERED, "person:xu")
    with pytest.raises(refusals.AnsweredAlready):
        answer_suggestion(actor="person:xu", now=NOW, number=made.pk, text="Again.")
    with pytest.raises(refusals.UnknownSuggestion):
        answer_suggestion(actor="person:xu", now=NOW, number=made.pk + 1, text="To nobody.")
    assert isinstance(made.key, UUID)
