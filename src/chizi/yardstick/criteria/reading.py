"""Reading a criteria file: every fault is named at once, and only a file without faults becomes Criteria."""

import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from importlib import resources
from typing import Any, TypeVar

from chizi.yardstick.criteria.checks import check_rows
from chizi.yardstick.criteria.faults import CriteriaFaults, Fault
from chizi.yardstick.criteria.model import (
    CONDITION_OF,
    Clock,
    Condition,
    Criteria,
    Note,
    Rule,
    Tolerance,
    Words,
)
from chizi.yardstick.refusals import UnknownCriteria
from chizi.yardstick.schemas import Subtype, Zero

_FILE_KEYS = {"id", "title", "source", "tolerance", "concealment", "rule"}
_ROW_KEYS = {
    "id",
    "zero",
    "subtype",
    "condition",
    "clock",
    "severity_at_least",
    "casualties_at_least",
    "effective_from",
    "effective_to",
    "source",
    "text",
}
_COUNTING = ("count", "number", "volume", "share", "rank", "per_capita", "petitions")
"""Parts of keys by which somebody would count petitions."""

Choice = TypeVar("Choice", bound=StrEnum)


def built_in_ids() -> tuple[str, ...]:
    """The criteria that come with the product."""
    folder = resources.files("chizi.yardstick.criteria")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


def built_in(criteria_id: str) -> Criteria:
    """The criteria of that id that come with the product, else UnknownCriteria."""
    if criteria_id not in built_in_ids():
        raise UnknownCriteria(id=criteria_id)
    source = resources.files("chizi.yardstick.criteria") / f"{criteria_id}.toml"
    return parse_criteria(source.read_text(encoding="utf-8"))


def parse_criteria(
    text: str, published_until: date | None = None, *, earlier: Criteria | None = None
) -> Criteria:
    """Read and check a criteria file (three-zero.md section 7); raises CriteriaFaults with every fault found.

    ``published_until`` is the first day that no published period reaches: no row may take effect before it.
    A row that already stands in ``earlier``, with the same meaning and the same beginning, takes effect
    there and not here, so it is left in peace.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CriteriaFaults([Fault("not_toml", {"detail": str(error)})]) from error
    return _Reader(data).read(text, published_until, earlier)


class _Reader:
    """Walks through one file and collects the faults on its way."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.faults: list[Fault] = []

    def fault(self, code: str, **params: Any) -> None:
        self.faults.append(Fault(code, params))

    def read(self, text: str, published_until: date | None, earlier: Criteria | None) -> Criteria:
        top = "file"
        self.keys(top, self.data, _FILE_KEYS)
        rows = self.data.get("rule", [])
        if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
            self.fault("no_rows")
            rows = []
        rules = [rule for rule in map(self.row, range(1, len(rows) + 1), rows) if rule is not None]
        criteria = Criteria(
            id=self.text(top, self.data, "id"),
            title=self.words(top, self.data, "title"),
            source=self.text(top, self.data, "source", "no_source"),
            rules=tuple(rules),
            tolerances=self.tolerances(),
            concealment=self.concealment(),
            toml=text,
            digest=hashlib.sha256(text.encode()).hexdigest(),
        )
        self.faults.extend(check_rows(rules, published_until, earlier))
        if self.faults:
            raise CriteriaFaults(self.faults)
        return criteria

    def keys(self, where: str, table: Mapping[str, Any], known: set[str]) -> None:
        for key in table:
            if key not in known:
                counting = any(part in key.lower() for part in _COUNTING)
                self.fault("counts_petitions" if counting else "unknown_key", where=where, key=key)

    def table(self, where: str, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = table.get(key)
        if isinstance(value, Mapping):
            return value
        self.fault("missing" if value is None else "not_table", where=where, key=key)
        return {}

    def text(self, where: str, table: Mapping[str, Any], key: str, absent: str = "missing") -> str:
        value = table.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.fault(absent if value is None or value == "" else "not_text", where=where, key=key)
        return ""

    def words(self, where: str, table: Mapping[str, Any], key: str) -> Words:
        found = self.table(where, table, key)
        for language in ("en", "zh"):
            words = found.get(language)
            if not (isinstance(words, str) and words.strip()):
                self.fault("no_words", where=where, language=language)
        return Words(en=str(found.get("en", "")), zh=str(found.get("zh", "")))

    def choice(self, where: str, table: Mapping[str, Any], key: str, choices: type[Choice]) -> Choice | None:
        value = table.get(key)
        if value is None:
            self.fault("missing", where=where, key=key)
            return None
        try:
            return choices(value)
        except ValueError:
            self.fault("bad_choice", where=where, key=key, value=value, choices=", ".join(choices))
            return None

    def whole(
        self, where: str, table: Mapping[str, Any], key: str, low: int, default: int | None = None
    ) -> int:
        value = table.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and value >= low:
            return value
        if value is None:
            self.fault("missing", where=where, key=key)
        else:
            self.fault("not_whole", where=where, key=key, low=low)
        return low

    def date(self, where: str, table: Mapping[str, Any], key: str) -> date | None:
        value = table.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.fault("not_date", where=where, key=key)
        return None

    def tolerances(self) -> Mapping[Zero, Tolerance]:
        table = self.table("file", self.data, "tolerance")
        self.keys("tolerance", table, set(Zero))
        found = {}
        for zero in Zero:
            where = f"tolerance.{zero}"
            row = self.table("tolerance", table, zero)
            self.keys(where, row, {"month", "year", "source"})
            if row:
                month, year = (self.whole(where, row, key, 0) for key in ("month", "year"))
                found[zero] = Tolerance(month, year, self.text(where, row, "source", "no_source"))
        return found

    def concealment(self) -> Note:
        row = self.table("file", self.data, "concealment")
        self.keys("concealment", row, {"source", "text"})
        return Note(
            self.text("concealment", row, "source", "no_source"), self.words("concealment", row, "text")
        )

    def row(self, number: int, table: Mapping[str, Any]) -> Rule | None:
        where = (
            f"rule {table['id']}" if isinstance(table.get("id"), str) and table["id"] else f"rule {number}"
        )
        self.keys(where, table, _ROW_KEYS)
        row_id, source = self.text(where, table, "id"), self.text(where, table, "source", "no_source")
        words = self.words(where, table, "text")
        zero = self.choice(where, table, "zero", Zero)
        subtype = self.choice(where, table, "subtype", Subtype)
        condition = self.choice(where, table, "condition", Condition)
        clock = self.choice(where, table, "clock", Clock)
        severity = self.whole(where, table, "severity_at_least", 1, 1)
        casualties = self.whole(where, table, "casualties_at_least", 1, 1)
        since, until = (self.date(where, table, key) for key in ("effective_from", "effective_to"))
        if zero is None or subtype is None or condition is None or clock is None:
            return None
        if severity > 4:
            self.fault("severity_range", where=where)
        for key, home in (("severity_at_least", Zero.CASE), ("casualties_at_least", Zero.ACCIDENT)):
            if key in table and zero is not home:
                self.fault("not_for_zero", where=where, key=key, zero=zero)
        if condition is not CONDITION_OF[zero]:
            self.fault("wrong_condition", where=where, zero=zero, condition=CONDITION_OF[zero])
        elif (condition is Condition.OVERDUE) is not (clock is Clock.DUE_AT):
            self.fault("wrong_clock", where=where, condition=condition, clock=clock)
        return Rule(
            row_id, zero, subtype, condition, clock, severity, casualties, since, until, source, words
        )
