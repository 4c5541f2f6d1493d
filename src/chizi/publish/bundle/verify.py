"""Whether a publication file is the one that was published: no database, no network, no trust in the file.

Every byte is either under the signature, or under a hash that is, or computed. What is wrong is named by
member, byte and, where the other form of the table is whole, row.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from chizi.core import merkle
from chizi.core.words import N_
from chizi.publish.bundle import container
from chizi.publish.bundle.assemble import MAX_BYTES
from chizi.publish.bundle.canonical import canonical_row
from chizi.publish.bundle.container import Member
from chizi.publish.bundle.faults import Fault
from chizi.publish.bundle.keys import PublicKey, parse_public_key, parse_signature
from chizi.publish.bundle.manifest import (
    CRITERIA,
    HEAD,
    MANIFEST,
    SIGNATURE,
    SIGNER,
    UNLISTED,
    ListedTable,
    Manifest,
    UnknownFormat,
    parse_manifest,
)
from chizi.publish.bundle.tables import (
    BYTE_ORDER_MARK,
    ROW_GROUP,
    csv_lines,
    parquet_rows,
    read_csv,
)
from chizi.publish.refusals import BadPublicKey, UnreadableFile

KNOWN, UNKNOWN, OTHER = "known", "unknown", "other"
MAX_FAULTS = 20

NO_PUBLICATION = N_("This is not a publication file, or its first bytes were changed.")
OVERSIZED = N_("The file is larger than any publication may be: %(limit)s MiB.")
ABSENT = N_("Member %(member)s is missing.")
EXTRA = N_("Member %(member)s, at byte %(offset)s, does not belong to the publication.")
DISORDER = N_(
    "The members do not stand in their order; the first out of place is %(member)s, byte %(offset)s."
)
CHANGED = N_("The content of member %(member)s, from byte %(offset)s on, was changed.")
ROW_CHANGED = N_("Member %(member)s was changed at byte %(offset)s, in data row %(row)s.")
UNREADABLE = N_("The content of member %(member)s cannot be read as what it should be.")
NEWER = N_("The file says that it has the format “%(format)s”, which this version of chizi cannot check.")
UNSIGNED = N_("The signature does not fit the manifest: one of the two was changed.")
FOREIGN = N_("The file is signed with the key %(found)s (%(name)s), not with the key given, %(wanted)s.")
COUNTED = N_("Table %(member)s has %(found)s rows, but the manifest states %(stated)s.")
ROOTED = N_("The rows of table %(member)s do not give the Merkle root in the manifest.")
UNEQUAL = N_("Members %(member)s and %(other)s do not hold the same rows; they part at data row %(row)s.")
CRITERIA_DIFFER = N_("The rule in member %(member)s is not the one that the manifest names.")


@dataclass(frozen=True)
class Verdict:
    """``ok``: not a byte was changed and, if a key was given, its owner signed. ``signer`` is ``known`` (the
    key given), ``unknown`` (no key given; the file only proves that it is whole) or ``other``."""

    ok: bool
    signer: str
    faults: tuple[Fault, ...]
    sha256: str
    manifest: Manifest | None
    key: PublicKey | None

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        stated: Mapping[str, Any] = self.manifest.stated if self.manifest else {}
        return {
            "intact": self.ok,
            "signer": self.signer,
            "key": self.key.key_id if self.key else "",
            "key_name": self.key.name if self.key else "",
            "sha256": self.sha256,
            "publication": stated.get("publication", {}),
            "title": stated.get("title", {}),
            "criteria": stated.get("criteria", {}),
            "as_of": stated.get("as_of", ""),
            "approved_at": stated.get("approved_at", ""),
            "provisional": stated.get("provisional"),
            "faults": [fault.as_dict() for fault in self.faults],
        }


def verify(source: Path | bytes, public_key: PublicKey | None = None) -> Verdict:
    """Check a publication file. Content never makes it raise; UnreadableFile: it cannot be opened."""
    data = source if isinstance(source, bytes) else _read(source)
    if len(data) > MAX_BYTES:
        fault = Fault("too-large", OVERSIZED, params={"limit": MAX_BYTES >> 20})
        return Verdict(False, UNKNOWN, (fault,), "", None, None)
    return _Check(data, public_key).verdict()


def read_public_key(path: Path) -> PublicKey:
    """The key in a key file. Raises BadPublicKey or UnreadableFile."""
    try:
        with path.open("rb") as file:
            return parse_public_key(file.read(1000).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadPublicKey from None
    except OSError as broken:
        raise UnreadableFile(path=str(path), reason=broken.strerror or str(broken)) from None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as broken:
        raise UnreadableFile(path=str(path), reason=broken.strerror or str(broken)) from None


class _Check:
    """One verification; each step adds to ``faults``."""

    def __init__(self, data: bytes, given: PublicKey | None) -> None:
        self.data = data
        self.given = given
        self.reading = container.read(data)
        self.members: dict[str, Member] = {}
        for member in self.reading.members:
            self.members.setdefault(member.name, member)
        self.faults: list[Fault] = []
        self.signer = UNKNOWN
        self.key: PublicKey | None = None
        self.manifest: Manifest | None = None

    def verdict(self) -> Verdict:
        """Run all steps."""
        digest = hashlib.sha256(self.data).hexdigest()
        if not self.reading.members:
            nothing = (Fault("not-a-publication", NO_PUBLICATION, offset=0),)
            begun = self.data.startswith(container.LOCAL_MARK)
            return Verdict(False, UNKNOWN, self.reading.faults if begun else nothing, digest, None, None)
        self.check_signature()
        self.read_manifest()
        if self.manifest and self.key:  # a manifest that nobody signed may accuse the wrong member
            self.check_order(self.manifest)
            sound = self.check_members(self.manifest)
            for table in self.manifest.tables:
                self.check_table(table, sound)
        self.check_container()
        found = tuple(dict.fromkeys(self.faults))[:MAX_FAULTS]
        proved = not found and self.manifest is not None and self.key is not None
        return Verdict(proved, self.signer, found, digest, self.manifest, self.key)

    def content(self, name: str) -> bytes:
        member = self.members.get(name)
        return member.data if member else b""

    def add(self, code: str, text: str, member: str, row: int | None = None, **params: Any) -> None:
        at = self.members.get(member)
        self.faults.append(Fault(code, text, member, at.offset if at else None, params, row))

    def check_signature(self) -> None:
        """Who signed: the key given, the one in the file, or nobody."""
        manifest, text = self.content(MANIFEST), self.content(SIGNATURE)
        inside = _key_in(self.content(SIGNER))
        given = inside if self.given and inside and inside.raw == self.given.raw else self.given
        if given and _signed(given, manifest, text):
            self.signer, self.key = KNOWN, given
        elif inside and _signed(inside, manifest, text):
            self.key = inside
            if given:
                self.signer = OTHER
                found = {"found": inside.key_id, "name": inside.name, "wanted": given.key_id}
                self.faults.append(Fault("other-signer", FOREIGN, SIGNATURE, params=found))
        else:
            self.blame_damaged()

    def blame_damaged(self) -> None:
        """Name what broke the signature: a part that is missing or no longer fits its check sum, or both sides."""
        parts = (MANIFEST, SIGNATURE, SIGNER)
        absent = [name for name in parts if name not in self.members]
        damaged = [name for name in parts if name in self.reading.suspects]
        for name in damaged:
            self.add("changed", CHANGED, name)
        for name in (
            absent if self.reading.complete else ()
        ):  # what lies behind a cut is not missing by itself
            self.add("missing", ABSENT, name)
        if not damaged and not absent:
            self.add("signature", UNSIGNED, MANIFEST)

    def read_manifest(self) -> None:
        """Read the manifest; without one nothing further can be checked."""
        if MANIFEST not in self.members:
            if self.key:  # even a good signature over nothing is none
                self.add("missing", ABSENT, MANIFEST)
            return
        try:
            self.manifest = parse_manifest(self.content(MANIFEST))
        except UnknownFormat as newer:
            self.add("unknown-format", NEWER, MANIFEST, format=str(newer))
        except ValueError:
            if MANIFEST not in {fault.member for fault in self.faults}:
                self.add("unreadable", UNREADABLE, MANIFEST)

    def check_order(self, manifest: Manifest) -> None:
        """Exactly the members that the manifest names, in their order."""
        found = [member.name for member in self.reading.members]
        wanted = manifest.order
        for name in dict.fromkeys(found):
            if name not in wanted:
                self.add("extra", EXTRA, name)
        if self.reading.complete:
            for name in wanted:
                if name not in self.members:
                    self.add("missing", ABSENT, name)
        if set(found) == set(wanted) and tuple(dict.fromkeys(found)) != wanted:
            first = next(name for name, place in zip(found, wanted, strict=False) if name != place)
            self.add("order", DISORDER, first)

    def check_members(self, manifest: Manifest) -> set[str]:
        """Compare hashes; the names of the members that are sound."""
        sound: set[str] = set()
        located = {fault.member for fault in self.faults} | {table.csv for table in manifest.tables}
        for listed in manifest.members:
            member = self.members.get(listed.name)
            if member is None:
                continue
            if hashlib.sha256(member.data).hexdigest() == listed.sha256 and len(member.data) == listed.size:
                sound.add(listed.name)
            elif listed.name not in located:
                self.add("changed", CHANGED, listed.name)
        if {listed.name for listed in manifest.members} != set(manifest.order) - UNLISTED:
            self.add("unreadable", UNREADABLE, MANIFEST)
        if (
            CRITERIA in sound
            and hashlib.sha256(self.content(CRITERIA)).hexdigest() != manifest.criteria_sha256
        ):
            self.add("criteria", CRITERIA_DIFFER, CRITERIA)
        if self.key and self.key.key_id != manifest.key_id:
            self.add("unreadable", UNREADABLE, MANIFEST)
        return sound

    def check_table(self, table: ListedTable, sound: set[str]) -> None:
        """Same rows in both forms, as many as stated, under the stated root."""
        if table.csv not in self.members:
            return
        if table.csv not in sound:
            self.locate_row(table, table.parquet in sound)
            return
        try:
            header, *rows = read_csv(self.content(table.csv))
        except ValueError:
            self.add("unreadable", UNREADABLE, table.csv)
            return
        if header != [column.name for column in table.columns]:
            self.add("unreadable", UNREADABLE, table.csv)
        elif len(rows) != table.rows:
            self.add("count", COUNTED, table.csv, found=len(rows), stated=table.rows)
        elif merkle.root(canonical_row(row) for row in rows).hex() != table.root:
            self.add("root", ROOTED, table.csv)
        elif table.parquet in sound:
            parted = self.parting(table)
            if parted is not None:
                self.add("unequal", UNEQUAL, table.csv, row=parted[1], other=table.parquet)

    def parting(self, table: ListedTable) -> tuple[int, int] | None:
        """Byte of the CSV member and data row (0: the header) where it parts from the Parquet member."""
        found = self.content(table.csv)
        head = BYTE_ORDER_MARK + csv_lines([[column.name for column in table.columns]])
        if not found.startswith(head):
            return _difference(found[: len(head)], head), 0
        at, row = len(head), 0
        try:
            for chunk in _chunks(parquet_rows(self.content(table.parquet), table.columns)):
                lines = csv_lines(chunk)
                if found[at : at + len(lines)] != lines:
                    wrong = _difference(found[at : at + len(lines)], lines)
                    return at + wrong, row + lines[:wrong].count(b"\n") + 1
                at, row = at + len(lines), row + len(chunk)
        except ValueError:
            self.add("unreadable", UNREADABLE, table.parquet)
            return None
        return None if at == len(found) else (at, row + 1)

    def locate_row(self, table: ListedTable, twin_is_sound: bool) -> None:
        """Name the byte and row of a changed CSV member by its Parquet twin; without one, only the member."""
        parted = self.parting(table) if twin_is_sound else None
        member = self.members[table.csv]
        if parted is None:
            self.add("changed", CHANGED, table.csv)
        else:
            offset = member.offset + parted[0]
            self.faults.append(Fault("changed", ROW_CHANGED, table.csv, offset, row=parted[1]))

    def check_container(self) -> None:
        """Faults of the container itself; a last wall compares with a container built anew."""
        self.faults.extend(self.reading.faults)
        named = {fault.member for fault in self.faults}
        for member in self.reading.members:
            if member.name not in self.reading.suspects or member.name in named:
                continue
            if self.manifest and self.key:  # the content is right, so the check sum is not
                place = member.offset - len(member.name) - container.LOCAL.size
                self.faults.append(Fault("container", container.BENT, member.name, place))
            else:
                self.add("changed", CHANGED, member.name)
        if not self.faults and container.build(self.reading.members) != self.data:
            self.faults.append(Fault("container", container.BENT, HEAD[0], 0))


def _key_in(data: bytes) -> PublicKey | None:
    """The key in the member signer.pub, if it is spelled exactly as such members are."""
    try:
        key = parse_public_key(data.decode("ascii"))
    except (UnicodeDecodeError, BadPublicKey):
        return None
    return key if key.line.encode("ascii") == data else None


def _signed(key: PublicKey, manifest: bytes, text: bytes) -> bool:
    signature = parse_signature(key, text)
    return signature is not None and key.signed(manifest, signature)


def _chunks(rows: Iterator[tuple[str, ...]]) -> Iterator[Sequence[tuple[str, ...]]]:
    while chunk := list(islice(rows, ROW_GROUP)):
        yield chunk


def _difference(found: bytes, expected: bytes) -> int:
    shorter = min(len(found), len(expected))
    return next((at for at in range(shorter) if found[at] != expected[at]), shorter)
