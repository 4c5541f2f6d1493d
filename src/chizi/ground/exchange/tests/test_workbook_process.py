"""Workbooks are opened by a process of their own, which the system stops when it takes too much."""

from pathlib import Path

from chizi.ground.exchange import refusals
from chizi.ground.exchange.headers import Request
from chizi.ground.exchange.limits import MIB, Limits
from chizi.ground.exchange.tests.files import (
    COLUMNS,
    HEADER_ROW,
    read,
    refused,
    sheet_xml,
    text_cell,
    workbook,
    zipped,
)
from chizi.ground.exchange.workbook_cells import parse_workbook

LINES = [(*COLUMNS, "备注"), ("140105001001", "小店村", "2020-02-29", "x")]


def test_the_process_gives_what_the_parser_gives(tmp_path: Path) -> None:
    path = workbook(tmp_path / "u.xlsx", LINES)
    alone = parse_workbook(path, Request(path.name, COLUMNS), Limits())
    sheet = read(path)
    assert alone == sheet
    assert [str(note) for note in sheet.notes] == ["Columns that are not asked for were left out: 备注."]


def test_a_refusal_comes_back_with_its_places(tmp_path: Path) -> None:
    path = workbook(tmp_path / "u.xlsx", [COLUMNS, ("1", "=1+1", "")])
    assert refused(path, refusals.FormulaCells).params["cells"] == "B2"


def test_aliases_and_limits_reach_the_process(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "u.xlsx", [("单位代码", "name", "opened_on"), ("1", "a", "b"), ("2", "a", "b")]
    )
    assert read(path, aliases={"单位代码": "unit_code"}).table.num_rows == 2
    refused(path, refusals.FarCell, limits=Limits(sheet_rows=2))


def test_a_workbook_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    refused(workbook(tmp_path / "u.xlsx", LINES), refusals.WorkbookTooHeavy, limits=Limits(sheet_seconds=0))


def test_a_workbook_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    cells = (f'<row r="{n}">{text_cell(f"A{n}", str(n) * 100)}</row>' for n in range(2, 200_000))
    heavy = zipped(tmp_path / "v.xlsx", sheet_xml(HEADER_ROW + "".join(cells)))
    refused(heavy, refusals.WorkbookTooHeavy, limits=Limits(sheet_memory=480 * MIB, swell=10_000))
