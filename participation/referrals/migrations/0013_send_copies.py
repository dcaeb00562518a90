"""What was said on the phone goes to the Amt to be corrected; months stay as they are."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("delivery", "0003_pace_and_bounces"),
        ("referrals", "0012_publish_sets"),
    ]
    operations = [
        migrations.AddField(
            model_name="punctualityfigure",
            name="counted_on",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="DurationTerms",
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
                    "shows_departments",
                    models.BooleanField(
                        default=False,
                        verbose_name="Die Zahlen stehen auch nach Ämtern getrennt auf der Seite",
                    ),
                ),
                (
                    "decided_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        verbose_name="Beschluss des Bezirksamts vom",
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        verbose_name="Nummer des Beschlusses",
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
                        condition=models.Q(
                            ("shows_departments", False),
                            models.Q(
                                ("decided_on__isnull", False),
                                models.Q(("reference", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="durationterms_shown_by_decision",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Transcript",
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
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "am Telefon"),
                            ("meeting", "in einer Sitzung oder einem Gespräch"),
                            ("letter", "in einem Brief"),
                            ("form", "über ein eigenes Formular"),
                        ],
                        max_length=10,
                        verbose_name="Auf welchem Weg?",
                    ),
                ),
                ("said_on", models.DateField(verbose_name="Wann?")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "noch nicht bestätigt"),
                            ("confirmed", "vom Amt bestätigt"),
                            ("corrected", "vom Amt berichtigt"),
                            ("unobjected", "ohne Widerspruch"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("object_until", models.DateField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "delivery",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delivery.delivery",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transcript",
                        to="referrals.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["object_until"],
                        name="transcript_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("way__in", ["phone", "meeting", "letter", "form"])
                        ),
                        name="transcript_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", True), ("state", "waiting")
                            ),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("state__in", ["confirmed", "corrected", "unobjected"]),
                            ),
                            _connector="OR",
                        ),
                        name="transcript_settled_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("object_until__isnull", False),
                            models.Q(
                                ("delivery__isnull", True),
                                ("state__in", ["waiting", "corrected"]),
                            ),
                            _connector="OR",
                        ),
                        name="transcript_sent_has_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TranscriptTerms",
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
                    "object_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        verbose_name="So lange kann ein Amt berichtigen, in Arbeitstagen",
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
                        condition=models.Q(
                            ("object_days__gte", 1), ("object_days__lte", 60)
                        ),
                        name="transcriptterms_in_range",
                    )
                ],
            },
        ),
    ]
