"""Every way in which a delivered row can be bad, and every way of writing a good one."""

from datetime import UTC, date, datetime, timedelta, timezone

import pyarrow as pa
import pytest
from ibis import memtable

from chizi.yardstick.intake import REASONS, DeliveryTerms, check_events
from chizi.yardstick.refusals import BadRegion, MissingColumns, WrongBody
from chizi.yardstick.schemas import EVENT_COLUMNS, OWNER, REGION_COLUMNS, Zero
from chizi.yardstick.tests.worlds import REGIONS, UNIT_TYPES, rows, table, unit

SHANXI = timedelta(hours=8)
TEXT = {**dict.fromkeys(EVENT_COLUMNS, "string"), "line": "int64"}
UNITS = [
    unit("U1"),
    unit("ELSEWHERE", region_code="140201001"),
    unit("CLOSED", opened_on=date(2019, 1, 1), closed_on=date(2020, 6, 1)),
    unit("MOVED", valid_to=date(2020, 6, 1)),
    unit("MOVED", valid_from=date(2020, 6, 1), region_code="140201001"),
]
GOOD = {
    "petition": {"subtype": "visit", "due_at": "2020-07-01"},
    "accident": {"subtype": "fire", "deaths": "0", "injuries": "1"},
    "case": {"subtype": "criminal", "severity": "2"},
}


def event(line: int = 2, of: str = "petition", **cells: str) -> dict:
    """A good row as text, with some of its cells changed."""
    base = {
        **dict.fromkeys(EVENT_COLUMNS, ""),
        "event_id": f"E{line}",
        "unit_code": "U1",
        "zero": of,
        "occurred_at": "2020-05-01",
        "reported_at": "2020-05-02",
        "attributed": "true",
        "status": "open",
    }
    return {**base, **GOOD[of], **cells, "line": line}


def check(con, raw, zero: str = "petition", region: str = "1401"):
    terms = DeliveryTerms(OWNER[Zero(zero)], zero, region, table(REGION_COLUMNS, REGIONS))
    found = raw if hasattr(raw, "columns") else table(TEXT, raw)
    return check_events(con, found, table(UNIT_TYPES, UNITS), terms, SHANXI)


BAD = [
    ("unit_code", "missing", {"unit_code": " "}),
    ("event_id", "missing", {"event_id": ""}),
    ("occurred_at", "missing", {"occurred_at": ""}),
    ("unit_code", "code_became_number", {"unit_code": "1.40107001001E+17"}),
    ("unit_code", "code_became_number", {"unit_code": "140107001001.0"}),
    ("due_at", "no_such_date", {"due_at": "2020-02-30"}),
    ("due_at", "no_such_date", {"due_at": "2021年2月29日"}),
    ("due_at", "no_such_date", {"due_at": "2020-07-01 25:00"}),
    ("due_at", "not_a_date", {"due_at": "soon"}),
    ("due_at", "not_a_date", {"due_at": "44013"}),
    ("due_at", "not_a_date", {"due_at": "infinity"}),
    ("due_at", "not_a_date", {"due_at": "2020-07-01 (BC)"}),
    ("due_at", "not_a_date", {"due_at": "01.07.2020"}),
    ("attributed", "not_yes_or_no", {"attributed": "perhaps"}),
    ("severity", "not_a_whole_number", {"severity": "NaN"}),
    ("severity", "not_a_whole_number", {"severity": "1e0"}),
    ("severity", "not_a_whole_number", {"severity": "2.5"}),
    ("severity", "severity_range", {"severity": "5"}),
    ("zero", "unknown_zero", {"zero": "hazard"}),
    ("zero", "other_zero", {"zero": "accident", "subtype": "fire"}),
    ("subtype", "unknown_subtype", {"subtype": "letter"}),
    ("subtype", "subtype_of_other_zero", {"subtype": "criminal"}),
    ("status", "unknown_status", {"status": "closed"}),
    ("reported_at", "reported_before_occurred", {"reported_at": "2020-04-30 23:59:59.999999"}),
    ("due_at", "due_required", {"due_at": ""}),
    ("resolved_at", "resolved_at_required", {"status": "resolved"}),
    ("resolved_at", "resolved_at_unexpected", {"resolved_at": "2020-06-01"}),
    ("deaths", "accidents_only", {"deaths": "0"}),
    ("unit_code", "unit_unknown", {"unit_code": "NOBODY"}),
    (
        "unit_code",
        "unit_not_open",
        {"unit_code": "CLOSED", "occurred_at": "2020-06-01", "reported_at": "2020-06-01"},
    ),
    ("unit_code", "unit_not_open", {"unit_code": "CLOSED", "occurred_at": "2018-12-31"}),
    ("unit_code", "unit_elsewhere", {"unit_code": "ELSEWHERE"}),
    (
        "unit_code",
        "unit_elsewhere",
        {"unit_code": "MOVED", "occurred_at": "2020-06-01", "reported_at": "2020-06-01"},
    ),
]


def test_each_bad_cell_is_rejected_with_its_reason(con):
    events = [event(line, **cells) for line, (_, _, cells) in enumerate(BAD, 2)]
    checked = check(con, events)
    found = {(row["line"], row["column"], row["code"]): row["value"] for row in rows(checked.rejected)}
    for line, (column, code, cells) in enumerate(BAD, 2):
        assert (line, column, code) in found, (column, code)
        if column in cells:
            assert found[line, column, code] == cells[column]
    assert {line for line, _, _ in found} == set(range(2, len(BAD) + 2))
    assert {code for _, _, code in found} <= set(REASONS)
    assert checked.total == len(BAD)
    assert rows(checked.accepted) == []


def test_the_other_zeros_have_their_own_demands(con):
    accidents = [
        event(2, "accident", deaths="-1"),
        event(3, "accident", injuries="Infinity"),
        event(4, "accident"),
    ]
    checked = check(con, accidents, "accident")
    assert [(row["line"], row["code"]) for row in rows(checked.rejected)] == [
        (2, "number_range"),
        (3, "not_a_whole_number"),
    ]
    cases = check(con, [event(2, "case", severity=""), event(3, "case")], "case")
    assert [(row["line"], row["code"]) for row in rows(cases.rejected)] == [(2, "severity_required")]


def test_all_reasons_of_a_row_are_named(con):
    checked = check(con, [event(due_at="soon", attributed="?", unit_code="NOBODY")])
    assert [row["column"] for row in rows(checked.rejected)] == ["attributed", "due_at", "unit_code"]


INSTANTS = {
    "2020-05-03": datetime(2020, 5, 3),
    "2020-5-3": datetime(2020, 5, 3),
    "2020/05/03": datetime(2020, 5, 3),
    "2020年5月3日": datetime(2020, 5, 3),
    "2020-05-03 10:00": datetime(2020, 5, 3, 10),
    "2020-05-03T10:00:01": datetime(2020, 5, 3, 10, 0, 1),
    " 2020-05-03 10:00:01.000001 ": datetime(2020, 5, 3, 10, 0, 1, 1),
    "2020-05-03T02:00:00Z": datetime(2020, 5, 3, 10),
    "2020-05-03 10:00:00+08:00": datetime(2020, 5, 3, 10),
    "2020-05-02 23:30:00-0230": datetime(2020, 5, 3, 10),
    "2020-05-03 11:00+09": datetime(2020, 5, 3, 10),
}


def test_instants_may_be_written_in_many_ways(con):
    checked = check(con, [event(line, reported_at=text) for line, text in enumerate(INSTANTS, 2)])
    assert rows(checked.rejected) == []
    assert [row["reported_at"] for row in rows(checked.accepted)] == list(INSTANTS.values())


def test_a_bare_due_date_is_the_last_microsecond_of_that_day(con):
    accepted = rows(check(con, [event(due_at="2020年12月31日", occurred_at="2020-05-01")]).accepted)
    assert accepted[0]["due_at"] == datetime(2020, 12, 31, 23, 59, 59, 999999)
    assert accepted[0]["occurred_at"] == datetime(2020, 5, 1)


def test_chinese_words_are_understood(con):
    cells = {
        "zero": "信访",
        "subtype": "走访",
        "status": "已办结",
        "attributed": "否",
        "resolved_at": "2020/6/1",
    }
    accepted = rows(check(con, [event(**cells)]).accepted)[0]
    assert (accepted["zero"], accepted["subtype"], accepted["status"]) == ("petition", "visit", "resolved")
    assert accepted["attributed"] is False


def test_an_empty_attribution_stays_undecided(con):
    assert rows(check(con, [event(attributed="")]).accepted)[0]["attributed"] is None


def test_one_event_twice_in_a_file(con):
    same = [event(2, event_id="A"), event(3, event_id="A", attributed="1", due_at="2020/7/1")]
    other = [event(4, event_id="B"), event(5, event_id="B", attributed="0")]
    half = [event(6, event_id="C"), event(7, event_id="C", due_at="never")]
    checked = check(con, same + other + half)
    assert [row["event_id"] for row in rows(checked.accepted)] == ["A"]
    assert (checked.total, checked.ignored) == (6, 1)
    rejected = [(row["line"], row["code"]) for row in rows(checked.rejected)]
    assert rejected == [(line, "two_contents") for line in (4, 5, 6)] + [
        (7, "not_a_date"),
        (7, "two_contents"),
    ]


def typed(**columns) -> object:
    """A typed table as it comes out of a Parquet file."""
    base = {
        "event_id": pa.array([1], pa.int64()),
        "unit_code": pa.array(["U1"]),
        "zero": pa.array(["petition"]),
        "subtype": pa.array(["visit"]),
        "occurred_at": pa.array([datetime(2020, 5, 1, 10)], pa.timestamp("ns")),
        "reported_at": pa.array([datetime(2020, 5, 1, 4, tzinfo=UTC)], pa.timestamp("us", "UTC")),
        "attributed": pa.array([True]),
        "status": pa.array(["open"]),
        "due_at": pa.array([date(2020, 7, 1)], pa.date32()),
        "line": pa.array([1], pa.int64()),
    }
    return memtable(pa.table({**base, **columns}))


def test_typed_columns_are_taken_as_they_are(con):
    accepted = rows(check(con, typed()).accepted)[0]
    assert accepted["event_id"] == "1"
    assert accepted["occurred_at"] == datetime(2020, 5, 1, 10)
    assert accepted["reported_at"] == datetime(2020, 5, 1, 12)
    assert accepted["due_at"] == datetime(2020, 7, 1, 23, 59, 59, 999999)
    assert accepted["severity"] is None


def test_another_offset_in_a_typed_column_is_moved_to_local_time(con):
    east = timezone(timedelta(hours=9))
    column = pa.array([datetime(2020, 5, 1, 13, tzinfo=east)], pa.timestamp("us", "+09:00"))
    assert rows(check(con, typed(reported_at=column)).accepted)[0]["reported_at"] == datetime(2020, 5, 1, 12)


@pytest.mark.parametrize(
    ("column", "values", "code"),
    [
        ("unit_code", pa.array([1.4e17]), "code_became_number"),
        ("severity", pa.array([float("nan")]), "not_a_whole_number"),
        ("severity", pa.array([float("inf")]), "not_a_whole_number"),
        ("severity", pa.array([1.5]), "not_a_whole_number"),
        ("severity", pa.array([0]), "severity_range"),
    ],
)
def test_typed_columns_can_be_wrong_too(con, column, values, code):
    assert [row["code"] for row in rows(check(con, typed(**{column: values})).rejected)] == [code]


def test_a_float_that_is_whole_is_a_number(con):
    assert rows(check(con, typed(severity=pa.array([2.0]))).accepted)[0]["severity"] == 2


def test_a_file_without_rows_is_a_delivery(con):
    checked = check(con, [])
    assert (checked.total, checked.ignored, rows(checked.accepted), rows(checked.rejected)) == (0, 0, [], [])


def test_a_table_without_a_column_it_needs_is_refused(con):
    raw = table({"event_id": "string", "line": "int64"}, [])
    with pytest.raises(MissingColumns) as error:
        check(con, raw)
    assert "unit_code" in str(error.value)
    assert "severity" not in str(error.value)


def test_a_delivery_is_for_a_province_a_city_or_a_county(con):
    for region in ("140101001", "99"):
        with pytest.raises(BadRegion):
            check(con, [event()], region=region)


def test_nothing_of_a_check_stays_behind_but_its_tables(con):
    before = set(con.raw_sql("SELECT table_name FROM duckdb_tables()").fetchall())
    checked = check(con, [event()])
    checked.drop()
    assert set(con.raw_sql("SELECT table_name FROM duckdb_tables()").fetchall()) == before
    with pytest.raises(WrongBody):
        DeliveryTerms("police", "petition", "14", table(REGION_COLUMNS, REGIONS))
