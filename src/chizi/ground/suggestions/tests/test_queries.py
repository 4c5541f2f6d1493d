"""One's own, one by its key, and those of a part of the province."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from chizi.ground.suggestions import queries
from chizi.ground.suggestions.actions import answer_suggestion, make_suggestion
from chizi.ground.suggestions.refusals import UnknownSuggestion

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 3, 1, 4, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Part:
    """A part of the province by the beginning of its code; "" is everything."""

    prefix: str

    def covers_code(self, code: str) -> bool:
        return code.startswith(self.prefix)

    def narrow_codes(self, rows: Any, field: str) -> Any:
        return rows.filter(**{f"{field}__startswith": self.prefix})


def said(author: str, unit: str = "", text: str = "Too small."):
    return make_suggestion(actor=author, now=NOW, page="/desk/", kind="complaint", text=text, unit=unit)


def test_one_sees_ones_own_newest_first_in_pages():
    for at in range(3):
        said("person:lin", text=f"Text {at}")
    said("person:wang")
    first = queries.my_suggestions("person:lin", limit=2)
    assert ([one.text for one in first.suggestions], first.total) == (["Text 2", "Text 1"], 3)
    rest = queries.my_suggestions("person:lin", limit=2, after=first.after)
    assert ([one.text for one in rest.suggestions], rest.after) == (["Text 0"], "")
    assert queries.my_suggestions("person:lin", after="9" * 30).total == 3
    said("")
    assert queries.my_suggestions("").total == 0, "what nobody signed is nobody's list"


def test_an_office_sees_its_part_and_what_came_from_outside_belongs_to_the_whole():
    here, there, outside = said("person:lin", "140105000000"), said("person:far", "140200000000"), said("")
    assert [one.pk for one in queries.suggestions(Part("1401")).suggestions] == [here.pk]
    assert queries.suggestions(Part("")).total == 3
    assert queries.suggestion(Part(""), outside.pk) == outside
    for number in (there.pk, outside.pk, 0, -1, 10**20):
        with pytest.raises(UnknownSuggestion):
            queries.suggestion(Part("1401"), number)


def test_the_pile_is_filtered_and_counted():
    one = said("person:lin", "140105000000")
    said("person:lin", "140105000000")
    answer_suggestion(actor="person:xu", now=NOW, number=one.pk, text="Done.")
    assert queries.waiting(Part("14")) == 1
    assert queries.suggestions(Part("14"), state="answered").total == 1
    assert queries.suggestions(Part("14"), state="\0").total == 2


def test_a_signed_one_is_read_by_its_author_only_and_an_unsigned_one_by_its_key():
    signed, unsigned = said("person:lin"), said("")
    assert queries.suggestion_by_key(signed.key, reader="person:lin") == signed
    assert queries.suggestion_by_key(unsigned.key) == unsigned
    for reader in ("", "person:wang"):
        with pytest.raises(UnknownSuggestion):
            queries.suggestion_by_key(signed.key, reader=reader)
