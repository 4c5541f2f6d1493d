"""The register of judged units, posts and grants."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("office", "OFFICE"),
                            ("clerk", "CLERK"),
                            ("leader", "LEADER"),
                            ("officer", "OFFICER"),
                            ("inspector", "INSPECTOR"),
                            ("verifier", "VERIFIER"),
                            ("custodian", "CUSTODIAN"),
                            ("lead-handler", "LEAD_HANDLER"),
                            ("petition-agent", "PETITION_AGENT"),
                            ("mediator", "MEDIATOR"),
                            ("dispatcher", "DISPATCHER"),
                            ("duty-unit", "DUTY_UNIT"),
                            ("lead-department", "LEAD_DEPARTMENT"),
                            ("criteria-author", "CRITERIA_AUTHOR"),
                            ("publisher", "PUBLISHER"),
                            ("auditor", "AUDITOR"),
                            ("system-admin", "SYSTEM_ADMIN"),
                            ("security-admin", "SECURITY_ADMIN"),
                        ],
                        max_length=24,
                    ),
                ),
                ("from_date", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                ("granted_by", models.CharField(max_length=120)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.agency",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.region"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("village", "VILLAGE"),
                            ("community", "COMMUNITY"),
                            ("enterprise", "ENTERPRISE"),
                            ("institution", "INSTITUTION"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sector", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("successor_code", models.CharField(blank=True, max_length=40)),
                ("synthetic", models.BooleanField(default=False)),
                ("latest", models.BooleanField(default=True)),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.region",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.region",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.region",
                    ),
                ),
                (
                    "town",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.region",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("leads", models.BooleanField(default=False)),
                ("from_date", models.DateField()),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="org.agency"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True), ("until__gte", models.F("from_date")), _connector="OR"
                        ),
                        name="org_post_span",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["person", "role"], name="org_grant_person__e1733f_idx"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("from_date")), _connector="OR"
                ),
                name="org_grant_span",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("granted_by", ""), _negated=True), name="org_grant_has_giver"
            ),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["town", "code"], name="org_unit_town_id_f92d4a_idx"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["county", "code"], name="org_unit_county__fcf46b_idx"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["city", "code"], name="org_unit_city_id_1744e5_idx"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(fields=("code", "valid_from"), name="org_unit_code_from"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_from__isnull", True)),
                fields=("code",),
                name="org_unit_code_unbounded",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("latest", True)), fields=("code",), name="org_unit_latest"
            ),
        ),
    ]
