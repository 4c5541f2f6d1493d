"""The texts, and the grams where each database finds them fastest: trigrams of either
database miss words of two characters."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = ["CREATE VIRTUAL TABLE search_grams USING fts5(grams, tokenize='ascii', detail='none')"]
POSTGRESQL = [
    "ALTER TABLE search_searchtext ADD COLUMN grams text[] NOT NULL DEFAULT '{}'",
    "CREATE INDEX search_grams ON search_searchtext USING gin (grams)",
]


def add_grams(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement, None)  # no parameters: the statement is taken as it stands


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("collection", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=120)),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("collection", "key"), name="search_text_once")
                ],
            },
        ),
        migrations.RunPython(add_grams, migrations.RunPython.noop),
    ]
