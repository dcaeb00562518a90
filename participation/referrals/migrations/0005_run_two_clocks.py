import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# What a clock did and how long something took is never changed afterwards.
FORWARDS = """
CREATE TRIGGER referral_clock_append_only
    BEFORE UPDATE OR DELETE ON referrals_referralclockevent
    FOR EACH ROW EXECUTE FUNCTION deadlines_refuse_change();
CREATE TRIGGER punctuality_append_only
    BEFORE UPDATE OR DELETE ON referrals_punctualityfigure
    FOR EACH ROW EXECUTE FUNCTION deadlines_refuse_change();
"""
BACKWARDS = """
DROP TRIGGER punctuality_append_only ON referrals_punctualityfigure;
DROP TRIGGER referral_clock_append_only ON referrals_referralclockevent;
"""


class Migration(migrations.Migration):
    """Rungs that wait or are proposed, what clocks did, figures, and their terms."""

    dependencies = [
        ("referrals", "0004_suggest_departments"),
        ("deadlines", "0003_keep_pauses"),
        ("delivery", "0002_add_letters_and_calls"),
        ("departments", "0003_deepen_departments"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReferralClockEvent",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("start", "beginnt"),
                            ("pause", "steht still"),
                            ("resume", "läuft weiter"),
                            ("moved", "neuer Termin"),
                            ("stop", "endet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("day", models.DateField()),
                ("cause", models.CharField(max_length=20)),
                (
                    "party",
                    models.CharField(
                        choices=[
                            ("amt", "Amt"),
                            ("spk", "SPK"),
                            ("resident", "Person, von der die Idee ist"),
                            ("nobody", "niemand mehr"),
                        ],
                        max_length=10,
                    ),
                ),
                ("working_days", models.SmallIntegerField(default=0)),
                ("due_on", models.DateField(null=True)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clock_events",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["referral", "id"], name="referral_clock")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["start", "pause", "resume", "moved", "stop"])
                        ),
                        name="referralclockevent_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("party__in", ["amt", "spk", "resident", "nobody"])
                        ),
                        name="referralclockevent_known_party",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cause", ""), _negated=True),
                        name="referralclockevent_has_cause",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PunctualityFigure",
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
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="punctuality",
                        to="referrals.referral",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="departments.department",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "federführend"), ("consulted", "beteiligt")],
                        max_length=10,
                    ),
                ),
                (
                    "ended_as",
                    models.CharField(
                        choices=[
                            ("queued", "wird verschickt"),
                            ("sent", "verschickt"),
                            ("acknowledged", "angenommen"),
                            ("question", "Rückfrage"),
                            ("stated", "Stellungnahme liegt vor"),
                            ("returned", "zurückgegeben"),
                            ("recalled", "zurückgerufen"),
                            ("failed", "nicht zustellbar"),
                        ],
                        max_length=15,
                    ),
                ),
                ("referred_on", models.DateField()),
                ("first_due_on", models.DateField()),
                ("due_on", models.DateField()),
                ("done_on", models.DateField()),
                ("reaction_due_on", models.DateField()),
                ("reacted_on", models.DateField(null=True)),
                ("amt_days", models.PositiveSmallIntegerField()),
                ("spk_days", models.PositiveSmallIntegerField()),
                ("resident_days", models.PositiveSmallIntegerField()),
                ("desk_days", models.PositiveSmallIntegerField(null=True)),
                ("is_on_time", models.BooleanField(null=True)),
                ("is_extended", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["done_on", "pk"],
                "indexes": [
                    models.Index(fields=["done_on", "region"], name="punctuality_month")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_as__in", ["stated", "returned", "recalled"])
                        ),
                        name="punctualityfigure_has_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_as", "recalled"),
                            ("is_on_time__isnull", False),
                            _connector="OR",
                        ),
                        name="punctualityfigure_says_if_on_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_on_time__isnull", True),
                            models.Q(
                                ("done_on__lte", models.F("due_on")),
                                ("is_on_time", True),
                            ),
                            models.Q(
                                ("done_on__gt", models.F("due_on")),
                                ("is_on_time", False),
                            ),
                            _connector="OR",
                        ),
                        name="punctualityfigure_is_true",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockTerms",
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
                    "before_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        verbose_name="Erinnerung an das Amt, so viele Arbeitstage vor der Frist",
                    ),
                ),
                (
                    "substitute_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        verbose_name="Erinnerung an Amt und Vertretung, Arbeitstage nach der Frist",
                    ),
                ),
                (
                    "head_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        verbose_name="Vorschlag: Amtsleitung, Arbeitstage nach der Frist",
                    ),
                ),
                (
                    "division_days",
                    models.PositiveSmallIntegerField(
                        default=15,
                        verbose_name="Vorschlag: Abteilung, Arbeitstage nach der Frist",
                    ),
                ),
                (
                    "board_days",
                    models.PositiveSmallIntegerField(
                        default=20,
                        verbose_name="Vorschlag: Liste für das Bezirksamt, Arbeitstage nach der Frist",
                    ),
                ),
                (
                    "automatic",
                    models.CharField(
                        choices=[
                            (
                                "none",
                                "nichts: Alles ab der Amtsleitung gibt die Koordination frei",
                            ),
                            ("escalated", "bis zur Amtsleitung"),
                            ("division", "bis zur Abteilung"),
                            ("board", "alles, auch die Liste für das Bezirksamt"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="Ohne Freigabe geht hinaus",
                    ),
                ),
                (
                    "board_email",
                    models.EmailField(
                        blank=True,
                        max_length=254,
                        verbose_name="Postfach für die Liste des Bezirksamts",
                    ),
                ),
                (
                    "resident_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        verbose_name="So lange warten wir auf eine Auskunft der Person, in Arbeitstagen",
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False)),
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
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before_days__gte", 1), ("before_days__lte", 20)
                        ),
                        name="clockterms_before_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("board_days__gt", models.F("division_days")),
                            ("board_days__lte", 120),
                            ("division_days__gt", models.F("head_days")),
                            ("head_days__gt", models.F("substitute_days")),
                            ("substitute_days__gte", 1),
                        ),
                        name="clockterms_rungs_rise",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resident_days__gte", 1), ("resident_days__lte", 60)
                        ),
                        name="clockterms_resident_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "automatic__in",
                                ["none", "escalated", "division", "board"],
                            )
                        ),
                        name="clockterms_known_automatic",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResidentQuestion",
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
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed",
                        to="referrals.question",
                    ),
                ),
                ("text", models.TextField(verbose_name="Unsere Frage an die Person")),
                ("until", models.DateField()),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reply", models.TextField(blank=True, verbose_name="Antwort")),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["until"],
                        name="residentquestion_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="residentquestion_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reply", ""), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="residentquestion_replied_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WeeklyList",
            fields=[
                ("monday", models.DateField(primary_key=True, serialize=False)),
                ("sent_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="referralreminder",
            name="is_pending",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="referralreminder",
            name="deliveries",
            field=models.ManyToManyField(related_name="+", to="delivery.delivery"),
        ),
        migrations.AddField(
            model_name="referralreminder",
            name="decided_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="referralreminder",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referralreminder",
            name="is_released",
            field=models.BooleanField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name="referralreminder",
            name="referralreminder_known_step",
        ),
        migrations.AddConstraint(
            model_name="referralreminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "reaction",
                            "before",
                            "due",
                            "overdue",
                            "escalated",
                            "division",
                            "board",
                        ],
                    )
                ),
                name="referralreminder_known_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralreminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True), ("is_released__isnull", True)
                    ),
                    models.Q(
                        ("decided_at__isnull", False), ("is_released__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="referralreminder_decided_has_time",
            ),
        ),
        migrations.AddIndex(
            model_name="referralreminder",
            index=models.Index(
                condition=models.Q(("is_pending", True)),
                fields=["id"],
                name="referralreminder_pending",
            ),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
