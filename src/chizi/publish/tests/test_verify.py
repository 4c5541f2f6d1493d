"""No change to a publication file goes unseen or unnamed, and nothing makes the check fall over."""

import hashlib
import io
import json
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chizi.publish.bundle import PublicKey, verify
from chizi.publish.bundle.assemble import MAX_BYTES
from chizi.publish.bundle.canonical import canonical_json
from chizi.publish.bundle.container import Member, build, read
from chizi.publish.bundle.keys import signature_text
from chizi.publish.bundle.manifest import HEAD, MANIFEST, SIGNATURE, SIGNER
from chizi.publish.bundle.verify import read_public_key
from chizi.publish.refusals import (
    UnreadableFile,
)
from chizi.publish.tests.samples import bundle, signer

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


@pytest.mark.parametrize("key", [KEY, None])
@pytest.mark.parametrize("name", ORDER)
def test_without_any_one_member_nothing_is_proved(name: str, key: PublicKey | None) -> None:
    left = [one for one in members(WHOLE) if one.name != name]
    verdict = verify(build(left), key)
    assert not verdict.ok
    assert name in {fault.member for fault in verdict.faults if fault.code == "missing"}
    for one in members(WHOLE):
        assert not verify(build([one]), key).ok


def test_a_good_signature_over_nothing_proves_nothing() -> None:
    key = signer()
    parts = {one.name: one for one in members(WHOLE)}
    parts[SIGNATURE] = Member(SIGNATURE, signature_text(key.public, key.sign(b"")))
    del parts[MANIFEST]
    for given_key in (KEY, None):
        verdict = verify(build(list(parts.values())), given_key)
        assert not verdict.ok
        assert {fault.code for fault in verdict.faults} == {"missing"}


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


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_cutting_moving_doubling_and_reversing_stretches_is_caught(data: st.DataObject) -> None:
    changed = WHOLE
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(changed)))
        piece = changed[start : start + data.draw(st.integers(1, 4000))]
        rest = changed[:start] + changed[start + len(piece) :]
        where = data.draw(st.integers(0, len(rest)))
        put = data.draw(st.sampled_from([b"", piece, piece * 2, piece[::-1]]))
        changed = rest[:where] + put + rest[where:]
    if changed != WHOLE:
        for key in (KEY, None):
            verdict = verify(changed, key)
            assert not verdict.ok
            assert all(fault.sentence for fault in verdict.faults)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(range(len(ORDER))), max_size=9).filter(
        lambda order: order != [*range(len(ORDER))]
    )
)
def test_no_other_choice_or_order_of_the_members_is_proved(order: list[int]) -> None:
    parts = members(WHOLE)
    for key in (KEY, None):
        assert not verify(build([parts[place] for place in order]), key).ok
