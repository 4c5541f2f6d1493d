"""Parquet: typed, streamed by row group, and mistrusted."""

import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from chizi.ground.exchange import refusals
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.tables import Format
from chizi.ground.exchange.tests.files import COLUMNS, read, refused, rows

DAY = datetime.date(2020, 2, 29)
TABLE = pa.table(
    {
        "Unit Code": ["1", "2", None],
        "name": pa.array(["a", "b", "a"]).dictionary_encode(),
        "opened_on": pa.array([DAY, None, DAY], pa.date32()),
        "line": [7, 8, 9],
    }
)


def parquet(path: Path, table: pa.Table = TABLE, rows_each: int = 2) -> Path:
    pq.write_table(table, path, row_group_size=rows_each)
    return path


def test_columns_keep_their_types_and_rows_their_number(tmp_path: Path) -> None:
    sheet = read(parquet(tmp_path / "u.csv"))
    assert sheet.format is Format.PARQUET
    assert sheet.table.schema.types == [pa.string(), pa.string(), pa.date32(), pa.int64()]
    assert rows(sheet) == [("1", "a", DAY, 1), ("2", "b", None, 2), (None, "a", DAY, 3)]


def test_bytes_of_older_programs_are_text(tmp_path: Path) -> None:
    table = TABLE.set_column(1, "name", pa.array([b"a", "村".encode(), b"c"]))
    assert read(parquet(tmp_path / "u.parquet", table)).table["name"].to_pylist() == ["a", "村", "c"]


def test_no_rows_are_an_empty_table(tmp_path: Path) -> None:
    assert read(parquet(tmp_path / "u.parquet", TABLE.slice(0, 0))).table.num_rows == 0


def test_a_file_cut_off_is_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path / "u.parquet")
    whole = path.read_bytes()
    for length in (4, 11, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        refused(path, refusals.CutOff)


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path / "u.parquet")
    path.write_bytes(path.read_bytes()[:-4] + b"PARE")
    refused(path, refusals.PasswordProtected)


def test_a_damaged_footer_or_page_is_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path / "u.parquet")
    whole = path.read_bytes()
    path.write_bytes(whole[:-60] + b"\xff" * 40 + whole[-20:])
    refused(path, refusals.DamagedFile)
    path.write_bytes(whole[:4] + b"\xff" * 60 + whole[64:])
    refused(path, refusals.DamagedFile)


def test_what_is_not_a_plain_table_is_refused(tmp_path: Path) -> None:
    table = TABLE.set_column(1, "name", pa.array([["a"], [], None]))
    assert refused(parquet(tmp_path / "u.parquet", table), refusals.NestedColumns).params["columns"] == "name"
    missing = parquet(tmp_path / "v.parquet", TABLE.drop_columns(["name"]))
    assert refused(missing, refusals.MissingColumns).params["columns"] == "name"
    twice = parquet(tmp_path / "w.parquet", TABLE.append_column("NAME", TABLE["name"]))
    refused(twice, refusals.DuplicateColumns)


def test_limits_hold(tmp_path: Path) -> None:
    path = parquet(tmp_path / "u.parquet")
    refused(path, refusals.TooManyRows, limits=Limits(rows=2))
    refused(path, refusals.TooManyColumns, limits=Limits(columns=3))
    refused(path, refusals.FileTooLarge, limits=Limits(unpacked_bytes=10))


def test_the_wanted_columns_come_in_the_order_of_the_request(tmp_path: Path) -> None:
    table = TABLE.select(["opened_on", "name", "Unit Code"])
    assert read(parquet(tmp_path / "u.parquet", table)).table.column_names == [*COLUMNS, "line"]
