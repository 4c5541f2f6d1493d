"""The sheets that can be brought here, and an empty one to fill in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from django.utils.translation import gettext, override

from chizi.core.dataset import Column
from chizi.core.imports import ImportReport
from chizi.core.words import N_
from chizi.ground.exchange.reading import read_table
from chizi.plan.actions import import_bodies, import_members
from chizi.plan.body_sheets import BODY_COLUMNS, MEMBER_COLUMNS

TITLES = {
    "code": N_("Code"),
    "kind": N_("Kind"),
    "number": N_("Number of the group"),
    "name": N_("Name"),
    "parent_code": N_("Code of the body above"),
    "region_code": N_("Region code"),
    "founded_on": N_("Set up on"),
    "branch": N_("Temporary branch"),
    "branch_founded_on": N_("Branch set up on"),
    "body_code": N_("Code of the campaign's body"),
    "username": N_("User name"),
    "role": N_("Capacity"),
    "from_date": N_("From"),
    "until": N_("Until"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of sheet: what stores it, its columns, and the words around it."""

    name: str
    store: Callable[..., ImportReport]
    meanings: Mapping[str, str]
    required: tuple[str, ...]
    title: str
    lead: str

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(name, "text", TITLES[name], meaning) for name, meaning in self.meanings.items())

    @property
    def optional(self) -> tuple[str, ...]:
        return tuple(name for name in self.meanings if name not in self.required)

    @property
    def aliases(self) -> dict[str, str]:
        """Titles in both languages that stand for a column."""
        found: dict[str, str] = {}
        for language in ("en", "zh-hans"):
            with override(language):
                found |= {gettext(column.title): column.name for column in self.columns}
        return found


KINDS = {
    "bodies": Kind(
        "bodies",
        import_bodies,
        BODY_COLUMNS,
        ("code", "kind", "name", "region_code", "founded_on"),
        N_("Import bodies"),
        N_("A body already set up is recognised by its code and gets the new name and branch."),
    ),
    "members": Kind(
        "members",
        import_members,
        MEMBER_COLUMNS,
        ("body_code", "username", "role", "from_date"),
        N_("Import members"),
        N_("People must be registered before. A line that says what is there already changes nothing."),
    ),
}


def table_of(kind: Kind, path: Path, name: str) -> pa.Table:
    """The sheet as the reader gives it. Raises a FileRefusal for a file that is not clean."""
    return read_table(
        path, name=name, required=kind.required, optional=kind.optional, aliases=kind.aliases
    ).table
