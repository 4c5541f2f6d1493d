"""Every way in which a row of the register can be bad."""

from datetime import date

import pytest

from chizi.yardstick.refusals import MissingColumns
from chizi.yardstick.schemas import REGION_COLUMNS, UNIT_COLUMNS
from chizi.yardstick.tests.worlds import REGIONS, UNIT_TYPES, rows, table, unit
from chizi.yardstick.units import REASONS, check_units

TEXT = {**dict.fromkeys(UNIT_COLUMNS, "string"), "line": "int64"}


def row(line: int, code: str, **cells: str) -> dict:
    base = {**dict.fromkeys(UNIT_COLUMNS, ""), "name": code, "kind": "village", "region_code": "140101001"}
    return {**base, "unit_code": code, **cells, "line": line}


def check(con, raw):
    return check_units(con, table(TEXT, raw), table(REGION_COLUMNS, REGIONS))


BAD = [
    ("unit_code", "missing", [{"unit_code": ""}]),
    ("name", "missing", [{"name": "  "}]),
    ("unit_code", "code_became_number", [{"unit_code": "1.4E+17"}]),
    ("region_code", "code_became_number", [{"region_code": "140101001.0"}]),
    ("kind", "unknown_kind", [{"kind": "family"}]),
    ("region_code", "unknown_region", [{"region_code": "15"}]),
    ("region_code", "region_above_county", [{"region_code": "1401"}]),
    ("valid_from", "no_such_date", [{"valid_from": "2020-02-30"}]),
    ("opened_on", "not_a_day", [{"opened_on": "2020-02-03 10:00"}]),
    ("valid_to", "validity_reversed", [{"valid_from": "2020-01-01", "valid_to": "2020-01-01"}]),
    ("closed_on", "opening_reversed", [{"opened_on": "2020-01-02", "closed_on": "2020-01-01"}]),
    ("valid_from", "rows_overlap", [{"valid_to": "2020-01-02"}, {"valid_from": "2020-01-01"}]),
    ("valid_from", "rows_overlap", [{}, {}]),
    ("valid_from", "rows_gap", [{"valid_to": "2020-01-01"}, {"valid_from": "2020-01-02"}]),
    (
        "opened_on",
        "opening_differs",
        [{"valid_to": "2020-01-01", "opened_on": "2019-01-01"}, {"valid_from": "2020-01-01"}],
    ),
    ("opened_on", "never_open", [{"valid_from": "2020-01-01", "closed_on": "2020-01-01"}]),
]


def test_each_bad_row_is_rejected_with_its_reason(con):
    raw, expected = [], []
    for number, (column, code, parts) in enumerate(BAD):
        for cells in parts:
            raw.append(row(len(raw) + 2, f"U{number}", **cells))
        expected.append((len(raw) + 1, column, code))
    found = {(one["line"], one["column"], one["code"]) for one in rows(check(con, raw).rejected)}
    assert set(expected) <= found
    assert {code for _, _, code in found} <= set(REASONS)


def test_stretches_that_meet_are_good_in_any_order(con):
    raw = [
        row(2, "U1", valid_from="2020-06-01", kind="社区", region_code="140102001"),
        row(3, "U1", valid_to="2020/1/1"),
        row(4, "U1", valid_from="2020-01-01 00:00:00", valid_to="2020年6月1日", sector="06"),
        row(5, "U2", opened_on="2020-01-01", successor_code="U1"),
    ]
    checked = check(con, raw)
    assert rows(checked.rejected) == []
    accepted = rows(checked.accepted)
    assert [one["unit_code"] for one in accepted] == ["U1", "U1", "U1", "U2"]
    assert (accepted[0]["kind"], accepted[0]["valid_from"]) == ("community", date(2020, 6, 1))
    assert accepted[1]["valid_to"] == accepted[2]["valid_from"] == date(2020, 1, 1)
    assert (accepted[3]["opened_on"], accepted[3]["successor_code"]) == (date(2020, 1, 1), "U1")


def test_a_typed_register_is_taken_as_it_is(con):
    raw = table({**UNIT_TYPES, "line": "int64"}, [{**unit("U1", valid_from=date(2020, 1, 1)), "line": 1}])
    checked = check_units(con, raw, table({"code": "string"}, [{"code": "140101001"}]))
    assert rows(checked.accepted)[0]["valid_from"] == date(2020, 1, 1)


def test_a_register_without_codes_is_refused(con):
    with pytest.raises(MissingColumns):
        check_units(con, table({"name": "string", "line": "int64"}, []), table(REGION_COLUMNS, REGIONS))
