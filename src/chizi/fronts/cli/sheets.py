"""The sheets that can be imported: their columns, the titles people write above them, and empty templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chizi.core.dataset import Column
from chizi.core.words import N_
from chizi.fronts.cli.words import in_chinese, translate

TITLES = {
    "code": N_("Code"),
    "name": N_("Name"),
    "level": N_("Level"),
    "parent_code": N_("Code of the place or body above"),
    "kind": N_("Kind"),
    "region_code": N_("Region code"),
    "username": N_("User name"),
    "agency_code": N_("Body code"),
    "party_code": N_("Party code"),
    "reason": N_("Reason"),
    "post": N_("Position"),
    "role": N_("Role"),
    "from_date": N_("From"),
    "until": N_("Until"),
    "unit_code": N_("Unit code"),
    "sector": N_("Sector"),
    "valid_from": N_("Valid from"),
    "valid_to": N_("Valid to"),
    "opened_on": N_("Opened on"),
    "closed_on": N_("Closed on"),
    "successor_code": N_("Successor code"),
    "event_id": N_("Event number"),
    "zero": N_("Zero"),
    "subtype": N_("Subtype"),
    "occurred_at": N_("Occurred at"),
    "reported_at": N_("Reported at"),
    "severity": N_("Severity"),
    "attributed": N_("Attributed to the unit"),
    "status": N_("Status"),
    "due_at": N_("Due at"),
    "resolved_at": N_("Resolved at"),
    "deaths": N_("Deaths"),
    "injuries": N_("Injured"),
    "concealment_found_at": N_("Concealment found at"),
}
OPTIONAL_OF_GRANTS = {"agency_code", "party_code", "from_date", "until", "reason"}
OPTIONAL = {"parent_code", "agency_code", "post", "role", "region_code", "from_date", "until"}
KINDS = {"string": "text", "timestamp(6)": "instant", "boolean": "boolean", "date": "date"}


@dataclass(frozen=True)
class Sheet:
    """``columns`` in their order; ``required`` are those that a file must have."""

    columns: tuple[Column, ...]
    required: tuple[str, ...]

    @property
    def optional(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.name not in self.required)

    @property
    def aliases(self) -> Mapping[str, str]:
        """Titles in both languages that stand for a column."""
        found = {column.title: column.name for column in self.columns}
        return found | {in_chinese(column.title): column.name for column in self.columns}


def sheet(kind: str) -> Sheet:
    """The sheet of divisions, agencies, units, people, grants or facts."""
    if kind in ("units", "facts"):
        return _of_the_yardstick(kind)
    from chizi.org.sheets import AGENCY_COLUMNS, DIVISION_COLUMNS, GRANT_COLUMNS, PEOPLE_COLUMNS

    none: set[str] = set()
    meanings, optional = {
        "divisions": (DIVISION_COLUMNS, none),
        "agencies": (AGENCY_COLUMNS, {"parent_code"}),
        "people": (PEOPLE_COLUMNS, OPTIONAL),
        "grants": (GRANT_COLUMNS, OPTIONAL_OF_GRANTS),
    }[kind]
    columns = tuple(Column(name, "text", TITLES[name], meaning) for name, meaning in meanings.items())
    return Sheet(columns, tuple(column.name for column in columns if column.name not in optional))


def _of_the_yardstick(kind: str) -> Sheet:
    from chizi.yardstick.schemas import EVENT_COLUMNS, UNIT_COLUMNS

    stated = UNIT_COLUMNS if kind == "units" else EVENT_COLUMNS
    columns = tuple(
        Column(name, KINDS.get(column.type, "integer"), TITLES[name], column.meaning)
        for name, column in stated.items()
    )
    return Sheet(columns, tuple(name for name, column in stated.items() if column.required))


def write_empty(kind: str, path: Path) -> tuple[Path, ...]:
    """Write the empty sheet of a kind, with its columns explained. Raises UnknownSuffix."""
    from chizi.ground.exchange.writing import write_template

    chosen = sheet(kind)
    return write_template(path, chosen.columns, required=chosen.required, translate=translate)
