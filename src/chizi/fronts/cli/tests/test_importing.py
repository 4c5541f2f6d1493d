"""Imports: all or nothing, with the faulty rows given back; the same again changes nothing."""

import csv
from pathlib import Path

import pytest

from chizi.fronts.cli.tests import houses
from chizi.fronts.cli.tests.houses import DIVISIONS, UNITS, VILLAGE, event, terms

HEADER = UNITS.splitlines()[0]
SHOP = "140105001900000009,某店,shop,trade,140105001000,,,2010-01-01,,"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house with the divisions in it."""
    with houses.opened(tmp_path_factory.mktemp("importing")) as one:
        assert one.run("import", "divisions", one.written("divisions.csv", DIVISIONS)).code == 0
        yield one


def rows_of(path: str | Path) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_faulty_row_refuses_the_whole_file_and_comes_back_beside_it(house):
    file = house.written("units.csv", UNITS + SHOP + "\n")
    done = house.run("import", "units", file, "--json")
    assert done.code == 1
    data = done.data
    assert (data["total"], data["rejected"], data["stored"]) == (3, 1, False)
    assert data["faults"][0]["line"] == 4
    assert data["faults"][0]["column"] == "kind"
    assert data["rejects"] == str(Path(file).with_name("units.rejects.csv"))
    (returned,) = rows_of(data["rejects"])
    assert (returned["unit_code"], returned["kind"], returned["line"], returned["column"]) == (
        "140105001900000009",
        "shop",
        "4",
        "kind",
    )
    assert returned["reason"]
    assert house.run("journal", "verify", "--json").data["entries"] == 1


def test_returned_rows_are_read_again_once_corrected(house):
    file = house.written("corrected.csv", UNITS + SHOP + "\n")
    rejects = house.run("import", "units", file, "--json").data["rejects"]
    text = Path(rejects).read_text("utf-8-sig").replace(",shop,", ",enterprise,")
    done = house.run("import", "units", house.written("again.csv", text), "--dry-run", "--json")
    assert (done.code, done.data["accepted"], done.data["rejected"]) == (0, 1, 0)


def test_rejects_go_where_they_are_sent_as_a_workbook_too(house):
    out = house.folder.parent / "given back.xlsx"
    done = house.run(
        "import", "units", house.written("bad.csv", f"{HEADER}\n{SHOP}\n"), "--rejects", str(out), "--json"
    )
    assert done.code == 1
    assert done.data["rejects"] == str(out)
    assert out.read_bytes()[:2] == b"PK"


def test_a_dry_run_stores_nothing(house):
    before = house.run("journal", "verify", "--json").data["entries"]
    done = house.run("import", "units", house.written("fine.csv", UNITS), "--dry-run", "--json")
    assert (done.code, done.data["accepted"], done.data["stored"], done.data["dry_run"]) == (
        0,
        2,
        False,
        True,
    )
    assert house.run("journal", "verify", "--json").data["entries"] == before


def test_the_same_divisions_again_change_nothing(house):
    done = house.run("import", "divisions", house.written("divisions.csv", DIVISIONS), "--json")
    assert (done.data["accepted"], done.data["unchanged"], done.data["left_out"]) == (0, 6, 1)


def test_chinese_titles_are_understood(house):
    text = UNITS.replace("unit_code,name,kind,sector,region_code", "单位代码,名称,类型,行业,区划代码")
    done = house.run("import", "units", house.written("chinese.csv", text), "--dry-run", "--json")
    assert (done.code, done.data["accepted"]) == (0, 2), done.err


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "EmptyFile"),
        ("renamed.xlsx", b"%PDF-1.7\n", "UnknownFormat"),
        ("page.xlsx", b"<html><table></table></html>", "HtmlInside"),
        ("cut.csv", f'{HEADER}\n1,"open'.encode(), "CutOff"),
        ("columns.csv", b"unit_code,name\n1,2\n", "MissingColumns"),
    ],
)
def test_a_file_that_is_not_clean_is_refused_by_name(house, name, content, code):
    path = house.folder.parent / name
    path.write_bytes(content)
    done = house.run("import", "units", str(path), "--json")
    assert done.code == 1
    assert done.data["error"]["code"] == code
    assert name in done.data["error"]["message"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_the_usual_encodings_are_read(house, encoding):
    path = house.folder.parent / f"{encoding}.csv"
    path.write_bytes(UNITS.encode(encoding))
    done = house.run("import", "units", str(path), "--dry-run", "--json")
    assert (done.code, done.data["accepted"]) == (0, 2)


@pytest.mark.parametrize("kind", ["divisions", "agencies", "units", "people", "facts"])
def test_a_template_names_every_column_and_is_read_again(fresh_folder, kind):
    house, folder = fresh_folder
    path = folder / f"{kind}.csv"
    done = house.run("import", kind, str(path), "--template", "--json")
    assert done.code == 0
    assert done.data["template"] == [str(path), str(folder / f"{kind}-columns.csv")]
    header = path.read_text("utf-8-sig").strip().split(",")
    explained = rows_of(folder / f"{kind}-columns.csv")
    assert [row["column"] for row in explained] == header
    assert all(row["meaning"] for row in explained)


@pytest.fixture
def fresh_folder(house, tmp_path):
    return house, tmp_path


def test_a_template_as_workbook(house, tmp_path):
    path = tmp_path / "units.xlsx"
    assert house.run("import", "units", str(path), "--template").code == 0
    done = house.run("import", "units", str(path), "--dry-run", "--json")
    assert (done.code, done.data["total"]) == (0, 0)


def test_facts_with_faults_come_back_and_keep_good_stores_the_rest_as_partial(house):
    rows = [event("case", "K1"), event("case", "K2", unit="nobody"), event("case", "K3", severity="9")]
    file = house.facts("cases.csv", rows)
    refused = house.run("import", "facts", file, *terms("police", "case"), "--json")
    assert refused.code == 1
    assert (refused.data["delivery"], refused.data["rejected"], refused.data["stored"]) == (None, 2, False)
    assert {row["event_id"] for row in rows_of(refused.data["rejects"])} == {"K2", "K3"}
    kept = house.run("import", "facts", file, *terms("police", "case"), "--keep-good", "--json")
    assert kept.code == 0
    assert (kept.data["accepted"], kept.data["rejected"], kept.data["stored"]) == (1, 2, True)
    assert kept.data["complete"] is False


def test_the_same_delivery_again_is_recognised(house):
    file = house.facts("once.csv", [event("petition", "W1")])
    first = house.run("import", "facts", file, *terms("petitions_office", "petition"), "--json").data
    again = house.run("import", "facts", file, *terms("petitions_office", "petition"), "--json")
    assert again.code == 0
    assert (again.data["repeated"], again.data["delivery"]) == (True, first["delivery"])


def test_one_event_with_two_contents_is_returned_twice(house):
    rows = [event("case", "T1"), event("case", "T1", severity="2")]
    done = house.run("import", "facts", house.facts("twice.csv", rows), *terms("police", "case"), "--json")
    assert (done.code, done.data["rejected"]) == (1, 2)


def test_a_body_that_does_not_own_the_zero_is_refused(house):
    file = house.facts("foreign.csv", [event("petition", "X1")])
    done = house.run("import", "facts", file, *terms("police", "petition"), "--json")
    assert (done.code, done.data["error"]["code"]) == (1, "NotTheOwner")


def test_a_place_that_nobody_registered_is_refused(house):
    file = house.facts("nowhere.csv", [event("case", "X2")])
    options = [("99" if one == "14" else one) for one in terms("police", "case")]
    done = house.run("import", "facts", file, *options, "--json")
    assert (done.code, done.data["error"]["code"]) == (1, "UnknownRegion")


def test_a_complete_delivery_may_have_no_rows(house):
    done = house.run(
        "import", "facts", house.facts("none.csv", []), *terms("emergency_management", "accident"), "--json"
    )
    assert (done.code, done.data["total"], done.data["complete"]) == (0, 0, True)


def test_people_get_their_roles_on_the_first_day_only(tmp_path):
    with houses.opened(tmp_path) as house:
        for kind, text in (
            ("divisions", DIVISIONS),
            ("agencies", houses.AGENCIES),
            ("people", houses.PEOPLE),
        ):
            assert house.run("import", kind, house.written(f"{kind}.csv", text)).code == 0
        later = house.run(
            "import", "people", house.written("people.csv", houses.PEOPLE), "--as", "wu", "--json"
        )
        assert later.code == 1
        assert {fault["column"] for fault in later.data["faults"]} == {"role"}
        unknown = house.run(
            "evaluate", "--criteria", "none-such", "--period", "2020", "--as", "lin", "--json"
        )
        assert (unknown.code, unknown.data["error"]["code"]) == (1, "UnknownCriteria")
        unjudged = house.run("explain", VILLAGE, "--period", "2020", "--as", "lin", "--json")
        assert (unjudged.code, unjudged.data["error"]["code"]) == (1, "NoRun")
