"""Whatever text goes out comes back; whatever bytes come in, the answer is a table or a sentence."""

import datetime
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chizi.core.dataset import Column, Dataset
from chizi.ground.exchange import reading
from chizi.ground.exchange.refusals import FileRefusal
from chizi.ground.exchange.tables import Format
from chizi.ground.exchange.tests.files import COLUMNS, HEADER, ROW, workbook
from chizi.ground.exchange.workbook_cells import parse_workbook
from chizi.ground.exchange.writing import write_csv, write_parquet, write_xlsx

SLOWEST = 2.0  # seconds of CPU for a file of a few kilobytes
MUTATIONS = 3  # of each seed file for each number that is drawn

TEXT = Dataset("d", tuple(Column(name, "text", name) for name in COLUMNS), [])
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the wall of the process, so that the parser itself has to be good."""
    monkeypatch.setitem(reading.READERS, Format.XLSX, parse_workbook)


def back(path: Path) -> list[tuple[str, ...]]:
    table = reading.read_table(path, required=COLUMNS).table.drop_columns(["line"])
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def dataset(rows: list[tuple[str, ...]]) -> Dataset:
    # A first row that no draw can turn into a second header or into a blank one.
    return Dataset(TEXT.name, TEXT.columns, [("1", "一", ""), *rows])


def one_line_end(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row) for row in rows if any(row)]


@given(rows=ROWS, bom=st.booleans())
def test_csv_comes_back(tmp_path: Path, rows: list[tuple[str, ...]], bom: bool) -> None:
    sent = dataset(rows)
    write_csv(sent, tmp_path / "d.csv", bom=bom)
    assert back(tmp_path / "d.csv") == one_line_end(list(sent.rows))


XML_CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    max_size=12,
)


@given(rows=st.lists(st.tuples(XML_CELLS, XML_CELLS, XML_CELLS), max_size=4))
def test_xlsx_comes_back(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    sent = dataset(rows)
    write_xlsx(sent, tmp_path / "d.xlsx")
    assert back(tmp_path / "d.xlsx") == [row for row in sent.rows if any(row)]


@pytest.mark.parametrize("text", ["_x0041_", " a ", "\n", "a\tb", "<&>\"'", "𠀀", "1e5", "TRUE"])
def test_awkward_text_comes_back_from_xlsx(tmp_path: Path, text: str) -> None:
    write_xlsx(dataset([(text, "x", text)]), tmp_path / "d.xlsx")
    assert back(tmp_path / "d.xlsx")[1] == (text, "x", text)


@given(rows=ROWS)
def test_parquet_comes_back(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    sent = dataset(rows)
    write_parquet(sent, tmp_path / "d.parquet")
    assert back(tmp_path / "d.parquet") == list(sent.rows)


@given(number=st.integers(-(10**15) + 1, 10**15 - 1), day=st.dates(datetime.date(1900, 3, 1)))
def test_numbers_and_days_come_back_from_xlsx(tmp_path: Path, number: int, day: datetime.date) -> None:
    columns = (Column("n", "integer", "n"), Column("d", "date", "d"))
    write_xlsx(Dataset("d", columns, [(number, day)]), tmp_path / "d.xlsx")
    table = reading.read_table(tmp_path / "d.xlsx", required=("n", "d")).table
    assert (table["n"][0].as_py(), table["d"][0].as_py()) == (str(number), day.isoformat())


def sentence(path: Path) -> str:
    """What a person is told about the file; nothing when it was read."""
    try:
        reading.read_table(path, required=COLUMNS)
    except FileRefusal as refusal:
        return str(refusal)
    return ""


def csv_bytes(folder: Path) -> bytes:
    return (HEADER + ROW * 5 + '1,"a ""b""\n",\n').encode()


def gbk_bytes(folder: Path) -> bytes:
    return (HEADER + ROW * 9).encode("gb18030")


def utf16_bytes(folder: Path) -> bytes:
    return (HEADER + ROW * 9).encode("utf-16")


def xlsx_bytes(folder: Path) -> bytes:
    lines = [COLUMNS, *[(f"14010500100{n}", "小店村", datetime.date(2020, 1, 5)) for n in range(9)]]
    return workbook(folder / "seed", lines).read_bytes()


def own_xlsx_bytes(folder: Path) -> bytes:
    write_xlsx(dataset([("a", "b", "c")] * 9), folder / "seed")
    return (folder / "seed").read_bytes()


def parquet_bytes(folder: Path) -> bytes:
    write_parquet(dataset([("a", "b", "c")] * 9), folder / "seed")
    return (folder / "seed").read_bytes()


def mutated(seed: bytes, draw: np.random.Generator) -> bytes:
    """The bytes with a few of them changed, a stretch left out or doubled, or the end cut off."""
    data = bytearray(seed)
    for _ in range(int(draw.integers(1, 5))):
        at = int(draw.integers(len(data)))
        length = int(draw.integers(1, 40))
        match int(draw.integers(5)):
            case 0:
                data[at] = int(draw.integers(256))
            case 1:
                data[at : at + length] = draw.bytes(length)
            case 2:
                del data[at : at + length]
            case 3:
                data[at:at] = data[at : at + length]
            case _:
                data[at] ^= 1 << int(draw.integers(8))
        data = data or bytearray(b"x")
    return bytes(data[: int(draw.integers(len(data)))] if draw.integers(6) == 0 else data)


@pytest.mark.parametrize(
    "seed", [csv_bytes, gbk_bytes, utf16_bytes, xlsx_bytes, own_xlsx_bytes, parquet_bytes]
)
@given(number=st.integers(0, 2**32 - 1))
def test_broken_bytes_give_a_table_or_a_sentence_and_soon(
    tmp_path: Path, seed: Callable[[Path], bytes], number: int
) -> None:
    draw = np.random.default_rng(number)
    whole = seed(tmp_path)
    path = tmp_path / "broken"
    for _ in range(MUTATIONS):
        path.write_bytes(mutated(whole, draw))
        started = time.process_time()
        told = sentence(path)
        assert not told or path.name in told
        assert time.process_time() - started < SLOWEST


@given(junk=st.binary(max_size=400), start=st.sampled_from([b"", b"PK\x03\x04", b"PAR1", HEADER.encode()]))
def test_any_bytes_give_a_table_or_a_sentence(tmp_path: Path, junk: bytes, start: bytes) -> None:
    path = tmp_path / "broken"
    path.write_bytes(start + junk)
    told = sentence(path)
    assert not told or path.name in told
