"""The files that questions can be brought in: a table, Aiken or GIFT."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext, override

from chizi.core.dataset import Column
from chizi.core.imports import ImportReport
from chizi.core.words import N_
from chizi.fronts.study.words import sheet_words
from chizi.ground.exchange.prose import read_prose
from chizi.ground.exchange.reading import read_table
from chizi.learn.actions import import_question_text, import_questions
from chizi.learn.rules.questions_sheet import COLUMNS, OPTIONS, REQUIRED
from chizi.learn.rules.questions_texts import QUESTION, Read, read_aiken, read_gift

TITLES = {
    "objective": N_("Code of the objective"),
    "kind": N_("Kind of question"),
    "stem": N_("Question"),
    "right": N_("Right answer"),
    "explanation": N_("Explanation"),
    "article": N_("Article behind it"),
    "work": N_("Which work"),
    "number": N_("Number in the bank"),
    QUESTION: N_("Question in the text"),
}
OPTION_TITLE = N_("Option %(letter)s")
FORMS: dict[str, tuple[str, str]] = {
    "table": (
        N_("Import questions from a table"),
        N_("A question that is in the bank with the same words gets a new version if anything else changed."),
    ),
    "aiken": (
        N_("Import questions from Aiken"),
        N_(
            "Plain text: the question, the options A. B. C., and a line ANSWER: B. Several letters, several right."
        ),
    ),
    "gift": (
        N_("Import questions from GIFT"),
        N_("Choices, true or false, short answers and gaps. $CATEGORY: names the objective by its code."),
    ),
}


@dataclass(frozen=True)
class Brought:
    """A file as it was read: a table, or questions out of a text."""

    table: pa.Table
    read: Read | None

    @property
    def columns(self) -> list[str]:
        return [name for name in self.table.column_names if name != "line"]


def title_of(column: str) -> str:
    """What people call a column."""
    if column in OPTIONS:
        return gettext(OPTION_TITLE) % {"letter": column[-1].upper()}
    return gettext(TITLES[column]) if column in TITLES else column


def columns() -> tuple[Column, ...]:
    """The columns of the table with their meanings."""
    return tuple(Column(name, "text", title_of(name), meaning) for name, meaning in COLUMNS.items())


def aliases() -> dict[str, str]:
    """Titles in both languages that stand for a column."""
    found: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with override(language):
            found |= {title_of(name): name for name in COLUMNS}
    return found


def brought(kind: str, path: Path, name: str, objective: str) -> Brought:
    """The file as the readers give it. Raises a FileRefusal for one that is not clean."""
    if kind == "table":
        optional = tuple(one for one in COLUMNS if one not in REQUIRED)
        sheet = read_table(path, name=name, required=REQUIRED, optional=optional, aliases=aliases())
        return Brought(sheet.table, None)
    text = read_prose(path, name=name)
    read = (read_aiken if kind == "aiken" else read_gift)(text, objective)
    blocks = read[2]
    table = pa.table(
        {
            QUESTION: pa.array([one.text for one in blocks], pa.string()),
            "line": pa.array([one.line for one in blocks], pa.int64()),
        }
    )
    return Brought(table, read)


def store(
    file: Brought, *, actor: Any, now: datetime, region: Any, source: str, dry_run: bool
) -> ImportReport:
    """Hand a file to the bank of a place; with ``dry_run`` nothing is stored."""
    usual = {"actor": actor, "now": now, "region": region, "source": source, "dry_run": dry_run}
    if file.read is not None:
        return import_question_text(read=file.read, **usual)
    return import_questions(table=file.table, words=sheet_words(), **usual)
