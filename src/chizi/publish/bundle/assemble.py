"""From frozen tables to a draft, and from an approved draft to the signed file."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chizi.publish.bundle import container
from chizi.publish.bundle.canonical import canonical_json
from chizi.publish.bundle.container import Member
from chizi.publish.bundle.keys import Signer, signature_text
from chizi.publish.bundle.manifest import (
    CRITERIA,
    FORMAT,
    MANIFEST,
    README,
    SIGNATURE,
    SIGNER,
    TableWords,
    Words,
    listed,
    table_entry,
)
from chizi.publish.bundle.readme import README_TEXT
from chizi.publish.bundle.tables import FrozenTable
from chizi.publish.refusals import TooLarge

MAX_BYTES = 256 << 20


@dataclass(frozen=True)
class Statement:
    """What a publication says about itself before it is approved. Instants are ISO texts with an offset.

    ``replaces`` is the SHA-256 of the file that this version corrects, or empty.
    """

    code: str
    version: int
    replaces: str
    title: Words
    run: str
    run_digest: str
    criteria: str
    as_of: str
    time_zone: str
    provisional: bool
    created_at: str
    method: Words
    redaction: Sequence[Mapping[str, Any]]


def assemble(
    statement: Statement,
    criteria_toml: bytes,
    tables: Sequence[tuple[FrozenTable, TableWords]],
) -> bytes:
    """The draft: a container like the final one, but unsigned and without the day of approval.

    Raises TooLarge.
    """
    members = [Member(README, README_TEXT.encode()), Member(CRITERIA, criteria_toml)]
    for table, _ in tables:
        members += [Member(f"{table.name}.csv", table.csv), Member(f"{table.name}.parquet", table.parquet)]
    stated = {
        "format": FORMAT,
        "publication": {
            "code": statement.code,
            "version": statement.version,
            "replaces": statement.replaces,
        },
        "title": dict(statement.title),
        "run": {"id": statement.run, "digest": statement.run_digest},
        "criteria": {"id": statement.criteria, "sha256": hashlib.sha256(criteria_toml).hexdigest()},
        "as_of": statement.as_of,
        "time_zone": statement.time_zone,
        "provisional": statement.provisional,
        "created_at": statement.created_at,
        "method": dict(statement.method),
        "redaction": [dict(one) for one in statement.redaction],
        "tables": [table_entry(table, words) for table, words in tables],
        "members": [listed(member) for member in members],
    }
    draft = container.build([members[0], Member(MANIFEST, canonical_json(stated)), *members[1:]])
    if len(draft) > MAX_BYTES:
        raise TooLarge(limit=MAX_BYTES >> 20)
    return draft


def stated_in(container_bytes: bytes) -> dict[str, Any]:
    """What the manifest of a draft or of a publication file says. Raises ValueError when there is none."""
    for member in container.read(container_bytes).members:
        if member.name == MANIFEST:
            return dict(json.loads(member.data))
    raise ValueError("no manifest")


def seal(draft: bytes, *, approved_at: str, signer: Signer) -> bytes:
    """The signed publication file over a draft."""
    stated = stated_in(draft)
    readme, _, *rest = container.read(draft).members
    key = Member(SIGNER, signer.public.line.encode("ascii"))
    final = {
        **stated,
        "approved_at": approved_at,
        "signer": {"name": signer.public.name, "key": signer.public.key_id},
        "members": [listed(member) for member in (readme, key, *rest)],
    }
    manifest = canonical_json(final)
    signature = signature_text(signer.public, signer.sign(manifest))
    return container.build([readme, Member(MANIFEST, manifest), Member(SIGNATURE, signature), key, *rest])
