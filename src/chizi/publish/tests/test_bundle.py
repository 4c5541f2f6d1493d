"""Publication files are written in one way only, and other programs can read them."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from chizi.core import merkle
from chizi.core.dataset import Column, Dataset
from chizi.publish.bundle import freeze_table, verify
from chizi.publish.bundle.container import Member, read
from chizi.publish.bundle.keys import load_signer, parse_public_key
from chizi.publish.bundle.manifest import HEAD, MANIFEST
from chizi.publish.bundle.verify import read_public_key
from chizi.publish.refusals import (
    BadPublicKey,
    BadSignerName,
    CellOutOfKind,
    KeyExposed,
    RaggedRow,
    UnfitTable,
)
from chizi.publish.tests.samples import bundle, dataset, signer

WHOLE = bundle()
KEY = signer().public
ORDER = (*HEAD, "figures.csv", "figures.parquet")


def members(data: bytes) -> list[Member]:
    return list(read(data).members)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert bundle() == WHOLE


def test_other_zip_programs_can_read_it() -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        assert archive.testzip() is None
        assert tuple(archive.namelist()) == ORDER
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}


def test_csv_and_parquet_hold_the_same_rows_under_the_stated_root() -> None:
    content = {member.name: member.data for member in members(WHOLE)}
    header, *rows = csv.reader(io.StringIO(content["figures.csv"].decode("utf-8-sig"), newline=""))
    table = pq.read_table(io.BytesIO(content["figures.parquet"]))
    assert header == table.column_names == ["region_code", "broken", "rate"]
    assert rows[1] == ["140100000001", "1", "0.25"]
    assert table.to_pylist()[1] == {"region_code": "140100000001", "broken": 1, "rate": Decimal("0.25")}
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in rows]
    stated = json.loads(content[MANIFEST])["tables"][0]
    assert merkle.root(lines).hex() == stated["root"]
    assert stated["rows"] == 3


def test_public_keys_are_read_strictly(tmp_path: Path) -> None:
    assert parse_public_key(KEY.line) == KEY
    path = tmp_path / "key.pub"
    path.write_bytes(b"\xef\xbb\xbf" + KEY.line.replace("\n", "\r\n").encode())
    assert read_public_key(path) == KEY
    bent = KEY.line.replace("= ", "== ")
    kind, coded, name = KEY.line.split()
    for text in ("", bent, f"{kind} {coded}", f"ssh-ed25519 {coded} {name}", f"{kind} {coded[:-2]}B= {name}"):
        with pytest.raises(BadPublicKey):
            parse_public_key(text)
    path.write_bytes(b"\xff\xff")
    with pytest.raises(BadPublicKey):
        read_public_key(path)


def test_the_signing_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "publisher.pem"
    first = load_signer(path, "sx.example")
    assert load_signer(path, "sx.example").public == first.public
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["publisher.pem"]
    with pytest.raises(BadSignerName):
        load_signer(path, "two words")
    path.chmod(0o644)
    with pytest.raises(KeyExposed):
        load_signer(path, "sx.example")


def test_tables_refuse_what_would_be_read_in_two_ways() -> None:
    def frozen(kind: str, value: object) -> bytes:
        return freeze_table(Dataset("t", (Column("c", kind, "C"),), [(value,)])).csv

    assert frozen("text", "=1+1") == b"\xef\xbb\xbfc\r\n'=1+1\r\n"
    assert frozen("text", 'a,"b') == b'\xef\xbb\xbfc\r\n"a,""b"\r\n'
    assert frozen("decimal", Decimal("1E+2")).endswith(b"100\r\n")
    assert frozen("boolean", True).endswith(b"true\r\n")
    assert frozen("date", date(2020, 2, 29)).endswith(b"2020-02-29\r\n")
    assert frozen("instant", datetime(2020, 1, 1, tzinfo=UTC)).endswith(b"2020-01-01T00:00:00Z\r\n")
    refused = [
        ("text", "a\nb"),
        ("text", 5),
        ("text", "\ud800"),
        ("integer", 1.0),
        ("integer", True),
        ("integer", 2**63),
        ("integer", "5"),
        ("decimal", 0.1),
        ("decimal", Decimal("NaN")),
        ("decimal", Decimal("1." + "1" * 30)),
        ("date", datetime(2020, 1, 1, tzinfo=UTC)),
        ("instant", datetime(2020, 1, 1)),
        ("boolean", 1),
        ("colour", "red"),
    ]
    for kind, value in refused:
        with pytest.raises(CellOutOfKind):
            frozen(kind, value)
    with pytest.raises(UnfitTable):
        freeze_table(Dataset("../t", (), []))
    with pytest.raises(RaggedRow):
        freeze_table(Dataset("t", (Column("c", "text", "C"),), [("a", "b")]))


def test_empty_cells_and_empty_tables() -> None:
    columns = (Column("a", "text", "A"), Column("b", "integer", "B"), Column("c", "decimal", "C"))
    some = freeze_table(Dataset("t", columns, [("", None, None), ("x", 0, Decimal(1))]))
    assert some.csv.endswith(b"a,b,c\r\n,,\r\nx,0,1\r\n")
    none = freeze_table(Dataset("t", columns, []))
    assert none.root == merkle.EMPTY_ROOT
    assert dataset(0).rows == []
    assert verify(bundle(rows=0), KEY).ok
