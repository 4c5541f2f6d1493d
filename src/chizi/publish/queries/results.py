"""What a campaign has come to, out of a published file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from chizi.publish.queries.figures import read_part
from chizi.publish.queries.versions import FilePart, PublishedView

TABLES = ("learning_results", "opinions")
MOST = 300  # rows that a page shows; the file has all


@dataclass(frozen=True)
class PublishedTable:
    """One table as the file states it: ``title`` and the titles and meanings of ``columns`` by language tag; ``rows``
    are the first `MOST`, in the order of the file, a withheld number is None; ``count`` says how many there are."""

    name: str
    title: Mapping[str, str]
    columns: tuple[tuple[str, str, Mapping[str, str], Mapping[str, str]], ...]
    rows: tuple[tuple[Any, ...], ...]
    count: int


def published_results(view: PublishedView) -> tuple[PublishedTable, ...]:
    """The tables of results in the file, those that have rows; none in the publication of a run."""
    if not view.card.campaign:
        return ()
    found = []
    for stated in view.stated.get("tables", ()):
        part = view.parts.get(f"{stated['name']}.parquet")
        if stated["name"] not in TABLES or part is None or not stated["rows"]:
            continue
        columns = tuple((one["name"], one["kind"], one["title"], one["meaning"]) for one in stated["columns"])
        names = tuple(name for name, *_ in columns)
        rows = _rows(part, names)
        found.append(PublishedTable(stated["name"], stated["title"], columns, rows, stated["rows"]))
    return tuple(found)


@lru_cache(maxsize=16)
def _rows(part: FilePart, names: tuple[str, ...]) -> tuple[tuple[Any, ...], ...]:
    table = read_part(part, columns=list(names)).slice(0, MOST)
    return tuple(tuple(row[name] for name in names) for row in table.to_pylist())
