"""Import of public bodies."""

from datetime import datetime

import pyarrow as pa
from django.db import transaction

from chizi.core.imports import ImportReport
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

    ``table`` has the text columns of `sheets.AGENCY_COLUMNS` and an integer ``line``.
    """
    require(actor, Ability.IMPORT_REGISTER, now=now)
    ids = region_ids()
    known = dict(Agency.objects.values_list("code", "parent__code"))
    rows = text_rows(table, tuple(AGENCY_COLUMNS))
    good, faults = judge_agencies(rows, ids, {code: parent or "" for code, parent in known.items()})
    if faults or dry_run:
        return ImportReport(len(rows), len(good), rejected=tuple(faults))
    agencies = {agency.code: agency for agency in Agency.objects.all()}
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
    return ImportReport(len(rows), len(good), stored=True)
