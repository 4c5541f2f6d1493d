"""Which column is which: names or titles, whatever their case, width and spaces."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from chizi.core.words import N_
from chizi.ground.exchange import refusals
from chizi.ground.exchange.tables import Note

HEADER_SEARCH = 20
EXTRA_COLUMNS = N_("Columns that are not asked for were left out: %(columns)s.")
HEADER_ONLY = N_("The file has a header but no rows.")

_SPACES = re.compile(r"[\s_\u200b\ufeff]+")


def plain(title: str) -> str:
    """A title as it is compared: full-width made narrow, lower case, no spaces or underscores."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", title)).casefold()


def column_letters(index: int) -> str:
    """The name of a column of a sheet: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Request:
    """What a caller asks of a file: canonical names, and aliases (title -> canonical name)."""

    file: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    aliases: Mapping[str, str] | None = None

    def known(self) -> dict[str, str]:
        """Every accepted title in its plain form -> canonical name."""
        names = {plain(name): name for name in (*self.required, *self.optional)}
        wanted = set(names.values())
        titles = {plain(a): name for a, name in (self.aliases or {}).items() if name in wanted}
        return titles | names


@dataclass(frozen=True)
class Match:
    """Canonical name -> index in the file, in the order of the request, and what to tell the person."""

    columns: dict[str, int]
    width: int
    notes: tuple[Note, ...]


def match(header: Sequence[str], request: Request) -> Match:
    """Find the wanted columns in a header; all that are missing are named at once.

    Raises MissingColumns, DuplicateColumns.
    """
    known = request.known()
    found: dict[str, int] = {}
    twice: list[str] = []
    extra: list[str] = []
    for index, title in enumerate(header):
        name = known.get(plain(title))
        if name is None:
            if title.strip():
                extra.append(title.strip())
        elif name in found:
            twice.append(f"{title.strip()} ({column_letters(found[name])}, {column_letters(index)})")
        else:
            found[name] = index
    if missing := [name for name in request.required if name not in found]:
        raise refusals.MissingColumns(file=request.file, columns=", ".join(missing))
    if twice:
        raise refusals.DuplicateColumns(file=request.file, columns=", ".join(twice))
    order = (*request.required, *request.optional)
    notes = (Note(EXTRA_COLUMNS, {"columns": refusals.some(extra)}),) if extra else ()
    return Match({name: found[name] for name in order if name in found}, len(header), notes)


def looks_like_header(cells: Collection[str], request: Request) -> bool:
    """Whether at least half of the required columns are named in these cells."""
    known = request.known()
    names = {known.get(plain(cell)) for cell in cells} & set(request.required)
    return bool(names) and 2 * len(names) >= len(request.required)


def find_header(rows: Sequence[tuple[int, Sequence[str]]], request: Request) -> tuple[int, Match]:
    """Which of the first rows (line, cells) is the header, and its match.

    Raises NoHeader, HeaderTooLow (a title above it), TwoHeaderRows and what ``match`` raises.
    """
    filled = [(at, line, cells) for at, (line, cells) in enumerate(rows) if any(c.strip() for c in cells)]
    if not filled:
        raise refusals.NoHeader(file=request.file, columns=", ".join(request.required))
    at, _, cells = filled[0]
    if not looks_like_header(cells, request):
        for _, line, lower in filled[1:]:
            if looks_like_header(lower, request):
                raise refusals.HeaderTooLow(file=request.file, line=line)
    found = match(cells, request)
    for _, line, lower in filled[1:2]:
        if looks_like_header(lower, request):
            first = next(i for i, cell in enumerate(lower) if cell.strip())
            raise refusals.TwoHeaderRows(file=request.file, cell=f"{column_letters(first)}{line}")
    return at, found
