"""Files of a form that was turned down: kept, so that nobody has to choose them again.

A draft is a digest with its name, signed for one person, so that nobody can attach a file he only knows the hash of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.core import signing

from chizi.ground.files.actions import keep_file
from chizi.matters.rules.matters import MOST_FILES
from chizi.org.abilities import Actor

SALT = "ledger.draft"
OLDEST = 24 * 3600


@dataclass(frozen=True)
class Draft:
    """A kept file that no step names yet; ``token`` brings it back with the form."""

    digest: str
    name: str
    token: str


def keep_draft(actor: Actor, stream: BinaryIO, name: str, now: datetime) -> Draft:
    """Check and keep an uploaded file. Raises what ground.files refuses."""
    kept = keep_file(actor=actor.ref, now=now, stream=stream, name=name)
    token = signing.dumps([actor.ref, kept.digest, kept.name], salt=SALT)
    return Draft(kept.digest, kept.name, token)


def drafts_of(actor: Actor, tokens: Iterable[str]) -> list[Draft]:
    """The drafts that came back with a form; what is not this person's, or older than a day, is left out."""
    found: dict[str, Draft] = {}
    for token in list(tokens)[:MOST_FILES]:
        try:
            ref, digest, name = signing.loads(token, salt=SALT, max_age=OLDEST)
        except (signing.BadSignature, ValueError, TypeError):
            continue
        if ref == actor.ref:
            found[digest] = Draft(digest, name, token)
    return list(found.values())
