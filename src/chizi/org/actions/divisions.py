"""Import of administrative divisions."""

from datetime import datetime
from typing import Any

import pyarrow as pa
from django.db import transaction

from chizi.core.imports import ImportReport
from chizi.ground.loading.rows import load_rows
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, require
from chizi.org.actions.register import recount_units, unit_rows_of_divisions
from chizi.org.models import Region, Unit
from chizi.org.rules import LEVEL_NAMES, Ability, Level
from chizi.org.sheets import VILLAGE, Division, is_placeholder, judge_divisions


def text_rows(table: pa.Table, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """(line, cells) for each row; a missing column or cell reads as the empty text, edges trimmed."""
    lines = table["line"].to_pylist()
    cells = {
        name: table[name].to_pylist() if name in table.column_names else [""] * len(lines) for name in columns
    }
    return [
        (line, {name: str(cells[name][at] or "").strip() for name in columns})
        for at, line in enumerate(lines)
    ]


@transaction.atomic
def import_divisions(
    *, actor: Actor, now: datetime, table: pa.Table, source: str, dry_run: bool = False
) -> ImportReport:
    """Register regions down to township; village rows become units, statistical placeholders are left out.

    ``table`` has text columns code, name, level, parent_code and an integer ``line``; ``source`` is the file's
    SHA-256 for the journal. All or nothing: one fault and nothing is stored. Known codes get their new name;
    nothing is removed. Raises NotAllowed.
    """
    require(actor, Ability.IMPORT_REGISTER, now=now)
    known = dict(Region.objects.filter(valid_to__isnull=True).values_list("code", "level"))
    rows = [
        Division(line, **cells) for line, cells in text_rows(table, ("code", "name", "level", "parent_code"))
    ]
    good, faults = judge_divisions(rows, known)
    villages = [row for row in good if row.level == VILLAGE and not is_placeholder(row.name)]
    regions = [row for row in good if row.level != VILLAGE]
    left_out = len(good) - len(villages) - len(regions)
    counts = {"regions": len(regions), "units": len(villages)}
    if faults or dry_run:
        return ImportReport(len(rows), len(good) - left_out, 0, left_out, tuple(faults), notes=counts)
    unchanged = _store_regions(regions)
    present = set(Unit.objects.values_list("code", flat=True))
    fields, loaded = unit_rows_of_divisions([row for row in villages if row.code not in present])
    stored = load_rows(Unit, fields, loaded)
    recount_units()
    content: dict[str, Any] = {"file": source, **counts, "left_out": left_out, "new_units": stored}
    record_entry(actor=actor.ref, now=now, kind="divisions.imported", object="register", content=content)
    unchanged += len(villages) - stored
    return ImportReport(
        len(rows), len(good) - left_out - unchanged, unchanged, left_out, stored=True, notes=counts
    )


def _store_regions(rows: list[Division]) -> int:
    """Insert or rename, from the top of the tree down; returns how many stood there already, the same."""
    known = {region.code: region for region in Region.objects.filter(valid_to__isnull=True)}
    unchanged = 0
    for row in sorted(rows, key=lambda one: (LEVEL_NAMES[one.level], one.code)):
        region = known.get(row.code)
        if region is not None:
            unchanged += region.name == row.name
            if region.name != row.name:
                region.name = row.name
                region.save(update_fields=["name"])
            continue
        parent = known.get(row.parent_code)
        region = Region(code=row.code, name=row.name, level=LEVEL_NAMES[row.level], parent=parent)
        _set_ancestors(region, parent)
        known[row.code] = region
    return unchanged


def _set_ancestors(region: Region, parent: Region | None) -> None:
    if parent is not None:
        region.province_id, region.city_id, region.county_id = (
            parent.province_id,
            parent.city_id,
            parent.county_id,
        )
    region.save()
    setattr(region, f"{Level(region.level).name.lower()}_id", region.id)
    region.save()
