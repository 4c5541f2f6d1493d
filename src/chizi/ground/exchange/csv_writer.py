"""CSV that spreadsheets and programs read alike."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from chizi.core.dataset import Dataset
from chizi.ground.exchange.atomic import whole_file
from chizi.ground.exchange.csv_cells import guard
from chizi.ground.exchange.values import Translate, as_text, untranslated


def write_csv(
    dataset: Dataset,
    path: Path,
    *,
    bom: bool = False,
    titles: bool = False,
    notes: bool = False,
    translate: Translate = untranslated,
) -> tuple[Path, ...]:
    """Write a Dataset; gives the files written. Same dataset, same bytes.

    UTF-8 with line feeds; ``bom`` puts a byte order mark first, which Excel needs to see Chinese. The
    header has the columns' names, or with ``titles`` their translated titles. CSV has no place for notes:
    with ``notes`` they go to a sibling ``NAME.notes.txt``. Cells that a spreadsheet would run as formulas
    get an apostrophe (csv_cells).
    """
    header = [translate(c.title) if titles else c.name for c in dataset.columns]
    write_rows(path, header, dataset.rows, bom=bom)
    if not (notes and dataset.notes):
        return (path,)
    beside = path.with_name(f"{path.stem}.notes.txt")
    write_lines(beside, (f"{translate(key)}: {value}" for key, value in dataset.notes.items()))
    return (path, beside)


def write_rows(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], *, bom: bool = False
) -> None:
    """Write guarded rows under a header."""
    with (
        whole_file(path) as draft,
        draft.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as out,
    ):
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([guard(title) for title in header])
        for row in rows:
            writer.writerow([_cell(value) for value in row])


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of plain text."""
    with whole_file(path) as draft, _open(draft, bom=False) as out:
        out.writelines(f"{line}\n" for line in lines)


def _open(path: Path, *, bom: bool) -> TextIO:
    # Half a character (a lone surrogate) has no UTF-8; it is written as a question mark.
    return path.open("w", encoding="utf-8-sig" if bom else "utf-8", errors="replace", newline="")


def _cell(value: Any) -> str:
    text = value if isinstance(value, str) else as_text(value)
    if "\r" in text:  # readers take a bare one for the end of the row; a line feed is what they agree on
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return guard(text)
