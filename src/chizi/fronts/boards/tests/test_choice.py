"""What a reader chooses, and where it leads."""

from fractions import Fraction

import pytest

from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.scale import MOST, scale_for


def test_what_is_not_known_falls_back_to_the_default():
    read = Choice.read("140000000000", {"zero": "everything", "run": "-1", "depth": "village", "slice": ""})
    assert read == Choice("140000000000")


def test_every_address_carries_the_choice():
    choice = Choice("140100000000", "2020-03", "case", "kind:village", "7")
    query = "?period=2020-03&zero=case&slice=kind:village&run=7"
    assert choice.board() == f"/boards/140100000000/{query}"
    assert choice.units("broken") == f"/boards/140100000000/units/{query}&status=broken"
    assert choice.table("csv") == f"/boards/140100000000/table.csv{query}"
    assert choice.unit("140105001001") == "/boards/unit/140105001001/?period=2020-03&run=7"


def test_defaults_are_left_out_of_the_address():
    assert Choice("140000000000").board() == "/boards/140000000000/"
    assert Choice("140000000000", depth="county").board() == "/boards/140000000000/?depth=county"


def test_an_overlong_choice_is_cut_short():
    read = Choice.read("14", {"period": "2" * 9999, "slice": "s" * 9999, "run": "9" * 9999})
    assert (len(read.period), len(read.slice), read.run) == (7, 60, "")


def rates(*hundredths: int | None) -> list[Fraction | None]:
    return [None if one is None else Fraction(one, 10_000) for one in hundredths]


@pytest.mark.parametrize("found", [(4587, 7181), (9890, 9995), (0, 10_000), (5000, 5000), (10_000, 10_000)])
def test_a_scale_has_round_bounds_and_covers_all(found):
    scale = scale_for(rates(*found))
    assert 1 <= len(scale.classes) <= MOST
    assert scale.low <= min(found)
    assert float(scale.classes[-1][2]) * 100 >= max(found)


def test_the_lowest_class_takes_in_whatever_lies_below_it():
    scale = scale_for(rates(4500, 7400))
    assert scale.place(Fraction(1, 100)) == scale.place(Fraction(45, 100)) == scale.classes[0][0]
    assert [low for _shade, low, _high in scale.classes] == ["", "50", "55", "60", "65", "70"]


def test_the_highest_bound_is_never_above_a_hundred():
    assert scale_for(rates(9890, 10_000)).classes[-1][2] == "100"


def test_a_higher_rate_never_gets_a_lighter_shade():
    scale = scale_for(rates(4500, 7400))
    shades = [scale.place(rate) for rate in rates(4500, 4999, 5000, 5500, 7000, 7400)]
    assert shades == sorted(shades)
    assert shades[2] > shades[1]


def test_no_rate_has_no_shade_and_no_rates_no_scale():
    assert scale_for(rates(4500, 7400)).place(None) == -1
    assert scale_for(rates(None)).classes == []
    assert scale_for(rates(None)).place(Fraction(1, 2)) == -1
