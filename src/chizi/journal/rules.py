"""What an entry is, byte for byte. Pure: no Django, no clock.

    entry          = canonical JSON of v, kind, actor, unit, object, seq, prev, recorded_at, occurred_at, content
    content commit = SHA-256(salt || canonical JSON of the content)
    leaf           = SHA-256(0x00 || entry)                                            (RFC 6962, section 2.1)

`seq` and `prev` chain the entries of one object, so that a bundle of its entries proves that no step is
missing. Content and salt can be erased later (PIPL art. 47) and the proof stays valid.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

VERSION = 1
SALT_BYTES = 16
FIELDS = ("v", "kind", "actor", "unit", "object", "seq", "prev", "recorded_at", "occurred_at", "content")


def canonical(value: Any) -> bytes:
    """One spelling for one value: UTF-8 JSON, sorted keys, no spaces, no NaN."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def commitment(salt: bytes, content: dict[str, Any]) -> str:
    """Hex SHA-256 that binds the content without revealing it."""
    return hashlib.sha256(salt + canonical(content)).hexdigest()


def leaf_hash(entry: bytes) -> bytes:
    """The RFC 6962 leaf of an entry: 32 bytes."""
    return hashlib.sha256(b"\x00" + entry).digest()


def instant_text(moment: datetime) -> str:
    """An aware instant as UTC text with microseconds.

    Raises ValueError for a naive one: the journal never guesses a time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("the journal takes aware instants only")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True)
class Draft:
    """What is known of an entry before it is chained to its object."""

    kind: str
    actor: str
    unit: str
    object: str
    recorded_at: datetime
    occurred_at: datetime | None
    content_commit: str

    def sealed(self, seq: int, prev: bytes | None) -> bytes:
        """The canonical bytes of entry number ``seq`` (from 1) of the object, after the leaf ``prev``."""
        return canonical(
            {
                "v": VERSION,
                "kind": self.kind,
                "actor": self.actor,
                "unit": self.unit,
                "object": self.object,
                "seq": seq,
                "prev": prev.hex() if prev else "",
                "recorded_at": instant_text(self.recorded_at),
                "occurred_at": instant_text(self.occurred_at) if self.occurred_at else "",
                "content": self.content_commit,
            }
        )


@dataclass(frozen=True)
class Stored:
    """One entry as it lies in the store; ``salt`` and ``content`` are None once erased."""

    number: int
    entry: bytes
    leaf: bytes
    object: str
    seq: int
    salt: bytes | None
    content: dict[str, Any] | None


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with an entry: its number and a code."""

    number: int
    code: str


def checked(entries: Iterable[Stored]) -> Iterator[tuple[Stored, str]]:
    """Recompute each entry, in the order of writing, and say with each what does not hold ("" if it holds).

    Codes: not-canonical, leaf, object, sequence, previous, content. Needs memory for one pair per object.
    """
    last: dict[str, tuple[int, bytes]] = {}
    for stored in entries:
        yield stored, _first_fault(stored, last.get(stored.object))
        last[stored.object] = (stored.seq, stored.leaf)


def _first_fault(stored: Stored, before: tuple[int, bytes] | None) -> str:
    try:
        read = json.loads(stored.entry)
    except ValueError:
        return "not-canonical"
    if not isinstance(read, dict) or set(read) != set(FIELDS) or canonical(read) != stored.entry:
        return "not-canonical"
    if leaf_hash(stored.entry) != stored.leaf:
        return "leaf"
    if read["object"] != stored.object or read["seq"] != stored.seq:
        return "object"
    seq, leaf = before or (0, b"")
    if stored.seq != seq + 1:
        return "sequence"
    if read["prev"] != leaf.hex():
        return "previous"
    if stored.content is None or stored.salt is None:
        return ""
    return "" if commitment(stored.salt, stored.content) == read["content"] else "content"
