"""The manifest: what the publisher states and signs, in one line of canonical JSON."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chizi.core.dataset import Column
from chizi.publish.bundle.canonical import KINDS, canonical_json
from chizi.publish.bundle.container import Member
from chizi.publish.bundle.tables import FrozenTable

FORMAT = "chizi-publication/1"
README, MANIFEST, SIGNATURE, SIGNER, CRITERIA = (
    "README.txt",
    "manifest.json",
    "signature",
    "signer.pub",
    "criteria.toml",
)
HEAD = (README, MANIFEST, SIGNATURE, SIGNER, CRITERIA)
UNLISTED = frozenset({MANIFEST, SIGNATURE})  # a list cannot hold its own hash, nor that of what signs it
HEX = re.compile(r"[0-9a-f]{64}\Z")

Words = Mapping[str, str]
"""One text in each language, by language tag."""


@dataclass(frozen=True)
class TableWords:
    """What people read about a table: its title, and title and meaning of each column by column name."""

    title: Words
    columns: Mapping[str, tuple[Words, Words]]


def listed(member: Member) -> dict[str, Any]:
    """How the manifest names a member."""
    return {"name": member.name, "sha256": hashlib.sha256(member.data).hexdigest(), "bytes": len(member.data)}


def table_entry(table: FrozenTable, words: TableWords) -> dict[str, Any]:
    """How the manifest describes a table."""
    nothing: tuple[Words, Words] = ({}, {})
    columns = []
    for column in table.columns:
        title, meaning = words.columns.get(column.name, nothing)
        columns.append(
            {"name": column.name, "kind": column.kind, "title": dict(title), "meaning": dict(meaning)}
        )
    return {
        "name": table.name,
        "title": dict(words.title),
        "rows": table.count,
        "root": table.root.hex(),
        "members": [f"{table.name}.csv", f"{table.name}.parquet"],
        "columns": columns,
        "notes": table.notes,
    }


@dataclass(frozen=True)
class ListedMember:
    """A member as the manifest lists it."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class ListedTable:
    """A table as the manifest describes it."""

    name: str
    columns: tuple[Column, ...]
    rows: int
    root: str
    csv: str
    parquet: str


@dataclass(frozen=True)
class Manifest:
    """A manifest that was read: the parts that checking needs, and all of it as ``stated``."""

    stated: Mapping[str, Any]
    members: tuple[ListedMember, ...]
    tables: tuple[ListedTable, ...]
    criteria_sha256: str
    key_id: str

    @property
    def order(self) -> tuple[str, ...]:
        """The names that the container must hold, in order."""
        return (*HEAD, *(name for table in self.tables for name in (table.csv, table.parquet)))


class UnknownFormat(ValueError):
    """A manifest of a format that this version cannot check."""


def parse_manifest(data: bytes) -> Manifest:
    """Read a manifest. Raises UnknownFormat, or ValueError for one that was not written as they are."""
    try:
        stated = json.loads(data)
        if canonical_json(stated) != data or not isinstance(stated, dict):
            raise ValueError("not canonical")
    except (RecursionError, UnicodeError) as broken:
        raise ValueError(str(broken)) from None
    if stated.get("format") != FORMAT:
        raise UnknownFormat(str(stated.get("format"))[:60])
    try:
        return Manifest(
            stated,
            tuple(_member(entry) for entry in _list(stated["members"])),
            tuple(_table(entry) for entry in _list(stated["tables"])),
            _hash(stated["criteria"]["sha256"]),
            _text(stated["signer"]["key"]),
        )
    except (KeyError, TypeError) as missing:
        raise ValueError(f"lacks {missing}") from None


def _member(entry: Any) -> ListedMember:
    return ListedMember(_text(entry["name"]), _hash(entry["sha256"]), _count(entry["bytes"]))


def _table(entry: Any) -> ListedTable:
    columns = tuple(Column(_text(one["name"]), _kind(one["kind"]), "") for one in _list(entry["columns"]))
    name = _text(entry["name"])
    csv, parquet = _list(entry["members"])
    if (csv, parquet) != (f"{name}.csv", f"{name}.parquet"):
        raise ValueError("members of a table")
    return ListedTable(name, columns, _count(entry["rows"]), _hash(entry["root"]), csv, parquet)


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list):
        raise TypeError("a list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value


def _hash(value: Any) -> str:
    if not isinstance(value, str) or not HEX.match(value):
        raise ValueError("no hash")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("no count")
    return value


def _kind(value: Any) -> str:
    if value not in KINDS:
        raise ValueError("no kind")
    return str(value)
