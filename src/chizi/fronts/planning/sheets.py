"""The sheet of a plan: its columns, the titles people write above them, and how a file becomes rows."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from django.utils.translation import gettext, override

from chizi.core.dataset import Column
from chizi.core.imports import RejectedRow
from chizi.core.words import N_
from chizi.ground.exchange.reading import read_table
from chizi.plan.plan_files import rows_of_table, rows_of_toml
from chizi.plan.rules.trees import COLUMNS, REQUIRED, Row

TITLES = {
    "kind": N_("Kind"),
    "code": N_("Code"),
    "parent_code": N_("Code of the plan above"),
    "title": N_("Title"),
    "text": N_("What is asked for"),
    "owner": N_("Answerable party"),
    "basis": N_("Basis"),
    "evidence_rule": N_("What shows it"),
    "starts": N_("First day"),
    "due": N_("Last day"),
    "months": N_("Number of months"),
    "cross_phase": N_("Cross-phase"),
}


@dataclass(frozen=True)
class PlanFile:
    """The rows of a file, faults of its form, and its table when it is a sheet."""

    rows: list[Row]
    faults: list[RejectedRow]
    table: pa.Table | None


def plan_columns() -> tuple[Column, ...]:
    """The columns of the sheet, explained."""
    return tuple(Column(name, "text", TITLES[name], meaning) for name, meaning in COLUMNS.items())


def _aliases() -> dict[str, str]:
    """Titles in both languages that stand for a column."""
    found: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with override(language):
            found |= {gettext(title): name for name, title in TITLES.items()}
            found[gettext("Months")] = "months"  # as the sheets of the command line say it
    return found


def read_plan(path: Path, name: str) -> PlanFile:
    """What a plan file holds; TOML is told by its name. Raises a FileRefusal for a sheet that is not clean."""
    if name.lower().endswith(".toml"):
        rows, faults = rows_of_toml(path.read_bytes())
        return PlanFile(rows, faults, None)
    optional = tuple(one for one in COLUMNS if one not in REQUIRED)
    table = read_table(path, name=name, required=REQUIRED, optional=optional, aliases=_aliases()).table
    return PlanFile(rows_of_table(table), [], table)
