"""Keeping the index. These are parts of other rooms' actions and run in their transactions."""

from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from chizi.ground.search import rules
from chizi.ground.search.models import SearchText

BATCH = 300


def index_text(*, collection: str, key: str, text: str) -> None:
    """Make ``key`` of ``collection`` be found by ``text``, and no longer by what it was found by before.
    The title comes first in the text: hits there count most. Texts are read to 200,000 characters."""
    index_texts(collection=collection, texts={key: text})


def index_texts(*, collection: str, texts: Mapping[str, str]) -> None:
    """The same for many keys at once, for imports."""
    pairs = sorted(texts.items())
    with transaction.atomic():
        for start in range(0, len(pairs), BATCH):
            _index(collection, {key: rules.plain(text) for key, text in pairs[start : start + BATCH]})


def remove_text(*, collection: str, key: str) -> None:
    """Let ``key`` not be found any more; nothing happens when it was not there."""
    with transaction.atomic():
        rows = SearchText.objects.filter(collection=collection, key=key)
        _drop_grams(rows.values_list("id", flat=True))
        rows.delete()


def rebuild_index() -> int:
    """Make all grams anew from the kept texts, after a restore; gives how many texts there are."""
    with transaction.atomic():
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM search_grams")
        count = 0
        for row in SearchText.objects.order_by("id").iterator(chunk_size=BATCH):
            _write_grams([row])
            count += 1
    return count


def _index(collection: str, texts: Mapping[str, str]) -> None:
    rows = [SearchText(collection=collection, key=key, text=text) for key, text in texts.items()]
    SearchText.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["collection", "key"], update_fields=["text"]
    )
    _write_grams(SearchText.objects.filter(collection=collection, key__in=list(texts)).order_by("id"))


def _write_grams(rows: Iterable[SearchText]) -> None:
    made = [(row.pk, rules.grams(row.text)) for row in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE search_searchtext SET grams = %s WHERE id = %s", [(g, n) for n, g in made]
            )
        else:
            cursor.executemany(
                "INSERT OR REPLACE INTO search_grams (rowid, grams) VALUES (%s, %s)",
                [(number, " ".join(found)) for number, found in made],
            )


def _drop_grams(numbers: Iterable[int]) -> None:
    if connection.vendor == "sqlite":  # elsewhere they are a column of the row
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_grams WHERE rowid = %s", [(number,) for number in numbers])
