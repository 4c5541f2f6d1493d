"""What was written into a form of a kind, checked field by field. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from chizi.core.texts import plain_text
from chizi.core.workflow import Enclosure, Field, FieldKind
from chizi.matters import refusals
from chizi.matters.rules.kinds import Beginning
from chizi.matters.rules.matters import (
    LINE_LENGTH,
    MOST_FILES,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Attached,
    same_words,
)


def filled(fields: Sequence[Field], given: Mapping[str, object]) -> dict[str, str]:
    """The values of a step's fields as they are kept; what is no field of the step is left out.

    Raises Unfilled, BadText, BadDay and BadChoice, each with the name of its field.
    """
    kept = {}
    for field in fields:
        text = _as_text(given.get(field.name))
        if not text.strip():
            if field.required:
                raise refusals.Unfilled(field=field.name, title=field.title)
            continue
        kept[field.name] = _value(field, text)
    return kept


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else ""


def _value(field: Field, text: str) -> str:
    if field.kind is FieldKind.DATE:
        day = read_day(text)
        if day is None:
            raise refusals.BadDay(field=field.name, title=field.title)
        return day.isoformat()
    if field.kind is FieldKind.CHOICE:
        if text not in {code for code, _ in field.choices}:
            raise refusals.BadChoice(field=field.name, title=field.title)
        return text
    line = field.kind is FieldKind.LINE
    most = LINE_LENGTH if line else TEXT_LENGTH
    plain = plain_text(text, most, lines=not line)
    if plain is None:
        raise refusals.BadText(field=field.name, title=field.title, most=most)
    return plain


def read_day(text: str) -> date | None:
    """A day written as 2021-03-01 between 1949 and 2199; None for anything else."""
    try:
        day = date.fromisoformat(text.strip()) if len(text.strip()) == 10 else None
    except ValueError:
        return None
    return day if day is not None and 1949 <= day.year <= 2199 else None


def check_files(wanted: Enclosure, files: Sequence[Attached], today: date) -> tuple[Attached, ...]:
    """The files without doubles. Raises NoFiles, NoFilesHere, TooManyFiles and EvidenceTomorrow."""
    once = tuple({one.digest: one for one in files}.values())
    if wanted is Enclosure.MUST and not once:
        raise refusals.NoFiles(field="files")
    if wanted is Enclosure.NONE and once:
        raise refusals.NoFilesHere(field="files")
    if len(once) > MOST_FILES:
        raise refusals.TooManyFiles(field="files", most=MOST_FILES)
    for one in once:
        if one.dated_on is not None and one.dated_on > today:
            raise refusals.EvidenceTomorrow(field="files", name=one.name)
    return once


def check_written(texts: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """Title, fact, judgement, basis and demand of a new matter, cleaned.

    Fact and judgement stand in fields of their own and neither repeats the other (S2-11). Raises Unfilled, BadText
    and SameWords. Basis and demand may be empty here: whether they may, the kind says (`check_demand`).
    """
    kept: dict[str, str] = {}
    for name, text in texts.items():
        line = name == "title"
        most = TITLE_LENGTH if line else TEXT_LENGTH
        if not text.strip():
            if name in {"basis", "demand"}:
                kept[name] = ""
                continue
            raise refusals.Unfilled(field=name, title=titles[name])
        plain = plain_text(text, most, lines=not line)
        if plain is None:
            raise refusals.BadText(field=name, title=titles[name], most=most)
        kept[name] = plain
    if same_words(kept["fact"], kept["judgement"]):
        raise refusals.SameWords(field="judgement")
    return kept


def check_demand(begin: Beginning, basis: str, demand: str, due: date | None, today: date) -> None:
    """R-29: what is demanded of a party has its basis, its words and its day.

    Raises NoBasis, NoDemand, NoDue and DuePast.
    """
    if begin.basis and not basis:
        raise refusals.NoBasis(field="basis")
    if begin.demand and not demand:
        raise refusals.NoDemand(field="demand")
    if begin.due and due is None:
        raise refusals.NoDue(field="due")
    if due is not None and not today < due <= today + timedelta(days=begin.longest_days):
        raise refusals.DuePast(field="due", most=begin.longest_days)
