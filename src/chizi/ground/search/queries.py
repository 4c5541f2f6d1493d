"""Finding texts. Whoever asks decides whom the keys may be shown to."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from chizi.ground.search import rules
from chizi.ground.search.rules import Segment, marked

__all__ = ["Hit", "Segment", "find", "marked"]

MOST_WEIGHED = 1000
"""A word that stands everywhere is weighed among its thousand newest texts."""


@dataclass(frozen=True)
class Hit:
    """The room's key of a text that has every term; a higher score is a better hit."""

    key: str
    score: float


def find(collection: str, words: str, *, limit: int = 50, among: str = "") -> list[Hit]:
    """The best texts of a collection that have every term of ``words``; best first, newest first among equals.

    A term of Chinese characters (one is enough) is found anywhere; one of letters and figures at the beginning of
    a word. ``among`` looks only at keys that begin so. Nothing to look for finds nothing. One query.
    """
    wanted = rules.terms(words)
    if not wanted or not (collection + among).isprintable():  # no key has a NUL or half a character in it
        return []
    place = "strpos(t.text, %s)" if connection.vendor == "postgresql" else "instr(t.text, %s)"
    where, values = _where(wanted, place)
    if among:
        where.append(f"{'left' if connection.vendor == 'postgresql' else 'substr'}(t.key, {_from()}%s) = %s")
        values += [len(among), among]
    # FTS5 walks its matches in this order by itself, and stops at the limit.
    newest = "t.id" if connection.vendor == "postgresql" else "search_grams.rowid"
    columns = ", ".join([place] * len(wanted))
    # Every value is a parameter; what is put together here are the names above.
    query = (
        f"SELECT t.key, length(t.text), {columns} FROM {_source()}"  # noqa: S608  # nosec B608
        f" WHERE t.collection = %s AND {' AND '.join(where)} ORDER BY {newest} DESC LIMIT {MOST_WEIGHED}"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*wanted, collection, *values])
        hits = [Hit(key, rules.score(length, places)) for key, length, *places in cursor.fetchall()]
    return sorted(hits, key=lambda hit: -hit.score)[: max(0, limit)]


def _from() -> str:
    return "" if connection.vendor == "postgresql" else "1, "


def _source() -> str:
    if connection.vendor == "postgresql":
        return "search_searchtext t"
    return "search_grams JOIN search_searchtext t ON t.id = search_grams.rowid"


def _where(wanted: list[str], place: str) -> tuple[list[str], list[Any]]:
    """The index's condition, and a comparison for each term that its grams do not prove."""
    found = list(dict.fromkeys(gram for term in wanted for gram in rules.needed(term)))
    unsure = [term for term in wanted if not rules.sure(term)]
    values: list[Any]
    if connection.vendor == "postgresql":
        where, values = ["t.grams @> %s::text[]"], [found]
    else:  # grams are letters and figures only, so that the quotes hold
        where, values = ["search_grams MATCH %s"], [" AND ".join(f'"{gram}"' for gram in found)]
    return [*where, *(f"{place} > 0" for _ in unsure)], [*values, *unsure]
