"""Reading whole columns of delivered cells, text or typed, into values and the reasons why a cell has none.

Every reader gives two expressions over one raw column: the value (null where there is none) and the code of the
fault (null where there is none; see ``checked.REASONS``). An empty cell is no fault here; whether it may be empty
is for the caller to say.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, StringValue, TimestampValue, Value

_DAY = r"[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}"
_TIME = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?"
_SHIFT = r"(Z|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})"
_INSTANT = f"{_DAY}( {_TIME}( ?{_SHIFT})?)?"
_NUMBER_OF_A_SHEET = r"[0-9]+\.0+|[0-9]+(\.[0-9]+)?[eE]\+?[0-9]+"
_YES, _NO = ("true", "1", "是"), ("false", "0", "否")
_DAY_LENGTH = 10


class Reading(NamedTuple):
    """What a column says: the value, and the code of the fault."""

    value: Value
    fault: StringValue


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


def read_text(raw: Value) -> Reading:
    """Any text."""
    return Reading(as_text(raw), _nothing())


def read_code(raw: Value) -> Reading:
    """A code or number that is a name: a spreadsheet that took it for a number has spoilt it."""
    text = as_text(raw)
    spoilt = text.notnull() if raw.type().is_floating() else matches(text, _NUMBER_OF_A_SHEET)
    return Reading(_unless(spoilt, text), spoilt.ifelse("code_became_number", None))


def read_choice(raw: Value, choices: Mapping[str, str], fault: str) -> Reading:
    """One of the known words, in the product's own spelling or as the field writes it."""
    text = as_text(raw).lower()
    value = text.cases(*((word, choices[word]) for word in choices), else_=None)
    return Reading(value, (text.notnull() & value.isnull()).ifelse(fault, None))


def read_truth(raw: Value) -> Reading:
    """true, 1, 是 or false, 0, 否."""
    if raw.type().is_boolean():
        return Reading(raw, _nothing())
    text = (
        as_text(raw).lower().re_replace(r"^([01])\.0$", r"\1")
        if raw.type().is_floating()
        else as_text(raw).lower()
    )
    value = ibis.cases((text.isin(_YES), True), (text.isin(_NO), False), else_=None)
    return Reading(value, (text.notnull() & value.isnull()).ifelse("not_yes_or_no", None))


def read_whole(raw: Value, low: int, high: int, fault: str) -> Reading:
    """A whole number from ``low`` to ``high``; "3.0" is one, "1e3", "NaN" and "2.5" are not."""
    if raw.type().is_integer():
        number: IntegerValue = raw.cast("int64")
        given: BooleanValue = raw.notnull()
    else:
        text = as_text(raw)
        given = text.notnull()
        shape = matches(text, r"-?[0-9]{1,15}(\.0+)?")
        number = shape.ifelse(text.split(".")[0], None).try_cast("int64")
    inside = number.between(low, high)
    faults = ibis.cases(
        (given & number.isnull(), "not_a_whole_number"), (number.notnull() & ~inside, fault), else_=None
    )
    return Reading(_unless(~inside, number), faults)


def read_instant(raw: Value, offset: timedelta, *, end_of_day: bool = False) -> Reading:
    """An instant as a local wall-clock time; what carries its own offset is moved by ``offset``.

    A bare date is 00:00 of that day, or with ``end_of_day`` its last microsecond.
    """
    kind = raw.type()
    whole_day = ibis.interval(days=1) - ibis.interval(microseconds=1)
    if kind.is_date():
        value = raw.cast("timestamp(6)")
        return _in_range(value + whole_day if end_of_day else value, raw)
    if kind.is_timestamp():
        zoned = kind.timezone is not None
        return _in_range(
            instant_of(microseconds(raw) + _count(offset)) if zoned else raw.cast("timestamp(6)"), raw
        )
    text = _plain(as_text(raw))
    shaped = matches(text, _INSTANT)
    value = _local(text, offset)
    if end_of_day:
        value = (text.length() <= _DAY_LENGTH).ifelse(value + whole_day, value)
    value = _unless(~shaped, value)
    fault = ibis.cases(
        (text.isnull(), None), (~shaped, "not_a_date"), (value.isnull(), "no_such_date"), else_=None
    )
    return Reading(value, fault)


def read_day(raw: Value) -> Reading:
    """A calendar day; a time of day other than 00:00 makes it something else."""
    instant = read_instant(raw, timedelta())
    day = instant.value.cast("date")
    between = instant.value.notnull() & (day.cast("timestamp(6)") != instant.value)
    return Reading(_unless(between, day), between.ifelse("not_a_day", instant.fault))


def _local(text: StringValue, offset: timedelta) -> TimestampValue:
    """The instant of a text of the right shape; null where the calendar has no such day or the day no such time."""
    plain = text.try_cast("timestamp(6)")
    shift = text.re_extract(f" ?{_SHIFT}$", 1)
    away = text.re_replace(f" ?{_SHIFT}$", "").try_cast("timestamp(6)")
    sign = shift.startswith("-").ifelse(-1, 1)
    hours = shift.substr(1, 2).try_cast("int64").fill_null(0)
    minutes = shift.re_extract(r"^[+-][0-9]{2}:?([0-9]{2})$", 1).try_cast("int64").fill_null(0)
    east = sign * (hours * 60 + minutes) * 60_000_000
    moved = instant_of(microseconds(away.cast("timestamp('UTC')")) - east + _count(offset))
    shifted = (text.length() > _DAY_LENGTH) & matches(text, f".*:.*{_SHIFT}")
    return shifted.ifelse(moved, plain)


def _plain(text: StringValue) -> StringValue:
    """2020年12月31日 and 2020/12/31 as 2020-12-31; "T" between date and time as a space."""
    western = text.replace("/", "-").replace("T", " ")
    chinese = western.replace("年", "-").replace("月", "-").replace("日", "")
    return western.contains("年").ifelse(chinese, western)


def _in_range(value: TimestampValue, raw: Value) -> Reading:
    inside = value.year().between(1000, 2999)
    return Reading(_unless(~inside, value), (raw.notnull() & ~inside).ifelse("not_a_date", None))


def _count(span: timedelta) -> int:
    return span // timedelta(microseconds=1)


def _unless(bad: BooleanValue, value: Value) -> Value:
    return bad.ifelse(None, value)


def _nothing() -> StringValue:
    return ibis.null("string")
