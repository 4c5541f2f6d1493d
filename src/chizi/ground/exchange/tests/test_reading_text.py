"""CSV as it really comes: charsets, separators, line ends, and what is wrong with it."""

from pathlib import Path

import pytest

from chizi.ground.exchange import charsets, refusals
from chizi.ground.exchange.limits import Limits
from chizi.ground.exchange.tables import Format
from chizi.ground.exchange.tests.files import COLUMNS, HEADER, ROW, read, refused, rows, text_file

SEEN = [("140105001001", "小店村", "2020-01-05", 2)]


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-32", "utf-32-le"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
    ],
)
def test_each_charset_gives_the_same_table(tmp_path: Path, encoding: str, label: str) -> None:
    sheet = read(text_file(tmp_path / "units.csv", HEADER + ROW, encoding))
    assert (sheet.format, sheet.encoding) == (Format.CSV, label)
    assert rows(sheet) == SEEN


def test_utf_16_big_endian_is_known_by_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_bytes(b"\xfe\xff" + (HEADER + ROW).encode("utf-16-be"))
    assert rows(read(path)) == SEEN


def test_rare_characters_of_gb18030_are_read(tmp_path: Path) -> None:
    sheet = read(text_file(tmp_path / "u.csv", HEADER + "1,㐂𠀀村,\n", "gb18030"))
    assert sheet.table["name"].to_pylist() == ["㐂𠀀村"]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separator_and_line_end_are_found(tmp_path: Path, mark: str, end: str) -> None:
    text = (HEADER + ROW).replace(",", mark).replace("\n", end)
    assert rows(read(text_file(tmp_path / "u.csv", text))) == SEEN


def test_lines_are_source_lines_past_breaks_in_cells_and_blank_rows(tmp_path: Path) -> None:
    text = "\n" + HEADER + '1,"a\r\nb",\n\n,,\n2,"say ""hi"", twice",x\n'
    sheet = read(text_file(tmp_path / "u.csv", text))
    assert rows(sheet) == [("1", "a\nb", "", 3), ("2", 'say "hi", twice', "x", 7)]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pieces_may_end_anywhere(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charsets, "PIECE", size)
    text = HEADER + '1,"小\r\n店""村",\r\n2,b,c\r\n'
    for encoding in ("utf-8", "gb18030", "utf-16"):
        sheet = read(text_file(tmp_path / "u.csv", text, encoding))
        assert rows(sheet) == [("1", '小\n店"村', "", 2), ("2", "b", "c", 4)]


def test_csv_named_xlsx_is_simply_read(tmp_path: Path) -> None:
    assert rows(read(text_file(tmp_path / "units.xlsx", HEADER + ROW))) == SEEN


def test_titles_match_by_alias_whatever_width_case_and_spaces(tmp_path: Path) -> None:
    path = text_file(tmp_path / "u.csv", "单位 代码,Ｎａｍｅ,Opened On,备注\n1,a,b,c\n")
    sheet = read(path, aliases={"单位代码": "unit_code"})
    assert sheet.table.column_names == [*COLUMNS, "line"]
    assert [str(note) for note in sheet.notes] == ["Columns that are not asked for were left out: 备注."]


def test_optional_columns_may_be_absent_and_order_is_the_requests(tmp_path: Path) -> None:
    path = text_file(tmp_path / "u.csv", "closed_on,opened_on,name,unit_code\n1,2,3,4\n")
    sheet = read(path, optional=("kind", "closed_on"))
    assert sheet.table.column_names == [*COLUMNS, "closed_on", "line"]


def test_a_header_without_rows_is_an_empty_table(tmp_path: Path) -> None:
    for text in (HEADER, HEADER.strip(), HEADER + "\n,,\n"):
        sheet = read(text_file(tmp_path / "u.csv", text))
        assert sheet.table.num_rows == 0
        assert str(sheet.notes[-1]) == "The file has a header but no rows."


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    refused(text_file(tmp_path / "u.csv", ""), refusals.EmptyFile)
    refused(text_file(tmp_path / "v.csv", "\n\n  \n"), refusals.NoHeader)
    refused(text_file(tmp_path / "w.csv", "\ufeff"), refusals.NoHeader)


def test_all_missing_columns_are_named(tmp_path: Path) -> None:
    refusal = refused(text_file(tmp_path / "u.csv", "name,x\n1,2\n"), refusals.MissingColumns)
    assert refusal.params["columns"] == "unit_code, opened_on"


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    refusal = refused(text_file(tmp_path / "u.csv", "Name," + HEADER + "a," + ROW), refusals.DuplicateColumns)
    assert refusal.params["columns"] == "name (A, C)"


def test_a_title_above_the_header_is_refused_with_its_line(tmp_path: Path) -> None:
    refusal = refused(text_file(tmp_path / "u.csv", "附件1,,\n" + HEADER + ROW), refusals.HeaderTooLow)
    assert refusal.params["line"] == 2


def test_a_second_header_row_is_refused(tmp_path: Path) -> None:
    text = "单位代码,单位名称,启用日期\n" + HEADER + ROW
    aliases = {"单位代码": "unit_code", "单位名称": "name", "启用日期": "opened_on"}
    refusal = refused(text_file(tmp_path / "u.csv", text), refusals.TwoHeaderRows, aliases=aliases)
    assert refusal.params["cell"] == "A2"


def test_a_multi_byte_character_cut_at_the_end_is_a_cut_off_file(tmp_path: Path) -> None:
    for encoding in ("utf-8", "gb18030", "utf-16", "utf-8-sig"):
        path = text_file(tmp_path / "u.csv", HEADER + ROW + "2,大同市云冈村", encoding)
        path.write_bytes(path.read_bytes()[:-1])
        refused(path, refusals.CutOff)


def test_a_file_cut_in_a_row_or_in_quotes_is_a_cut_off_file(tmp_path: Path) -> None:
    refused(text_file(tmp_path / "u.csv", HEADER + ROW + "140105001002,大"), refusals.CutOff)
    refused(text_file(tmp_path / "v.csv", HEADER + ROW + '1,"大同'), refusals.CutOff)


def test_a_broken_byte_in_utf_8_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    data = (HEADER + ROW * 50).encode()
    at = data.index("店".encode(), 600)
    path = tmp_path / "u.csv"
    path.write_bytes(data[:at] + data[at + 1 :])
    refusal = refused(path, refusals.DamagedText)
    assert refusal.params["line"] == data[:at].count(b"\n") + 1


def test_bytes_of_no_charset_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "u.csv"
    path.write_bytes(HEADER.encode() + b"1,\xff\xff\xff,\n")
    assert refused(path, refusals.UnknownEncoding).params["line"] == 2


def test_zero_bytes_are_refused_with_their_line(tmp_path: Path) -> None:
    assert (
        refused(text_file(tmp_path / "u.csv", HEADER + ROW + "1,\0,\n"), refusals.NulBytes).params["line"]
        == 3
    )
    text = "\ufeff" + HEADER + "1,\0,\n"
    assert refused(text_file(tmp_path / "v.csv", text, "utf-16-le"), refusals.NulBytes).params["line"] == 2


def test_ragged_rows_are_refused_with_their_lines(tmp_path: Path) -> None:
    text = HEADER + ROW + "1,2\n" + ROW + "1,2,3,4\n" + ROW
    refusal = refused(text_file(tmp_path / "u.csv", text), refusals.RaggedRows)
    assert (refusal.params["count"], refusal.params["lines"]) == (2, "3, 5")


@pytest.mark.parametrize("cell", ['a"b', '"a"b', '"a" ', ' "a"'])
def test_a_quotation_mark_out_of_place_is_refused_with_its_line(tmp_path: Path, cell: str) -> None:
    refusal = refused(text_file(tmp_path / "u.csv", HEADER + ROW + f"1,{cell},\n"), refusals.StrayQuote)
    assert refusal.params["line"] == 3


def test_a_row_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = text_file(tmp_path / "u.csv", HEADER + '1,"' + "x" * 5000 + "\n" * 5000)
    assert refused(path, refusals.RecordTooLong, limits=Limits(record_bytes=4096)).params["line"] == 2
    path = text_file(tmp_path / "v.csv", "x" * 200_000 + "," + HEADER)
    refused(path, refusals.RecordTooLong)


def test_limits_of_size_rows_and_columns_hold(tmp_path: Path) -> None:
    path = text_file(tmp_path / "u.csv", HEADER + ROW * 3)
    assert refused(path, refusals.TooManyRows, limits=Limits(rows=2)).params["limit"] == 2
    refused(path, refusals.FileTooLarge, limits=Limits(file_bytes=10))
    refused(path, refusals.TooManyColumns, limits=Limits(columns=2))


def test_dates_and_long_codes_stay_as_they_are_written(tmp_path: Path) -> None:
    sheet = read(text_file(tmp_path / "u.csv", HEADER + "140105001001000123,1.4E+17,2020-02-30\n"))
    assert rows(sheet) == [("140105001001000123", "1.4E+17", "2020-02-30", 2)]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", refusals.HtmlInside),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><HTML></HTML>", refusals.HtmlInside),
        ("\ufeff<html>".encode("utf-16-le"), refusals.HtmlInside),
        (b'<?xml version="1.0"?><Workbook></Workbook>', refusals.UnknownFormat),
        (b"%PDF-1.7\n", refusals.UnknownFormat),
        (b"\x89PNG\r\n\x1a\n", refusals.UnknownFormat),
        (b"\x1f\x8b\x08\x00", refusals.UnknownFormat),
    ],
)
def test_other_files_under_a_table_name_are_refused(
    tmp_path: Path, content: bytes, kind: type[refusals.FileRefusal]
) -> None:
    path = tmp_path / "units.xlsx"
    path.write_bytes(content)
    refused(path, kind)


def test_the_name_that_the_person_knows_stands_in_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(refusals.EmptyFile, match=r"名册\.csv"):
        read(text_file(tmp_path / "3f2a.part", ""), name="名册.csv")
