"""The sheets that can be uploaded here: columns, the titles people write above them, and an empty one to fill in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from django.utils.translation import gettext, override

from chizi.core.dataset import Column
from chizi.core.imports import ImportReport
from chizi.core.words import N_
from chizi.fronts.kit.vocabulary import ROLES
from chizi.fronts.office.words import AGENCY_KINDS
from chizi.org.actions import import_agencies, import_grants, import_people
from chizi.org.rules import Ability
from chizi.org.sheets import AGENCY_COLUMNS, GRANT_COLUMNS, PEOPLE_COLUMNS

TITLES = {
    "code": N_("Code"),
    "name": N_("Name"),
    "parent_code": N_("Code of the place or body above"),
    "kind": N_("Kind"),
    "region_code": N_("Region code"),
    "username": N_("User name"),
    "agency_code": N_("Body code"),
    "post": N_("Position"),
    "role": N_("Role"),
    "from_date": N_("From"),
    "until": N_("Until"),
    "reason": N_("Reason"),
    "party_code": N_("Party code"),
}
PERSONAL = {"name": N_("Name of the person")}


@dataclass(frozen=True)
class Kind:
    """One kind of sheet: who may bring it, what stores it, and the words around it."""

    name: str
    ability: Ability
    store: Callable[..., ImportReport]
    meanings: Mapping[str, str]
    required: tuple[str, ...]
    title: str
    lead: str
    button: str
    back: str
    titles: Mapping[str, str] = field(default_factory=dict)  # where this sheet calls a column something else

    @property
    def columns(self) -> tuple[Column, ...]:
        titles = {**TITLES, **self.titles}
        return tuple(
            Column(name, "text", titles.get(name, name), meaning) for name, meaning in self.meanings.items()
        )

    @property
    def optional(self) -> tuple[str, ...]:
        return tuple(name for name in self.meanings if name not in self.required)

    @property
    def aliases(self) -> dict[str, str]:
        """Titles in both languages that stand for a column."""
        found: dict[str, str] = {}
        for language in ("en", "zh-hans"):
            with override(language):
                found |= {gettext(TITLES.get(name, name)): name for name in self.meanings}
                found |= {gettext(column.title): column.name for column in self.columns}
        return found


KINDS: dict[str, Kind] = {
    "people": Kind(
        "people",
        Ability.IMPORT_PEOPLE,
        import_people,
        PEOPLE_COLUMNS,
        ("username", "name"),
        N_("Import people"),
        N_("A person already registered is recognised by the user name and gets the new name and body."),
        N_("Import these people"),
        "office:people",
        PERSONAL,
    ),
    "agencies": Kind(
        "agencies",
        Ability.IMPORT_REGISTER,
        import_agencies,
        AGENCY_COLUMNS,
        ("code", "name", "kind", "region_code"),
        N_("Import public bodies"),
        N_("A body already registered is recognised by its code, which never changes."),
        N_("Import these bodies"),
        "office:parties",
    ),
    "grants": Kind(
        "grants",
        Ability.GIVE_GRANTS,
        import_grants,
        GRANT_COLUMNS,
        ("username", "role", "region_code"),
        N_("Import roles"),
        N_("Nobody gives a role to himself or above his own part of the tree; such lines are turned down."),
        N_("Give these roles"),
        "office:grants",
    ),
}


def table_of(kind: Kind, path: Any, name: str) -> Any:
    """The sheet as the reader gives it. Raises a FileRefusal for a file that is not clean."""
    from chizi.ground.exchange.reading import read_table

    found = read_table(
        path, name=name, required=kind.required, optional=kind.optional, aliases=kind.aliases
    ).table
    for column, names in (("role", ROLES), ("kind", AGENCY_KINDS)):
        if column in kind.meanings and column in found.column_names:
            found = _in_codes(found, column, names)
    return found


def _in_codes(table: pa.Table, column: str, names: Mapping[str, str]) -> pa.Table:
    """People write the plain word for a role or a kind, in either language; it counts as its code."""
    codes: dict[str, str] = {}
    for language in ("en", "zh-hans"):
        with override(language):
            codes |= {gettext(name): code for code, name in names.items()}
    typed = table.column(column).to_pylist()
    said = pa.array([codes.get((one or "").strip(), one) for one in typed], pa.string())
    return table.set_column(table.column_names.index(column), column, said)
