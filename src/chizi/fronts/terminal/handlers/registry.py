"""The kinds of parcels and who takes them.

A kind is one function in a file named by its noun, marked by `handles`; inspectors' visits and agents' steps will be
further files. Each is the front's translation of one action: ``desk`` is the page on which the same step is taken
without a phone (R-11).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

Number = Annotated[int, msgspec.Meta(gt=0, le=2**63 - 1)]
Text = Annotated[str, msgspec.Meta(max_length=20_000)]
Word = Annotated[str, msgspec.Meta(max_length=200)]
Given = list[Word] | Text


@dataclass(frozen=True)
class Step:
    """One parcel as its handler gets it; ``at`` is when it was taken, by our clock."""

    actor: Any  # the signed-in person
    now: datetime
    at: datetime
    id: UUID
    body: Any


@dataclass(frozen=True)
class Handler:
    """Who takes a kind of parcel."""

    kind: str
    shape: type
    desk: str
    take: Callable[[Step], object]


_handlers: dict[str, Handler] = {}


def handles(
    kind: str, shape: type, *, desk: str
) -> Callable[[Callable[[Step], object]], Callable[[Step], object]]:
    """Mark the function that takes parcels of a kind with a body of this shape."""

    def mark(take: Callable[[Step], object]) -> Callable[[Step], object]:
        _handlers[kind] = Handler(kind, shape, desk, take)
        return take

    return mark


def handler_of(kind: str) -> Handler | None:
    """Who takes this kind; None for one that nobody knows."""
    return _handlers.get(kind)


def all_handlers() -> tuple[Handler, ...]:
    """Every kind that is taken one by one."""
    return tuple(_handlers.values())
