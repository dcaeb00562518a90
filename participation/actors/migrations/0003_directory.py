"""How often an actor is asked whether its entry still holds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0002_actors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DirectoryTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=6,
                        verbose_name=(
                            "Nach so vielen Monaten fragen wir, ob ein Eintrag noch "
                            "stimmt"
                        ),
                    ),
                ),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        default=3,
                        verbose_name="So oft fragen wir, bevor er ins Archiv geht",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        verbose_name="So viele Tage liegen zwischen zwei Fragen",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("months__range", (1, 24))),
                        name="directoryterms_months_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("times__range", (1, 6))),
                        name="directoryterms_times_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__range", (7, 60))),
                        name="directoryterms_days_in_range",
                    ),
                ],
            },
        ),
    ]
