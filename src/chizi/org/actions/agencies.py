"""Import of public bodies."""

from collections.abc import Iterator
from datetime import datetime

import pyarrow as pa
from django.db import transaction

from chizi.core.imports import Change, ImportReport
from chizi.journal.actions import record_entry
from chizi.org.abilities import Actor, require
from chizi.org.actions.divisions import text_rows
from chizi.org.actions.parties import keep_agency_parties
from chizi.org.actions.register import region_ids
from chizi.org.models import Agency
from chizi.org.rules import Ability
from chizi.org.sheets import AGENCY_COLUMNS, judge_agencies


@transaction.atomic
def import_agencies(
    *, actor: Actor, now: datetime, table: pa.Table, source: str, dry_run: bool = False
) -> ImportReport:
    """Register public bodies and their parties; a known code is updated. All or nothing. Raises NotAllowed.

    ``table`` has the text columns of `sheets.AGENCY_COLUMNS` and an integer ``line``. The report says line by
    line what becomes new and what would read otherwise, with a dry run too.
    """
    require(actor, Ability.IMPORT_REGISTER, now=now)
    ids = region_ids()
    known = dict(Agency.objects.values_list("code", "parent__code"))
    rows = text_rows(table, tuple(AGENCY_COLUMNS))
    good, faults = judge_agencies(rows, ids, {code: parent or "" for code, parent in known.items()})
    agencies = {one.code: one for one in Agency.objects.select_related("region", "parent")}
    changes = tuple(change for line, row in good for change in _changes(line, row, agencies.get(row["code"])))
    unchanged = len(good) - len({one.line for one in changes})
    if faults or dry_run:
        return ImportReport(
            len(rows), len(good) - unchanged, unchanged, rejected=tuple(faults), changes=changes
        )
    for _, row in good:
        agency = agencies.get(row["code"]) or Agency(code=row["code"])
        agency.name, agency.kind = row["name"], row["kind"]
        agency.region_id, agency.city_id, agency.county_id, agency.town_id = ids[row["region_code"]]
        agency.save()
        agencies[row["code"]] = agency
    for _, row in good:
        if row["parent_code"]:
            agency = agencies[row["code"]]
            agency.parent = agencies[row["parent_code"]]
            agency.save(update_fields=["parent"])
    keep_agency_parties([agencies[row["code"]] for _, row in good])
    content = {"file": source, "rows": len(good)}
    record_entry(actor=actor.ref, now=now, kind="agencies.imported", object="agencies", content=content)
    return ImportReport(len(rows), len(good) - unchanged, unchanged, stored=True, changes=changes)


def _changes(line: int, row: dict[str, str], agency: Agency | None) -> Iterator[Change]:
    """What a line does to a body; an empty cell of the body above changes nothing."""
    if agency is None:
        yield Change(line, row["code"], "new", "", f"{row['name']} {row['region_code']}")
        return
    above = agency.parent.code if agency.parent else ""
    kept = {"name": agency.name, "kind": agency.kind, "region_code": agency.region.code}
    for column, before in (kept | ({"parent_code": above} if row["parent_code"] else {})).items():
        if row[column] != before:
            yield Change(line, row["code"], column, before, row[column])
