"""Everything that can be wrong with a criteria file, in plain sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chizi.yardstick.refusals import N_, YardstickError

FAULTS: Mapping[str, str] = {
    "not_toml": N_("The file is not valid TOML: %(detail)s."),
    "missing": N_("%(where)s: “%(key)s” is missing."),
    "unknown_key": N_("%(where)s: “%(key)s” is not a key that is known here."),
    "counts_petitions": N_(
        "%(where)s: “%(key)s” would test how many petitions there are. The number of petitions as such never counts;"
        " only a petition whose time ran out does (R-14, R-17)."
    ),
    "not_text": N_("%(where)s: “%(key)s” must be a text that is not empty."),
    "not_table": N_("%(where)s: “%(key)s” must be a table."),
    "no_rows": N_("The file has no rule row."),
    "no_source": N_("%(where)s: the row must name its source."),
    "no_words": N_("%(where)s: the row needs its words in %(language)s."),
    "not_whole": N_("%(where)s: “%(key)s” must be a whole number, %(low)s or more."),
    "severity_range": N_("%(where)s: the severity must be 1, 2, 3 or 4."),
    "not_date": N_("%(where)s: “%(key)s” must be a date such as 2021-01-01, without quotation marks."),
    "bad_choice": N_("%(where)s: “%(value)s” is not a possible %(key)s. Possible: %(choices)s."),
    "wrong_zero": N_("%(where)s: %(subtype)s does not belong to the zero “%(zero)s”."),
    "never_breaks": N_("%(where)s: %(subtype)s never breaks a zero (R-15)."),
    "wrong_condition": N_("%(where)s: a %(zero)s can break its zero only by the condition “%(condition)s”."),
    "wrong_clock": N_("%(where)s: the condition “%(condition)s” cannot go by “%(clock)s”."),
    "not_for_zero": N_("%(where)s: “%(key)s” has no meaning for a %(zero)s."),
    "dates_reversed": N_("%(where)s: effective_from must be before effective_to."),
    "double_id": N_("%(where)s: the id “%(id)s” is used by more than one row."),
    "overlap": N_("%(where)s and %(other)s: both apply to %(subtype)s from %(since)s on."),
    "two_clocks": N_("%(where)s and %(other)s: the rows of %(subtype)s must go by the same clock."),
    "in_published_period": N_(
        "%(where)s: the row would take effect in a period that is already published (before %(until)s)."
    ),
}


@dataclass(frozen=True)
class Fault:
    """One fault: a stable code, the places of its sentence, and the sentence in English."""

    code: str
    params: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The English sentence with its places still open, for translation."""
        return FAULTS[self.code]

    def __str__(self) -> str:
        return self.text % self.params


class CriteriaFaults(YardstickError):
    """A criteria file with faults; ``faults`` has them all."""

    text = N_("The criteria have %(number)s faults.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(number=len(self.faults))

    def __str__(self) -> str:
        return "\n".join([self.text % self.params, *(f"- {fault}" for fault in self.faults)])
