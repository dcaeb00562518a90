"""Rounds that clarify who is responsible."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0007_read_replies"),
        ("ideas", "0008_name_entries_for_the_way_back"),
        ("rounds", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="route",
            name="way",
            field=models.CharField(
                choices=[
                    ("rule", "nach den Regeln"),
                    ("learned", "nach einem gelernten Vorschlag"),
                    ("return", "auf Hinweis eines Amtes"),
                    ("round", "nach einer Klärungsrunde"),
                    ("person", "von Hand gewählt"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Clarification",
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
                ("opened_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("department", "ein Amt übernimmt"),
                            ("spk", "die SPK antwortet selbst"),
                            ("elsewhere", "außerhalb des Bezirksamts"),
                            ("cancelled", "abgesagt"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications",
                        to="ideas.idea",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarification",
                        to="referrals.referral",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarification",
                        to="rounds.round",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("idea",),
                        name="clarification_one_open_per_idea",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                (
                                    "outcome__in",
                                    ["department", "spk", "elsewhere", "cancelled"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="clarification_ended_has_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("referral__isnull", True),
                            ("outcome", "department"),
                            _connector="OR",
                        ),
                        name="clarification_referral_by_result",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClarifyingTerms",
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
                (
                    "returns",
                    models.PositiveSmallIntegerField(
                        default=3,
                        verbose_name="Nach wie vielen Rückgaben eine Klärungsrunde beginnt",
                    ),
                ),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        verbose_name="Wie lange die Ämter darin Zeit haben, in Arbeitstagen",
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
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
                        condition=models.Q(("pk", 1)), name="clarifyingterms_one_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("returns__gte", 2), ("returns__lte", 6)),
                        name="clarifyingterms_returns_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("working_days__gte", 3), ("working_days__lte", 30)
                        ),
                        name="clarifyingterms_working_days_in_range",
                    ),
                ],
            },
        ),
    ]
