"""What was blackened by kind, and who may not write for a time."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    DateTimeRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.db import migrations, models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

WHAT = [
    ("phone", "Telefonnummer"),
    ("email", "E-Mail-Adresse"),
    ("name", "Name"),
    ("address", "Adresse"),
    ("plate", "Kennzeichen"),
    ("bank", "Kontonummer"),
    ("face", "Gesicht"),
    ("health", "Gesundheit"),
    ("insult", "Beleidigung"),
    ("other", "persönliche Angabe"),
]
LASTING = Func(
    F("starts_at"),
    Coalesce(F("lifted_at"), F("ends_at")),
    RangeBoundary(),
    function="TSTZRANGE",
    output_field=DateTimeRangeField(),
)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0008_weigh_reports_and_name_a_pool"),
        # The extension btree_gist.
        ("search", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Redaction",
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
                ("what", models.CharField(choices=WHAT, max_length=10)),
                ("is_picture", models.BooleanField(default=False)),
                ("count", models.PositiveIntegerField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE,
                        related_name="redactions",
                        to="moderation.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["is_picture", "what"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["decision", "what", "is_picture"],
                        name="redaction_once",
                    ),
                    models.CheckConstraint(
                        condition=Q(count__gte=1), name="redaction_of_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Block",
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
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("told_end_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=models.deletion.PROTECT,
                        related_name="block",
                        to="moderation.decision",
                    ),
                ),
                (
                    "lifted_by_decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=models.deletion.PROTECT,
                        related_name="lifted_block",
                        to="moderation.decision",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.deletion.SET_NULL,
                        related_name="blocks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=Q(
                            ends_at__isnull=False,
                            lifted_at__isnull=True,
                            told_end_at__isnull=True,
                        ),
                        fields=["ends_at"],
                        name="block_ending",
                    ),
                    models.Index(fields=["-starts_at", "-id"], name="block_newest"),
                ],
                "constraints": [
                    ExclusionConstraint(
                        expressions=[
                            ("user", RangeOperators.EQUAL),
                            (LASTING, RangeOperators.OVERLAPS),
                        ],
                        name="block_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=Q(ends_at__isnull=True)
                        | Q(ends_at__gt=F("starts_at")),
                        name="block_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=Q(ends_at__isnull=False) | Q(review_on__isnull=False),
                        name="block_without_end_is_looked_at_again",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            lifted_at__isnull=True, lifted_by_decision__isnull=True
                        )
                        | Q(
                            lifted_at__gte=F("starts_at"),
                            lifted_by_decision__isnull=False,
                        ),
                        name="block_lifted_by_decision",
                    ),
                ],
            },
        ),
    ]
