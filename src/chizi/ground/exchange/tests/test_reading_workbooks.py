"""Excel files as people send them, and the ones that were made to hurt."""

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from chizi.ground.exchange import reading, refusals
from chizi.ground.exchange.limits import MIB, Limits
from chizi.ground.exchange.tables import Format
from chizi.ground.exchange.tests.files import (
    COLUMNS,
    DATA_ROW,
    HEADER_ROW,
    read,
    refused,
    rows,
    sheet_xml,
    text_cell,
    text_file,
    workbook,
    zipped,
)
from chizi.ground.exchange.workbook_cells import parse_workbook

DAY = datetime.date(2020, 2, 29)
LINE = ("140105001001", "小店村", DAY)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process for each file is test_workbook_process.py's matter."""
    monkeypatch.setitem(reading.READERS, Format.XLSX, parse_workbook)


def test_a_workbook_made_by_hand_is_read(tmp_path: Path) -> None:
    assert rows(read(zipped(tmp_path / "u.xlsx"))) == [("140105001001", "x", "", 2)]


def test_cells_are_read_as_a_person_sees_them(tmp_path: Path) -> None:
    lines = [
        COLUMNS,
        LINE,
        (),
        (140105001001, 1.5, datetime.datetime(2020, 1, 5, 10, 30, 17)),
        (True, datetime.time(9, 30), datetime.timedelta(hours=30)),
        (0, -3, "2020-02-30"),
        ("一", None, "x\ny"),
    ]
    sheet = read(workbook(tmp_path / "u.xlsx", lines))
    assert sheet.format is Format.XLSX
    assert rows(sheet) == [
        ("140105001001", "小店村", "2020-02-29", 2),
        ("140105001001", "1.5", "2020-01-05T10:30:17", 4),
        ("TRUE", "09:30:00", "30:00:00", 5),
        ("0", "-3", "2020-02-30", 6),
        ("一", "", "x\ny", 7),
    ]


def test_a_table_need_not_start_at_a1(tmp_path: Path) -> None:
    lines = [(), (), (None, *COLUMNS), (None, *LINE)]
    assert rows(read(workbook(tmp_path / "u.xlsx", lines))) == [(*LINE[:2], "2020-02-29", 4)]


def test_the_calendar_of_1904_gives_the_same_days(tmp_path: Path) -> None:
    def old_mac(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904

    sheet = read(workbook(tmp_path / "u.xlsx", [COLUMNS, LINE], old_mac))
    assert sheet.table["opened_on"].to_pylist() == ["2020-02-29"]


def test_days_before_march_1900_are_refused_with_their_cells(tmp_path: Path) -> None:
    def early(book: Any) -> None:
        for address, serial in (("C2", 1), ("C3", 60), ("C4", 61)):
            book.active[address] = serial
            book.active[address].number_format = "yyyy-mm-dd"

    path = workbook(tmp_path / "u.xlsx", [COLUMNS, ("1", "a"), ("2", "b"), ("3", "c")], early)
    assert refused(path, refusals.DoubtfulDates).params["cells"] == "C2, C3"


def test_codes_that_excel_has_rounded_are_refused_with_their_cells(tmp_path: Path) -> None:
    lines = [COLUMNS, LINE, (140105001001000123, "a", None), (999999999999999, "b", None)]
    refusal = refused(workbook(tmp_path / "u.xlsx", lines), refusals.LongNumbers)
    assert refusal.params["cells"] == "A3"


def test_an_empty_sheet_and_a_header_alone(tmp_path: Path) -> None:
    refused(workbook(tmp_path / "u.xlsx", []), refusals.NoVisibleSheet)
    assert read(workbook(tmp_path / "v.xlsx", [COLUMNS])).table.num_rows == 0


def test_the_first_visible_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    def hide_first(book: Any) -> None:
        book.active.title = "旧"
        book.active.sheet_state = "hidden"
        shown = book.create_sheet("新")
        shown.append(list(COLUMNS))
        shown.append(["1", "a", "b"])

    sheet = read(workbook(tmp_path / "u.xlsx", [COLUMNS, LINE], hide_first))
    assert rows(sheet) == [("1", "a", "b", 2)]
    assert [str(note) for note in sheet.notes] == ["Only the sheet “新” was read; not read: 旧."]


def test_hidden_rows_are_refused_and_hidden_columns_noted(tmp_path: Path) -> None:
    def hide_row(book: Any) -> None:
        book.active.row_dimensions[3].hidden = True

    def hide_column(book: Any) -> None:
        book.active.column_dimensions["B"].hidden = True

    path = workbook(tmp_path / "u.xlsx", [COLUMNS, LINE, LINE, LINE], hide_row)
    assert refused(path, refusals.HiddenRows).params["rows"] == "3"
    sheet = read(workbook(tmp_path / "v.xlsx", [COLUMNS, LINE], hide_column))
    assert str(sheet.notes[0]) == "The sheet has hidden columns (B); they were read as well."


def test_merged_cells_are_refused_with_their_addresses(tmp_path: Path) -> None:
    def merge(book: Any) -> None:
        book.active.merge_cells("A2:A3")
        book.active.merge_cells("J90:K91")

    path = workbook(tmp_path / "u.xlsx", [COLUMNS, LINE, (None, "b"), LINE], merge)
    assert refused(path, refusals.MergedCells).params["cells"] == "A2:A3"


def test_two_header_rows_are_refused_with_the_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "u.xlsx", [COLUMNS, ("Unit code", "NAME", "")])
    assert refused(path, refusals.TwoHeaderRows).params["cell"] == "A2"
    path = workbook(tmp_path / "v.xlsx", [("单位名册",), COLUMNS, LINE])
    assert refused(path, refusals.HeaderTooLow).params["line"] == 2


def test_formulas_are_refused_with_their_addresses(tmp_path: Path) -> None:
    path = workbook(tmp_path / "u.xlsx", [COLUMNS, ("1", "=A2&1", None), ("2", "x", "=TODAY()")])
    assert refused(path, refusals.FormulaCells).params["cells"] == "B2, C3"


def test_formulas_under_a_prefix_are_found_too(tmp_path: Path) -> None:
    cell = '<x:row r="2"><x:c r="B2"><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>'
    prefixed = HEADER_ROW.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    sheet = f'<x:worksheet xmlns:x="urn:x"><x:sheetData>{prefixed}{cell}</x:sheetData></x:worksheet>'
    assert refused(zipped(tmp_path / "u.xlsx", sheet), refusals.FormulaCells).params["cells"] == "B2"


def test_error_values_are_refused_with_their_addresses(tmp_path: Path) -> None:
    path = workbook(tmp_path / "u.xlsx", [COLUMNS, ("1", "#N/A", None)])
    assert refused(path, refusals.ErrorCells).params["cells"] == "B2"


def test_a_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.xlsx", sheet_xml(" " * (100 * MIB)))
    assert bomb.stat().st_size < 330_000
    assert refused(bomb, refusals.SwollenWorkbook).params["size"] == 100


def test_a_bomb_of_many_small_parts_is_refused(tmp_path: Path) -> None:
    parts = {f"xl/theme/theme{n}.xml": b" " * (7 * MIB) for n in range(20)}
    path = zipped(tmp_path / "u.xlsx", more=parts)
    refused(path, refusals.SwollenWorkbook, limits=Limits(unpacked_bytes=100 * MIB))


def test_a_lie_about_the_unpacked_size_is_found(tmp_path: Path) -> None:
    path = zipped(tmp_path / "u.xlsx", sheet_xml(HEADER_ROW + " " * MIB))
    with zipfile.ZipFile(path) as book:
        size = book.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little")))
    refused(path, refusals.DamagedFile)


@pytest.mark.parametrize("dimension", ["", '<dimension ref="A1:C2"/>'])
def test_a_sparse_sheet_is_refused_whatever_its_dimension_says(tmp_path: Path, dimension: str) -> None:
    far = '<row r="1048576">' + text_cell("XFD1048576", "x") + "</row>"
    sheet = sheet_xml(HEADER_ROW + DATA_ROW + far).replace("<sheetData>", dimension + "<sheetData>")
    assert refused(zipped(tmp_path / "u.xlsx", sheet), refusals.FarCell).params["cell"] == "XFD1048576"


def test_cells_that_hide_how_far_they_reach_are_refused(tmp_path: Path) -> None:
    refused(
        zipped(tmp_path / "u.xlsx", sheet_xml(HEADER_ROW + "<row><c/><c/></row>")), refusals.UnsafeWorkbook
    )


def test_more_rows_than_a_sheet_may_have_are_refused(tmp_path: Path) -> None:
    last = 1_000_002
    sheet = sheet_xml(HEADER_ROW + f'<row r="{last}">' + text_cell(f"A{last}", "1") + "</row>")
    assert refused(zipped(tmp_path / "u.xlsx", sheet), refusals.FarCell).params["rows"] == 1_000_001


def test_billion_laughs_are_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"):
        path = zipped(tmp_path / "u.xlsx", more={part: laughs + "<x>&b;</x>"})
        assert "DOCTYPE" in str(refused(path, refusals.UnsafeWorkbook))
    path = zipped(tmp_path / "v.xlsx", more={"xl/sharedStrings.xml": (laughs + "<x/>").encode("utf-16")})
    refused(path, refusals.UnsafeWorkbook)


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("xl/vbaProject.bin", refusals.MacrosInside),
        ("xl/externalLinks/externalLink1.xml", refusals.ExternalLinks),
        ("xl/embeddings/oleObject1.bin", refusals.EmbeddedFiles),
        ("xl/media/inner.zip", refusals.EmbeddedFiles),
        ("../../etc/cron.d/x", refusals.UnsafeWorkbook),
        ("/etc/passwd", refusals.UnsafeWorkbook),
        ("C:\\windows\\x.xml", refusals.UnsafeWorkbook),
        ("XL/WORKBOOK.XML", refusals.UnsafeWorkbook),
    ],
)
def test_parts_that_no_register_needs_are_refused(
    tmp_path: Path, part: str, kind: type[refusals.FileRefusal]
) -> None:
    refused(zipped(tmp_path / "u.xlsx", more={part: b"x"}), kind)


def test_a_link_in_the_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "u.xlsx")
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "a") as book:
        book.writestr(link, "/etc/passwd")
    refused(path, refusals.UnsafeWorkbook)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "u.xlsx", more={f"xl/x{n}.xml": b"" for n in range(30)})
    refused(path, refusals.UnsafeWorkbook, limits=Limits(workbook_parts=20))


def test_a_password_is_refused_in_both_of_its_forms(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024)
    path = tmp_path / "u.xlsx"
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    refused(path, refusals.PasswordProtected)
    path.write_bytes(ole + "Workbook".encode("utf-16-le"))
    refused(path, refusals.OldExcel)
    data = bytearray(zipped(path).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    refused(path, refusals.PasswordProtected)


def test_a_workbook_cut_off_or_damaged_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "u.xlsx", [COLUMNS, LINE]).read_bytes()
    path = tmp_path / "v.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    refused(path, refusals.CutOff)
    path.write_bytes(whole[:-3])
    refused(path, refusals.DamagedFile)
    refused(zipped(path, sheet_xml(HEADER_ROW)[:-30]), refusals.DamagedFile)
    refused(zipped(path, "<html/>"), refusals.DamagedFile)
    refused(zipped(path, more={"xl/workbook.xml": "<workbook"}), refusals.DamagedFile)


def test_a_workbook_in_an_unusual_place_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "u.xlsx")
    with zipfile.ZipFile(path) as book:
        root = book.read("_rels/.rels").decode()
    other = root.replace("workbook.xml", "other.xml")
    refused(zipped(path, more={"_rels/.rels": other}), refusals.UnsafeWorkbook)


def test_other_zip_files_are_named(tmp_path: Path) -> None:
    for part, found in (
        ("word/document.xml", "Word (.docx)"),
        ("a.txt", "ZIP"),
        ("xl/workbook.bin", "Excel (.xlsb)"),
    ):
        with zipfile.ZipFile(tmp_path / "u.xlsx", "w") as book:
            book.writestr(part, "x")
        assert refused(tmp_path / "u.xlsx", refusals.UnknownFormat).params["found"] == found


def test_an_xlsx_named_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path / "u.csv", [COLUMNS, LINE])
    assert read(path).format is Format.XLSX


def test_text_is_not_a_workbook(tmp_path: Path) -> None:
    path = text_file(tmp_path / "u.xlsx", "PK 不是压缩包\n")
    refused(path, refusals.MissingColumns)
    path.write_bytes(io.BytesIO(b"PK\x03\x04" + bytes(100)).getvalue())
    refused(path, refusals.CutOff)


def test_shared_and_formatted_strings_are_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "u.xlsx")) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate([COLUMNS, ("1", "小店村", "x"), ("2", "小店村", "x")]):
            sheet.write_row(row, 0, line)
        sheet.write_rich_string("B3", "小店", book.add_format({"bold": True}), "村")
    with zipfile.ZipFile(tmp_path / "u.xlsx") as written:
        assert "xl/sharedStrings.xml" in written.namelist()
    assert rows(read(tmp_path / "u.xlsx")) == [("1", "小店村", "x", 2), ("2", "小店村", "x", 3)]
