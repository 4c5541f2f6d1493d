"""Publication files: written in one way, and no change goes unseen or unnamed."""

import csv
import hashlib
import io
import json
import random
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chizi.core import merkle
from chizi.core.dataset import Column, Dataset
from chizi.publish.bundle import freeze_table, verify
from chizi.publish.bundle.assemble import MAX_BYTES
from chizi.publish.bundle.canonical import canonical_json
from chizi.publish.bundle.container import Member, build, read
from chizi.publish.bundle.keys import load_signer, parse_public_key, signature_text
from chizi.publish.bundle.manifest import HEAD, MANIFEST, SIGNATURE, SIGNER
from chizi.publish.bundle.verify import read_public_key
from chizi.publish.refusals import (
    BadPublicKey,
    BadSignerName,
    CellOutOfKind,
    KeyExposed,
    RaggedRow,
    UnfitTable,
    UnreadableFile,
)
from chizi.publish.tests.samples import bundle, dataset, signer

WHOLE = bundle()
KEY = signer().public
ORDER = (*HEAD, "figures.csv", "figures.parquet")


def members(data: bytes) -> list[Member]:
    return list(read(data).members)


def owner_of(offset: int) -> str:
    """The member whose content holds a byte of the sample, or nothing for the container."""
    for member in members(WHOLE):
        if member.offset <= offset < member.offset + len(member.data):
            return member.name
    return ""


def resigned(changed: list[Member], by: int = 1) -> bytes:
    """The members with the hashes of the manifest made to fit, signed anew."""
    key = signer(by)
    stated = json.loads(next(one.data for one in changed if one.name == MANIFEST))
    stated["signer"] = {"name": key.public.name, "key": key.public.key_id}
    changed = [Member(SIGNER, key.public.line.encode()) if one.name == SIGNER else one for one in changed]
    for entry in stated["members"]:
        found = next((one.data for one in changed if one.name == entry["name"]), None)
        if found is not None:
            entry |= {"sha256": hashlib.sha256(found).hexdigest(), "bytes": len(found)}
    manifest = canonical_json(stated)
    fresh = {MANIFEST: manifest, SIGNATURE: signature_text(key.public, key.sign(manifest))}
    return build([Member(one.name, fresh.get(one.name, one.data)) for one in changed])


def codes(data: bytes) -> set[str]:
    return {fault.code for fault in verify(data, KEY).faults}


def test_a_whole_file_is_proved_with_the_key_and_called_unsigned_by_anyone_known_without() -> None:
    proved = verify(WHOLE, KEY)
    assert (proved.ok, proved.signer, proved.faults) == (True, "known", ())
    assert proved.as_dict()["publication"] == {"code": "2021-0001", "version": 1, "replaces": ""}
    unknown = verify(WHOLE)
    assert (unknown.ok, unknown.signer, unknown.as_dict()["intact"]) == (True, "unknown", True)


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


@pytest.mark.parametrize("with_key", [True, False])
def test_every_single_flipped_byte_is_caught_and_named(with_key: bool) -> None:
    draw = random.Random(20200305)
    for offset in range(len(WHOLE)):
        changed = bytearray(WHOLE)
        changed[offset] ^= draw.randrange(1, 256)
        verdict = verify(bytes(changed), KEY if with_key else None)
        assert not verdict.ok, offset
        owner = owner_of(offset)
        if owner:
            assert {fault.member for fault in verdict.faults} == {owner}, (offset, verdict.faults)
        else:
            assert any(fault.offset is not None for fault in verdict.faults), offset
            assert {fault.code for fault in verdict.faults} & {"container", "truncated", "not-a-publication"}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), min_size=1, max_size=40))
def test_any_set_of_flipped_bytes_is_caught(flips: list[tuple[int, int]]) -> None:
    changed = bytearray(WHOLE)
    for offset, bits in flips:
        changed[offset] ^= bits
    if bytes(changed) != WHOLE:
        assert not verify(bytes(changed), KEY).ok
        assert not verify(bytes(changed)).ok


def test_a_changed_cell_is_named_by_byte_and_row() -> None:
    at = WHOLE.index(b"140100000002,2")
    verdict = verify(WHOLE[: at + 13] + b"9" + WHOLE[at + 14 :], KEY)
    (fault,) = verdict.faults
    assert (fault.code, fault.member, fault.row, fault.offset) == ("changed", "figures.csv", 3, at + 13)
    assert fault.sentence == f"Member figures.csv was changed at byte {at + 13}, in data row 3."


def test_every_length_of_a_truncated_file_is_caught() -> None:
    for length in [*range(0, len(WHOLE), 37), *range(len(WHOLE) - 30, len(WHOLE))]:
        verdict = verify(WHOLE[:length], KEY)
        assert not verdict.ok, length
        found = {fault.code for fault in verdict.faults}
        assert found & ({"truncated"} if length >= 30 else {"truncated", "not-a-publication"}), (
            length,
            found,
        )


def test_appended_bytes_are_caught() -> None:
    (fault,) = verify(WHOLE + b"\x00", KEY).faults
    assert (fault.code, fault.offset, fault.params) == ("container", len(WHOLE), {"bytes": 1})
    assert not verify(b"\x00" + WHOLE, KEY).ok
    assert not verify(WHOLE + WHOLE, KEY).ok


def test_another_signer_is_named_and_never_taken_for_the_publisher() -> None:
    forged = bundle(by=signer(2))
    verdict = verify(forged, KEY)
    assert (verdict.ok, verdict.signer) == (False, "other")
    (fault,) = verdict.faults
    assert fault.code == "other-signer"
    assert signer(2).public.key_id in fault.sentence
    assert KEY.key_id in fault.sentence
    assert verify(forged).signer == "unknown"
    assert verify(forged, signer(2).public).ok


def test_a_forger_who_keeps_the_publishers_key_in_the_file_is_caught() -> None:
    forged = [
        Member(SIGNER, KEY.line.encode()) if one.name == SIGNER else one
        for one in members(bundle(by=signer(2)))
    ]
    assert not verify(build(forged), KEY).ok
    assert not verify(build(forged)).ok


def test_figures_changed_together_with_hash_and_check_sum_break_the_signature() -> None:
    stated = json.loads(members(WHOLE)[1].data)
    changed = []
    for one in members(WHOLE):
        data = one.data.replace(b"000002,2", b"000002,1") if one.name == "figures.csv" else one.data
        changed.append(Member(one.name, data))
    for entry in stated["members"]:
        if entry["name"] == "figures.csv":
            entry["sha256"] = hashlib.sha256(changed[5].data).hexdigest()
    changed[1] = Member(MANIFEST, canonical_json(stated))
    assert "signature" in codes(build(changed))


def test_members_in_another_order_missing_doubled_or_strange() -> None:
    parts = members(WHOLE)
    assert "order" in codes(build([parts[1], parts[0], *parts[2:]]))
    assert "missing" in codes(build(parts[:-1]))
    assert "missing" in codes(build([parts[0], *parts[2:]]))
    assert codes(build([*parts, parts[0]])) == {"container"}
    assert codes(build([*parts, Member("more.txt", b"")])) == {"extra"}
    assert codes(build([])) == {"not-a-publication"}


def test_two_forms_of_a_table_that_differ_are_caught_even_under_a_good_signature() -> None:
    other = {one.name: one.data for one in members(bundle(rows=4))}
    mixed = [
        Member(one.name, other[one.name]) if one.name == "figures.parquet" else one for one in members(WHOLE)
    ]
    (fault,) = verify(resigned(mixed), KEY).faults
    assert (fault.code, fault.row) == ("unequal", 4)
    mixed = [
        Member(one.name, other[one.name]) if one.name == "figures.csv" else one for one in members(WHOLE)
    ]
    assert codes(resigned(mixed)) == {"count"}


def test_stated_roots_counts_and_rules_must_hold_even_under_a_good_signature() -> None:
    def with_stated(change: str, value: object) -> bytes:
        stated = json.loads(members(WHOLE)[1].data)
        target = stated["criteria"] if change == "sha256" else stated["tables"][0]
        target[change] = value
        return resigned(
            [
                Member(MANIFEST, canonical_json(stated)) if one.name == MANIFEST else one
                for one in members(WHOLE)
            ]
        )

    assert codes(with_stated("root", "0" * 64)) == {"root"}
    assert codes(with_stated("rows", 4)) == {"count"}
    assert codes(with_stated("sha256", "0" * 64)) == {"criteria"}
    assert codes(with_stated("members", ["a", "b"])) == {"unreadable"}
    assert codes(with_stated("rows", True)) == {"unreadable"}


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]\n",
        b"{}\n",
        b"[" * 200_000,
        b'{"format":"chizi-publication/1"}\n',
        b'{"format":"chizi-publication/1", "a":1}\n',
        b'{"a":NaN}\n',
        b"\xff\xfe\n",
    ],
)
def test_a_manifest_that_is_none_is_named(text: bytes) -> None:
    changed = [Member(MANIFEST, text) if one.name == MANIFEST else one for one in members(WHOLE)]
    key = signer()
    changed[2] = Member(SIGNATURE, signature_text(key.public, key.sign(text)))
    verdict = verify(build(changed), KEY)
    assert not verdict.ok
    assert {fault.member for fault in verdict.faults} == {MANIFEST}


def test_a_later_format_is_refused_as_such() -> None:
    text = canonical_json({"format": "chizi-publication/2"})
    changed = [Member(MANIFEST, text) if one.name == MANIFEST else one for one in members(WHOLE)]
    key = signer()
    changed[2] = Member(SIGNATURE, signature_text(key.public, key.sign(text)))
    assert codes(build(changed)) == {"unknown-format"}


def test_tricks_with_the_container() -> None:
    def archive(mode: int = zipfile.ZIP_STORED, names: tuple[str, ...] = ORDER) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", mode) as made:
            for name, one in zip(names, members(WHOLE), strict=True):
                made.writestr(name, one.data)
        return target.getvalue()

    assert not verify(archive(), KEY).ok  # same content, other dates
    assert not verify(archive(zipfile.ZIP_DEFLATED), KEY).ok
    assert codes(archive(names=("/etc/passwd", *ORDER[1:]))) <= {"container", "not-a-publication"}
    assert not verify(archive(names=("../README.txt", *ORDER[1:])), KEY).ok
    tail = WHOLE.index(b"PK\x01\x02")
    assert not verify(WHOLE[:tail] + WHOLE[tail:] + WHOLE[tail:], KEY).ok  # a second directory
    assert not verify(WHOLE[:tail] + build([]) + WHOLE[tail:], KEY).ok
    many = build([Member(f"f{number}", b"") for number in range(65)])
    assert "container" in codes(many)


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("README.txt", b"\0" * (1 << 26))
    assert len(target.getvalue()) < 100_000
    assert "container" in {fault.code for fault in verify(target.getvalue()).faults}


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (fault,) = verify(path).faults
    assert fault.code == "too-large"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        verify(tmp_path / "none.zip")
    with pytest.raises(UnreadableFile):
        read_public_key(tmp_path)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([b"", WHOLE[:400], WHOLE[-200:], b"PK\x03\x04"]))
def test_no_bytes_make_it_fall_over(noise: bytes, start: bytes) -> None:
    assert not verify(start + noise, KEY).ok


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
