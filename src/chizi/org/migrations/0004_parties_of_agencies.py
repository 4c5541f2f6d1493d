"""Every public body that was registered before parties came gets its own."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEPT = ("name", "region_id", "city_id", "county_id", "town_id", "closed_on")


def make_parties(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """One party for each agency that has none."""
    agency_model, party_model = apps.get_model("org", "Agency"), apps.get_model("org", "Party")
    stand = set(party_model.objects.filter(agency__isnull=False).values_list("agency_id", flat=True))
    missing = (one for one in agency_model.objects.order_by("id").iterator() if one.id not in stand)
    rows = [
        party_model(
            kind="agency",
            code=f"agency:{one.code}",
            agency_id=one.id,
            **{name: getattr(one, name) for name in KEPT},
        )
        for one in missing
    ]
    party_model.objects.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("org", "0003_parties")]

    operations = [migrations.RunPython(make_parties, migrations.RunPython.noop)]
