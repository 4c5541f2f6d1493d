"""Reading whole columns of delivered cells, text or typed, into values and the reasons why a cell has none.

An empty cell is no fault here; whether it may be empty is for the caller to say. Codes are those of
``checked.REASONS``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import ibis
from ibis.expr.datatypes import DataType
from ibis.expr.types import StringValue, TimestampValue, Value

_DAY = r"[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}"
_TIME = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
_SHIFT = r"(Z|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})"
_INSTANT = f"{_DAY}( {_TIME}( ?{_SHIFT})?)?"
_NUMBER_OF_A_SHEET = r"[0-9]+\.0+|[0-9]+(\.[0-9]+)?[eE]\+?[0-9]+"
_YES, _NO = ("true", "1", "是"), ("false", "0", "否")
_WHOLE = r"-?[0-9]{1,15}(\.0+)?"
_DAY_LENGTH = 10
_WHOLE_DAY = ibis.interval(days=1) - ibis.interval(microseconds=1)


@dataclass(frozen=True)
class Reader:
    """How a column is read, in three steps, so that none repeats another.

    ``text``   raw cell -> what there is to read; null for an empty cell
    ``value``  what there is to read -> the value; null where it has none
    ``reason`` what there is to read -> the code of the fault, for cells that are not empty and have no value
    """

    text: Callable[[Value], Value]
    value: Callable[[Value], Value]
    reason: Callable[[Value], Value]


@ibis.udf.scalar.builtin(name="regexp_full_match", signature=(("string", "string"), "boolean"))
def matches(text, pattern):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - the signature says it
    """Whether the whole text has this shape."""


@ibis.udf.scalar.builtin(name="epoch_us", signature=(("timestamp('UTC')",), "int64"))
def microseconds(instant):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - the signature says it
    """Microseconds since 1970 in UTC."""


@ibis.udf.scalar.builtin(name="make_timestamp", signature=(("int64",), "timestamp(6)"))
def instant_of(count):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201 - the signature says it
    """The wall-clock time that is so many microseconds after 1970."""


def as_text(raw: Value) -> StringValue:
    """The cell as text without surrounding space; null when nothing is left."""
    return raw.cast("string").strip().nullif("")


def text_reader() -> Reader:
    """Any text."""
    return Reader(as_text, _as_it_is, _always("missing"))


def code_reader(raw: DataType) -> Reader:
    """A code or number that is a name: a spreadsheet that took it for a number has spoilt it."""

    def value(text: Value) -> Value:
        spoilt = text.notnull() if raw.is_floating() else matches(text, _NUMBER_OF_A_SHEET)
        return spoilt.ifelse(None, text)

    return Reader(as_text, value, _always("code_became_number"))


def choice_reader(choices: Mapping[str, str], fault: str) -> Reader:
    """One of the known words, in the product's own spelling or as the field writes it."""
    return Reader(
        lambda cell: as_text(cell).lower(),
        lambda text: text.cases(*((word, choices[word]) for word in choices), else_=None),
        _always(fault),
    )


def truth_reader(raw: DataType) -> Reader:
    """true, 1, 是 or false, 0, 否."""
    if raw.is_boolean():
        return Reader(_as_it_is, _as_it_is, _always("not_yes_or_no"))

    def text(cell: Value) -> Value:
        whole = as_text(cell).lower()
        return whole.re_replace(r"^([01])\.0$", r"\1") if raw.is_floating() else whole

    def value(text: Value) -> Value:
        return ibis.cases((text.isin(_YES), True), (text.isin(_NO), False), else_=None)

    return Reader(text, value, _always("not_yes_or_no"))


def whole_reader(raw: DataType, low: int, high: int, fault: str) -> Reader:
    """A whole number from ``low`` to ``high``; "3.0" is one, "1e3", "NaN" and "2.5" are not."""
    if raw.is_integer():
        return Reader(
            lambda cell: cell.cast("int64"),
            lambda number: number.between(low, high).ifelse(number, None),
            _always(fault),
        )

    def value(text: Value) -> Value:
        number = matches(text, _WHOLE).ifelse(text.split(".")[0], None).try_cast("int64")
        return number.between(low, high).ifelse(number, None)

    return Reader(as_text, value, lambda text: matches(text, _WHOLE).ifelse(fault, "not_a_whole_number"))


def instant_reader(raw: DataType, offset: timedelta, *, end_of_day: bool = False) -> Reader:
    """An instant as a local wall-clock time; what carries its own offset is moved by ``offset``.

    A bare date is 00:00 of that day, or with ``end_of_day`` its last microsecond.
    """
    if raw.is_date() or raw.is_timestamp():
        return _typed_instant_reader(raw, offset, end_of_day=end_of_day)

    def value(text: Value) -> Value:
        found = _local(text, offset)
        if end_of_day:
            found = (text.length() <= _DAY_LENGTH).ifelse(found + _WHOLE_DAY, found)
        return matches(text, _INSTANT).ifelse(found, None)

    return Reader(
        lambda cell: _plain(as_text(cell)),
        value,
        lambda text: matches(text, _INSTANT).ifelse("no_such_date", "not_a_date"),
    )


def _typed_instant_reader(raw: DataType, offset: timedelta, *, end_of_day: bool) -> Reader:
    def local(cell: Value) -> Value:
        if raw.is_timestamp() and raw.timezone is not None:
            return instant_of(microseconds(cell) + _count(offset))
        naive = cell.cast("timestamp(6)")
        return naive + _WHOLE_DAY if raw.is_date() and end_of_day else naive

    def value(instant: Value) -> Value:
        return instant.year().between(1000, 2999).ifelse(instant, None)

    return Reader(local, value, _always("not_a_date"))


def day_reader(raw: DataType) -> Reader:
    """A calendar day; a time of day other than 00:00 makes it something else."""
    instant = instant_reader(raw, timedelta())

    def value(text: Value) -> Value:
        found = instant.value(text)
        return (found.cast("date").cast("timestamp(6)") == found).ifelse(found.cast("date"), None)

    return Reader(
        instant.text,
        value,
        lambda text: instant.value(text).notnull().ifelse("not_a_day", instant.reason(text)),
    )


def _local(text: StringValue, offset: timedelta) -> TimestampValue:
    """The instant of a text of the right shape; null where the calendar has no such day or the day no such time."""
    tail = text.substr(_DAY_LENGTH)
    shifted = tail.contains("+") | tail.contains("-") | tail.endswith("Z")
    shift = text.re_extract(f" ?{_SHIFT}$", 1)
    away = text.re_replace(f" ?{_SHIFT}$", "").try_cast("timestamp(6)")
    hours = shift.substr(1, 2).try_cast("int64").fill_null(0)
    minutes = shift.re_extract(r"^[+-][0-9]{2}:?([0-9]{2})$", 1).try_cast("int64").fill_null(0)
    east = shift.startswith("-").ifelse(-1, 1) * (hours * 60 + minutes) * 60_000_000
    moved = instant_of(microseconds(away.cast("timestamp('UTC')")) - east + _count(offset))
    return shifted.ifelse(moved, text.try_cast("timestamp(6)"))


def _plain(text: StringValue) -> StringValue:
    """2020年12月31日 and 2020/12/31 as 2020-12-31; "T" between date and time as a space."""
    western = text.replace("/", "-").replace("T", " ")
    chinese = western.replace("年", "-").replace("月", "-").replace("日", "")
    return text.contains("年").ifelse(chinese, western)


def _count(span: timedelta) -> int:
    return span // timedelta(microseconds=1)


def _as_it_is(cell: Value) -> Value:
    return cell


def _always(code: str) -> Callable[[Value], Value]:
    return lambda text: ibis.literal(code)
