"""What the SPK decided teaches where ideas go."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FIGURES = ("accuracy", "top_three", "macro_f1", "most_frequent", "off")


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("referrals", "0003_route_by_rules"),
    ]
    operations = [
        migrations.CreateModel(
            name="SuggestionTerms",
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
                    "is_shown",
                    models.BooleanField(default=True, verbose_name="Vorschläge zeigen"),
                ),
                (
                    "least_confidence",
                    models.PositiveSmallIntegerField(
                        default=60,
                        verbose_name="Ab wie viel Prozent ein Vorschlag als sicher gilt",
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
                        condition=models.Q(("pk", 1)), name="suggestionterms_one_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("least_confidence__gte", 20),
                            ("least_confidence__lte", 99),
                        ),
                        name="suggestionterms_confidence_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Training",
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
                    "number",
                    models.PositiveIntegerField(unique=True, verbose_name="Fassung"),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                (
                    "decisions",
                    models.PositiveIntegerField(verbose_name="Entscheidungen"),
                ),
                (
                    "departments",
                    models.PositiveSmallIntegerField(default=0, verbose_name="Ämter"),
                ),
                ("features", models.PositiveIntegerField(default=0)),
                ("newest_referral", models.BigIntegerField()),
                ("accuracy", models.FloatField(null=True)),
                ("top_three", models.FloatField(null=True)),
                ("macro_f1", models.FloatField(null=True)),
                ("most_frequent", models.FloatField(null=True)),
                ("off", models.FloatField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("fault", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fault", ""), _negated=True),
                            models.Q(
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                *(
                                    (f"{name}__isnull", False)
                                    for name in sorted(FIGURES)
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="training_learned_has_figures",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fault", ""), ("sha256", ""), _connector="OR"
                        ),
                        name="training_failed_has_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("top_three__isnull", True),
                            models.Q(
                                ("accuracy__gte", 0),
                                ("top_three__gte", 0),
                                ("top_three__lte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="training_figures_are_shares",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LearnedWeights",
            fields=[
                (
                    "training",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="weights",
                        serialize=False,
                        to="referrals.training",
                    ),
                ),
                ("content", models.BinaryField()),
            ],
        ),
    ]
