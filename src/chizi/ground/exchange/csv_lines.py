"""Records of delimited text, strictly after RFC 4180, found without touching the single cell.

Where quotation marks stand correctly, a line end belongs to a cell exactly when an odd number of them
stands before it. That makes record ends a matter of counting, which numpy does for millions of rows; the
marks that would break the count are refused with their line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chizi.ground.exchange import refusals

DELIMITERS = (b",", b"\t", b";")
GUESS_LINES = 5
NEWLINE, QUOTE = 10, 34
_QUOTED = re.compile(rb'"(?:[^"]|"")*"')

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Whole records, each ended by one newline. ``starts`` and ``ends`` (the newline) are offsets in
    ``data``, ``lines`` the source line of each start; empty lines are no records. ``complete`` is false for
    the last block of a file whose last line had no end."""

    data: bytes
    starts: Positions
    ends: Positions
    lines: Positions
    multiline: bool
    complete: bool = True


def guess_delimiter(start: bytes) -> bytes:
    """The separator that occurs most often in one of the first lines, outside quotation marks."""
    lines = _QUOTED.sub(b"", start[:65536]).replace(b"\r", b"\n").split(b"\n")
    lines = [line for line in lines if line][:GUESS_LINES]
    return max(DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines), default=0))


def blocks(pieces: Iterable[bytes], delimiter: bytes, *, file: str, record_bytes: int) -> Iterator[Block]:
    """Cut UTF-8 text into blocks of whole records; line ends become newlines, in cells too.

    Raises StrayQuote, RecordTooLong, CutOff (a quotation mark is still open where the file ends).
    """
    line = 1
    rest = b""
    for piece in pieces:
        data = rest + piece
        # A carriage return at the very end may be half of a line end: it waits for the next piece.
        held = b"\r" if data.endswith(b"\r") else b""
        data = _plain_ends(data[: len(data) - len(held)])
        block, used = _cut(data, line, delimiter, file)
        if block is not None:
            line += data.count(b"\n", 0, used)
            yield block
        rest = data[used:] + held
        if len(rest) > record_bytes:
            raise refusals.RecordTooLong(file=file, line=line)
    rest = _plain_ends(rest)
    if rest:
        ended = rest.endswith(b"\n")
        block, used = _cut(rest if ended else rest + b"\n", line, delimiter, file)
        if block is None or used < len(rest):
            raise refusals.CutOff(file=file)
        yield Block(block.data, block.starts, block.ends, block.lines, block.multiline, ended)


def _plain_ends(data: bytes) -> bytes:
    if b"\r" not in data:
        return data
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _cut(data: bytes, line: int, delimiter: bytes, file: str) -> tuple[Block | None, int]:
    """The records that end in ``data``, which starts with a record in ``line``, and the bytes they take."""
    letters = np.frombuffer(data, np.uint8)
    newlines: Positions = np.flatnonzero(letters == NEWLINE)
    closing = np.arange(len(newlines))
    if b'"' in data:
        quotes: Positions = np.flatnonzero(letters == QUOTE)
        _refuse_stray(letters, quotes, delimiter, line, file)
        closing = closing[np.searchsorted(quotes, newlines) % 2 == 0]
    if not len(closing):
        return None, 0
    ends = newlines[closing]
    starts = np.concatenate(([0], ends[:-1] + 1))
    lines = line + np.concatenate(([0], closing[:-1] + 1))
    used = int(ends[-1]) + 1
    filled = starts < ends
    multiline = len(closing) <= int(closing[-1])
    return Block(data[:used], starts[filled], ends[filled], lines[filled], multiline), used


def _refuse_stray(
    letters: npt.NDArray[np.uint8], quotes: Positions, delimiter: bytes, line: int, file: str
) -> None:
    """An opening mark follows a separator, a line end or the mark that it doubles; so in reverse."""
    neighbours = np.array([NEWLINE, QUOTE, delimiter[0]], np.uint8)
    opening, closing = quotes[0::2], quotes[1::2]
    inner = opening[opening > 0]
    wrong_open = inner[~np.isin(letters[inner - 1], neighbours)]
    followed = closing[closing < len(letters) - 1]
    wrong_close = followed[~np.isin(letters[followed + 1], neighbours)]
    wrong = np.concatenate((wrong_open, wrong_close))
    if len(wrong):
        before = int(np.count_nonzero(letters[: int(wrong.min())] == NEWLINE))
        raise refusals.StrayQuote(file=file, line=line + before)
