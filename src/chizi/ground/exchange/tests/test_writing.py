"""What goes out: typed, guarded against formulas, whole or not at all, the same bytes each time."""

import datetime
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chizi.core.dataset import Column, Dataset
from chizi.ground.exchange import refusals
from chizi.ground.exchange.reading import read_table
from chizi.ground.exchange.writing import (
    Reject,
    write_csv,
    write_parquet,
    write_rejects,
    write_template,
    write_xlsx,
)

DAY = datetime.date(2020, 2, 29)
NOON = datetime.datetime(2020, 2, 29, 12, 0, 1)
KINDS = ("text", "integer", "decimal", "date", "instant", "boolean")
COLUMNS = tuple(Column(kind[:3], kind, f"The {kind}", f"what {kind} means") for kind in KINDS)
SAMPLE = Dataset(
    "三零 [2020]: A/B?",
    COLUMNS,
    [
        ("小店村", 140105001001, Decimal("59.03"), DAY, NOON, True),
        ("=cmd|' /C calc'!A0", -5, Fraction(1, 4), None, None, False),
        (None, None, None, None, None, None),
    ],
    {"as of": "2020-12-31", "rule": "=three-zero-2020.1"},
)
Writer = Callable[[Dataset, Path], object]


def cells(path: Path, sheet: int = 0) -> list[tuple[Any, ...]]:
    """The cells of a workbook as openpyxl sees them: formulas would show as text with an equals sign."""
    return list(openpyxl.load_workbook(path).worksheets[sheet].iter_rows(values_only=True))


def test_csv_shows_every_kind_in_full(tmp_path: Path) -> None:
    write_csv(SAMPLE, tmp_path / "s.csv")
    assert (tmp_path / "s.csv").read_text(encoding="utf-8").splitlines() == [
        "tex,int,dec,dat,ins,boo",
        "小店村,140105001001,59.03,2020-02-29,2020-02-29T12:00:01,true",
        "'=cmd|' /C calc'!A0,-5,0.25,,,false",
        ",,,,,",
    ]


@pytest.mark.parametrize(
    "text", ["=1", "+a", "-a", "@x", "\tx", "\rx", "\n=x", "＝1", "＠x", "'=1", "''-a", "-5+2"]
)
def test_csv_cells_never_start_a_formula_and_read_back_as_they_were(tmp_path: Path, text: str) -> None:
    columns = (Column("a", "text", "A"), Column("b", "text", "B"))
    write_csv(Dataset("d", columns, [(text, "x")]), tmp_path / "s.csv")
    written = (tmp_path / "s.csv").read_bytes().decode().split("\n", 1)[1]
    assert written.lstrip('"').startswith("'")
    table = read_table(tmp_path / "s.csv", required=("a", "b")).table
    assert table["a"].to_pylist() == [text.replace("\r", "\n")]


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1.5e-3", ".5", "-", "'x", "a=b", ""])
def test_plain_numbers_and_plain_text_are_left_alone(tmp_path: Path, text: str) -> None:
    columns = (Column("a", "text", "A"), Column("b", "text", "B"))
    write_csv(Dataset("d", columns, [(text, "x")]), tmp_path / "s.csv")
    guarded = "'-" if text == "-" else text
    assert (tmp_path / "s.csv").read_text().splitlines()[1] == f"{guarded},x"


def test_csv_options_mark_titles_and_notes(tmp_path: Path) -> None:
    written = write_csv(SAMPLE, tmp_path / "s.csv", bom=True, titles=True, notes=True, translate=str.upper)
    assert (tmp_path / "s.csv").read_bytes().startswith(b"\xef\xbb\xbfTHE TEXT,THE INTEGER")
    assert [path.name for path in written] == ["s.csv", "s.notes.txt"]
    assert written[1].read_text() == "AS OF: 2020-12-31\nRULE: =three-zero-2020.1\n"


def test_xlsx_keeps_kinds_and_holds_no_formula(tmp_path: Path) -> None:
    write_xlsx(SAMPLE, tmp_path / "s.xlsx")
    noon = datetime.datetime(2020, 2, 29)
    assert cells(tmp_path / "s.xlsx")[:3] == [
        ("tex", "int", "dec", "dat", "ins", "boo"),
        ("小店村", 140105001001, 59.03, noon, NOON, True),
        ("=cmd|' /C calc'!A0", -5, 0.25, None, None, False),
    ]
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    assert {cell.data_type for row in book.worksheets[0]["A1:A3"] for cell in row} == {"s"}
    assert book.worksheets[0].freeze_panes == "A2"
    assert [sheet.title for sheet in book] == ["三零  2020   A B", "Notes"]
    assert cells(tmp_path / "s.xlsx", 1) == [("as of", "2020-12-31"), ("rule", "=three-zero-2020.1")]


def test_xlsx_writes_as_text_what_a_cell_cannot_hold(tmp_path: Path) -> None:
    zoned = NOON.replace(tzinfo=datetime.UTC)
    early = datetime.date(1899, 1, 1)
    row = ("a\x00\x1f\ufffe", 10**16 + 1, Decimal("1.2345678901234567"), early, zoned, None)
    write_xlsx(Dataset("d", COLUMNS, [row]), tmp_path / "s.xlsx")
    assert cells(tmp_path / "s.xlsx")[1] == (
        "a\ufffd\ufffd\ufffd",
        "10000000000000001",
        "1.2345678901234567",
        "1899-01-01",
        "2020-02-29T12:00:01+00:00",
        None,
    )


def test_xlsx_refuses_what_does_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    with pytest.raises(refusals.CellTooLong):
        write_xlsx(Dataset("d", COLUMNS[:1], [("x" * 32_768,)]), path)
    with pytest.raises(refusals.TooManyRowsForExcel):
        write_xlsx(Dataset("d", COLUMNS[:1], [("x",)] * 1_048_576), path)
    with pytest.raises(refusals.UnwritableValue):
        write_xlsx(Dataset("d", COLUMNS[1:2], [("many",)]), path)
    assert list(tmp_path.iterdir()) == []


def test_parquet_is_typed_and_carries_notes_and_meanings(tmp_path: Path) -> None:
    write_parquet(SAMPLE, tmp_path / "s.parquet")
    table = pq.read_table(tmp_path / "s.parquet")
    assert [str(kind) for kind in table.schema.types] == [
        "string", "int64", "decimal128(38, 10)", "date32[day]", "timestamp[us]", "bool",
    ]  # fmt: skip
    assert table.to_pylist()[0] == dict(zip(table.column_names, SAMPLE.rows[0], strict=True))
    assert table["dec"].to_pylist() == [Decimal("59.03"), Decimal("0.25"), None]
    assert json.loads(table.schema.metadata[b"chizi.notes"]) == SAMPLE.notes
    assert table.schema.field("int").metadata == {b"chizi.meaning": b"what integer means"}


def test_parquet_keeps_instants_with_a_zone_in_utc(tmp_path: Path) -> None:
    shanghai = datetime.timezone(datetime.timedelta(hours=8))
    rows = [(None,), (NOON.replace(tzinfo=shanghai),)]
    write_parquet(Dataset("d", COLUMNS[4:5], rows), tmp_path / "s.parquet")
    column = pq.read_table(tmp_path / "s.parquet")["ins"]
    assert column.type == pa.timestamp("us", tz="UTC")
    assert column[1].as_py() == rows[1][0]


@pytest.mark.parametrize(
    ("at", "value"),
    [(1, 1.5), (1, 2**63), (1, "x"), (2, float("nan")), (2, Decimal("1e-11")), (3, NOON), (4, DAY), (5, 1)],
)
def test_parquet_refuses_a_value_of_another_kind(tmp_path: Path, at: int, value: Any) -> None:
    with pytest.raises(refusals.UnwritableValue) as caught:
        write_parquet(Dataset("d", (COLUMNS[at],), [(None,), (value,)]), tmp_path / "s.parquet")
    assert caught.value.params == {"row": 2, "column": COLUMNS[at].name, "kind": KINDS[at]}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("writer", "suffix"), [(write_csv, "csv"), (write_xlsx, "xlsx"), (write_parquet, "parquet")]
)
def test_the_same_dataset_gives_the_same_bytes(tmp_path: Path, writer: Writer, suffix: str) -> None:
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    writer(SAMPLE, first)
    writer(SAMPLE, second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("writer", [write_csv, write_xlsx, write_parquet])
def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path: Path, writer: Writer) -> None:
    class Failing(list[tuple[Any, ...]]):
        def __iter__(self) -> Iterator[tuple[Any, ...]]:
            yield SAMPLE.rows[0]
            raise KeyboardInterrupt

    path = tmp_path / "out"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        writer(Dataset("d", COLUMNS, Failing()), path)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("out", "old")]


REJECTS = [
    Reject(3, ("1401", "=x", ""), "unit_code", "不在名册中"),
    Reject(3, ("1401", "=x", ""), "opened_on", "缺日期"),
    Reject(9, ("1402", "b", "2020-02-30"), "", "整行重复"),
]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_returned_rows_can_be_corrected_and_delivered_again(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"rejects.{suffix}"
    columns = ("unit_code", "name", "opened_on")
    assert write_rejects(path, columns, iter(REJECTS)) == 3
    sheet = read_table(path, required=columns)
    assert sheet.table["name"].to_pylist() == ["=x", "=x", "b"]
    assert [str(note) for note in sheet.notes] == [
        "Columns that are not asked for were left out: line, column, reason."
    ]
    told = read_table(path, required=("column", "reason")).table
    assert told["reason"].to_pylist() == ["不在名册中", "缺日期", "整行重复"]


def test_the_cell_at_fault_is_coloured(tmp_path: Path) -> None:
    path = tmp_path / "rejects.xlsx"
    write_rejects(path, ("unit_code", "name", "opened_on"), REJECTS[:1])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["A2"].fill.fgColor.rgb == "FFFBE3DF"
    assert sheet["B2"].fill.fill_type is None


def test_no_returned_rows_are_a_header_alone(tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx"):
        assert write_rejects(tmp_path / f"r.{suffix}", ("a",), []) == 0
        assert read_table(tmp_path / f"r.{suffix}", required=("a", "reason")).table.num_rows == 0


def test_an_unknown_suffix_is_refused(tmp_path: Path) -> None:
    for write in (lambda path: write_rejects(path, ("a",), []), lambda path: write_template(path, COLUMNS)):
        with pytest.raises(refusals.UnknownSuffix):
            write(tmp_path / "r.txt")


def test_a_template_reads_back_empty_and_explains_itself(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    assert write_template(path, COLUMNS, required=("tex",)) == (path,)
    sheet = read_table(path, required=[column.name for column in COLUMNS])
    assert sheet.table.num_rows == 0
    assert cells(path, 1)[:2] == [
        ("column", "called", "kind of value", "required", "meaning"),
        ("tex", "The text", "text", "yes", "what text means"),
    ]
    assert openpyxl.load_workbook(path).worksheets[0].column_dimensions["A"].number_format == "@"


def test_a_csv_template_has_its_explanation_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    assert write_template(path, COLUMNS) == (path, tmp_path / "t-columns.csv")
    assert read_table(path, required=[column.name for column in COLUMNS]).table.num_rows == 0
    table = read_table(tmp_path / "t-columns.csv", required=("column", "required", "meaning")).table
    assert table["required"].to_pylist() == ["no"] * len(COLUMNS)
