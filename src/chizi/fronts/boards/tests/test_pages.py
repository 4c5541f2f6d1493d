"""From an answer to what is drawn: the same numbers everywhere, no ranks, no invented zeros."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils.translation import override

from chizi.evaluation.queries import Board, RegionFigure, RunRef, ZeroCount
from chizi.evaluation.queries.stories import ReasonLine
from chizi.fronts.boards.choice import Choice
from chizi.fronts.boards.pages import behind, controls, headline, places, story
from chizi.org.queries import RegionRef

PROVINCE = RegionRef("140000000000", "山西省", 1)
TAIYUAN = RegionRef("140100000000", "太原市", 2)
DATONG = RegionRef("140200000000", "大同市", 2)
RUN = RunRef(7, "three-zero-2020.1", datetime(2021, 2, 28, 16, tzinfo=UTC), datetime(2021, 3, 1, tzinfo=UTC))
HERE = Choice("140000000000", "2020")


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def board(**more: Any) -> Board:
    counts = ZeroCount(achieved=60, broken=38, disputed=1, pending=1, not_in_scope=5)
    before = ZeroCount(achieved=50, broken=50)
    wanted: dict[str, Any] = {
        "run": RUN,
        "runs": (RUN,),
        "period": "2020",
        "periods": ("2019", "2020", "2020-01"),
        "zero": "three_zero",
        "slice": "all",
        "slices": ("all", "kind:village", "sector:mining"),
        "region": PROVINCE,
        "ancestors": (PROVINCE,),
        "own": RegionFigure(PROVINCE, counts, {"break:fire": 3, "deaths": 2, "petitions_in_time": 9}),
        "own_before": RegionFigure(PROVINCE, before, {"break:fire": 4, "petitions_late": 1}),
        "children": (
            RegionFigure(TAIYUAN, ZeroCount(40, 10)),
            RegionFigure(DATONG, ZeroCount(20, 28, 1, 1)),
        ),
        "children_before": {TAIYUAN.code: RegionFigure(TAIYUAN, ZeroCount(30, 20))},
        "trend": (("2020-01", ZeroCount(9, 1)), ("2020-02", ZeroCount())),
        "trend_before": (("2019-01", ZeroCount(8, 2)),),
        "by_zero": {"three_zero": counts, "case": ZeroCount(70, 30)},
        "coverage_gaps": ((TAIYUAN, "case"), (DATONG, "case"), (DATONG, "petition")),
    }
    return Board(**(wanted | more))


def test_the_headline_says_of_what_as_of_when_and_that_it_may_change():
    figure = headline.headline(board(), HERE)
    assert (figure.value, figure.unit) == ("60.00", "%")
    assert figure.of == "60 of 100 units in scope"
    assert figure.as_of == "As of end of Feb. 28, 2021 · run 7 · rule three-zero-2020.1"
    assert figure.provisional.startswith("Provisional: 1 units are disputed and 1 are pending")
    assert figure.change == "+10.00 points on the year before (50.00 %)"


def test_each_line_of_the_sum_opens_the_units_behind_it():
    lines = {line.term: line for line in headline.headline(board(), HERE).why}
    assert lines["broken"].value == "38"
    assert lines["broken"].href == "/boards/140000000000/units/?period=2020&status=broken"
    assert lines["in scope"].value == "100"
    assert lines["not in scope"].value == "5"


def test_without_units_there_is_no_rate_and_never_a_zero():
    empty = RegionFigure(PROVINCE, ZeroCount())
    figure = headline.headline(board(own=empty, own_before=None, children=()), HERE)
    assert (figure.value, figure.of, figure.unit) == ("–", "no units in scope", "")


def test_a_missing_year_before_is_said_not_shown_as_zero():
    figure = headline.headline(board(own_before=None), HERE)
    assert figure.change == "No figure for the year before to compare with."
    rows, _scale = places.places(board(), HERE)
    assert [row.change for row in rows] == ["+20.00", "–"]


def test_places_stand_in_code_order_and_bear_no_rank():
    """R-19: places are not ranked."""
    rows, _scale = places.places(board(), HERE)
    table = places.table(board(), HERE, rows)
    assert [row.head for row in table.rows] == ["太原市", "大同市"]
    assert not {column.title for column in table.columns} & {"Rank", "No.", "#"}


def test_map_and_table_show_the_same_numbers():
    rows, scale = places.places(board(), HERE)
    table = places.table(board(), HERE, rows)
    drawn = places.on_map(board(), HERE, rows, scale)
    for place, row in zip(drawn["data"]["places"], table.rows, strict=True):
        assert place["key"] == row.key
        assert place["href"] == row.href
        assert f'sw-{place["shade"]}"></span>{place["rate"]}' in row.cells[0]
    assert drawn["county_href"] == "/boards/140000000000/?period=2020&depth=county"


def test_each_number_opens_its_units_and_a_nought_opens_nothing():
    rows, _scale = places.places(board(), HERE)
    first, second = places.table(board(), HERE, rows).rows
    assert first.cells[3] == '<a href="/boards/140100000000/units/?period=2020&amp;status=broken">10</a>'
    assert first.cells[4] == "0"
    assert "status=disputed" in second.cells[4]


def test_a_place_without_polygon_stands_beside_the_map():
    zone = RegionRef("140171000000", "山西转型综合改革示范区", 3)
    county = RegionRef("140105000000", "小店区", 3)
    city = board(
        region=TAIYUAN,
        children=(RegionFigure(county, ZeroCount(1)), RegionFigure(zone, ZeroCount(1, 1))),
    )
    choice = HERE.but(region=TAIYUAN.code)
    rows, scale = places.places(city, choice)
    drawn = places.on_map(city, choice, rows, scale)
    assert [place.name for place in drawn["beside"]] == ["山西转型综合改革示范区"]
    assert drawn["data"]["parent"] == "140100"
    assert drawn["county_href"] == ""


def test_there_is_no_map_of_townships():
    town = RegionRef("140105001000", "坞城街道", 4)
    county = board(children=(RegionFigure(town, ZeroCount(1)),))
    assert places.on_map(county, HERE, *places.places(county, HERE)) is None


def test_the_export_holds_exact_counts_and_says_the_filter():
    data = places.dataset(board())
    assert [row[0] for row in data.rows] == [TAIYUAN.code, DATONG.code, PROVINCE.code]
    names = [column.name for column in data.columns]
    first = dict(zip(names, data.rows[0], strict=True))
    assert (first["achieved"], first["in_scope"], first["rate_percent"]) == (40, 50, "80.00")
    assert (
        first["rate_before_percent"],
        dict(zip(names, data.rows[1], strict=True))["rate_before_percent"],
    ) == (
        "60.00",
        None,
    )
    assert data.notes["Filter"] == "山西省 · 2020 · three zeros together · all units"


def test_the_trend_has_gaps_where_there_is_no_rate():
    rows = behind.months(board(), HERE)
    data = behind.trend_data(board(), rows)
    assert data["now"] == {"name": "2020", "rates": [90.0, None]}
    assert data["before"]["rates"] == [80.0, None]
    assert rows[0].change == "+10.00"


def test_events_that_broke_are_told_apart_from_those_that_did_not():
    """R-15, R-17: petitions settled in time stand beside the zeros, never among the breaks."""
    breaks, counts = behind.tallies(board())
    assert [(line.label, line.number, line.change) for line in breaks.lines] == [
        ("fire", "3", "\u221225.00 %")
    ]
    assert [line.label for line in counts.lines] == [
        "deaths in accidents",
        "petitions settled in time",
        "petitions settled late or not at all",
    ]


@pytest.mark.parametrize(
    ("now", "before", "shown"), [(3, 0, "–"), (3, None, "–"), (3, 3, "±0.00 %"), (4, 3, "+33.33 %")]
)
def test_growth_from_nothing_is_not_a_number(now, before, shown):
    assert behind.growth(now, before) == shown


def test_missing_deliveries_are_counted_by_zero():
    assert behind.gaps(board()) == [
        ("zero cases: 2 counties without a complete delivery", "太原市, 大同市"),
        ("zero petitions: 1 county without a complete delivery", "大同市"),
    ]


def test_the_run_is_a_choice_only_when_there_are_several():
    assert [one.name for one in controls.controls(board(), HERE)] == ["period", "slice"]
    older = RunRef(6, "three-zero-2020.1", RUN.as_of, RUN.created_at)
    options = controls.controls(board(runs=(RUN, older)), HERE)[-1]
    assert [value for value, _words, _chosen in options.groups[0][1]] == ["", "6"]


def reason(**more: Any) -> ReasonLine:
    wanted: dict[str, Any] = dict.fromkeys(ReasonLine.__dataclass_fields__)
    wanted |= {"zero": "petition", "subtype": "visit", "event_id": "P1", "certain": True, "delivery_id": 4}
    wanted |= {"rule_id": "petition-visit", "rule_text": "Not settled in time.", "status": "resolved"}
    day = datetime(2020, 3, 5, 15, 59, 59, tzinfo=UTC)
    wanted |= {
        "occurred_at": datetime(2020, 1, 6, tzinfo=UTC),
        "reported_at": day,
        "due_at": day,
        "instant": day,
    }
    return ReasonLine(**(wanted | {"periods": ("2020", "2020-03")} | more))


def test_a_reason_tells_how_late_it_was():
    told = dict(story.card(reason(resolved_at=datetime(2020, 3, 9, 8, tzinfo=UTC)), RUN.as_of).facts)
    assert "end of March 5, 2020" in told["Due"]
    assert told["Settled"].endswith("(4 days late)")
    assert told["Breaks"] == "2020, March 2020"


def test_what_was_settled_after_the_as_of_counts_as_unsettled():
    told = dict(story.card(reason(resolved_at=datetime(2021, 3, 9, tzinfo=UTC)), RUN.as_of).facts)
    assert told["Settled"] == "not by the as-of of this run"


def test_an_undecided_event_only_would_break():
    told = dict(story.card(reason(certain=False), RUN.as_of).facts)
    assert "Breaks" not in told
    assert told["Would break"] == "2020, March 2020"
