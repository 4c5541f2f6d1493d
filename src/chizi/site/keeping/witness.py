"""What somebody outside wrote down of the journal, so that a loss can be named afterwards.

A line is: number, instant, leaf (hex), kind, actor, object, separated by tabs. Kept on another machine, such lines say
after a restore exactly which acts are gone; they hold no content of any act.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chizi.journal.queries import written_after
from chizi.site.keeping.refusals import BadWitness

FIELDS = 6


@dataclass(frozen=True)
class Seen:
    """One entry as the witness wrote it down."""

    number: int
    recorded_at: str
    leaf: str
    kind: str
    actor: str
    object: str

    @property
    def line(self) -> str:
        return "\t".join((str(self.number), self.recorded_at, self.leaf, self.kind, self.actor, self.object))


def lines_after(number: int) -> Iterator[Seen]:
    """What a witness writes down of the entries after ``number``."""
    for one in written_after(number):
        yield Seen(one.number, one.recorded_at.isoformat(), one.leaf.hex(), one.kind, one.actor, one.object)


def read(path: Path) -> list[Seen]:
    """What the witness wrote. Raises BadWitness; a last line that was cut off counts as not written."""
    text = path.read_text("utf-8", errors="replace")
    whole = text[: text.rfind("\n") + 1]
    return [_seen(line, number, path) for number, line in enumerate(whole.splitlines(), start=1) if line]


def _seen(line: str, at: int, path: Path) -> Seen:
    parts = line.split("\t")
    if len(parts) != FIELDS or not parts[0].isascii() or not parts[0].isdigit() or len(parts[2]) != 64:
        raise BadWitness(line=at, file=path)
    return Seen(int(parts[0]), *parts[1:])


def missing(evidence: Iterable[Seen]) -> Iterator[Seen]:
    """Those of the witness's entries that this journal does not hold, by their hashes."""
    waiting = list(evidence)
    if not waiting:
        return
    first = min(one.number for one in waiting) - 1
    here = {one.leaf.hex() for one in written_after(first)}
    yield from (one for one in waiting if one.leaf not in here)
