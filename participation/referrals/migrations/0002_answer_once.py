import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = [
    ("informing", "Amt wird informiert"),
    ("informed", "Amt ist informiert"),
    ("objected", "Amt widerspricht"),
    ("settled", "ohne Widerspruch"),
    ("kept", "nach Widerspruch geblieben"),
    ("corrected", "durch eine eigene Antwort ersetzt"),
    ("referred", "doch weitergeleitet"),
]
ID = models.BigAutoField(
    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
)


def person():
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    """Answers that are told again with their source, and what the Amt says to it."""

    dependencies = [
        ("referrals", "0001_initial"),
        ("delivery", "0002_add_letters_and_calls"),
        ("departments", "0002_add_cards_and_signposts"),
        ("ideas", "0008_name_entries_for_the_way_back"),
        ("links", "0001_create_links"),
        ("moderation", "0004_widen_codes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="source",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reused_by",
                to="referrals.answer",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="source_on",
            field=models.DateField(null=True),
        ),
        migrations.RemoveConstraint(model_name="answer", name="answer_no_needs_reason"),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(
                        ("outcome__in", ["deferred", "not_possible", "not_ours"]),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    ("source__isnull", False),
                    _connector="OR",
                ),
                name="answer_no_needs_reason",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="answer", name="answer_impossible_says_what_is_possible"
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    models.Q(("outcome", "not_possible"), _negated=True),
                    models.Q(("instead", ""), _negated=True),
                    ("source__isnull", False),
                    _connector="OR",
                ),
                name="answer_impossible_says_what_is_possible",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source__isnull", True), ("source_on__isnull", True)),
                    models.Q(
                        ("instead", ""),
                        ("reason", ""),
                        ("source__isnull", False),
                        ("source_on__isnull", False),
                        ("state", "published"),
                    ),
                    _connector="OR",
                ),
                name="answer_told_again_names_its_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__isnull", True),
                    models.Q(("source", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="answer_is_not_its_own_source",
            ),
        ),
        migrations.CreateModel(
            name="ReuseTerms",
            fields=[
                ("id", ID),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=24,
                        verbose_name="Wie alt eine Antwort höchstens sein darf, in Monaten",
                    ),
                ),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        default=20,
                        verbose_name="Wie lange ein Amt widersprechen darf, in Arbeitstagen",
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
                        condition=models.Q(("pk", 1)), name="reuseterms_one_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 120)),
                        name="reuseterms_months_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("working_days__gte", 5), ("working_days__lte", 60)
                        ),
                        name="reuseterms_working_days_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reuse",
            fields=[
                ("id", ID),
                (
                    "state",
                    models.CharField(
                        choices=STATES, default="informing", max_length=10
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("working_days", models.PositiveSmallIntegerField()),
                ("object_until", models.DateField()),
                ("informed_at", models.DateTimeField(null=True)),
                (
                    "objection",
                    models.TextField(blank=True, verbose_name="Widerspruch"),
                ),
                ("objected_at", models.DateTimeField(null=True)),
                ("review_until", models.DateField(null=True)),
                (
                    "review",
                    models.TextField(
                        blank=True, verbose_name="Warum die Antwort bleibt"
                    ),
                ),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reuse",
                        to="referrals.answer",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
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
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="departments.department",
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reuses",
                        to="ideas.idea",
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="links.signedlink",
                    ),
                ),
                ("objected_by", person()),
                ("reviewed_by", person()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("state__in", ["informing", "informed", "objected"])
                        ),
                        fields=["state", "object_until"],
                        name="reuse_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "informed",
                                    "informing",
                                    "kept",
                                    "objected",
                                    "settled",
                                ],
                            )
                        ),
                        fields=("idea",),
                        name="reuse_one_current_per_idea",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "informed"), _negated=True),
                            ("informed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="reuse_informed_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("objected_at__isnull", True),
                                ("objection", ""),
                                ("review_until", None),
                            ),
                            models.Q(
                                ("objected_at__isnull", False),
                                ("review_until__isnull", False),
                                models.Q(("objection", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reuse_objection_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "objected"), _negated=True),
                            ("objected_at__isnull", False),
                            _connector="OR",
                        ),
                        name="reuse_objected_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "kept"), _negated=True),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                models.Q(("review", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reuse_kept_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("department__isnull", False),
                            models.Q(
                                ("state__in", ["informed", "objected", "kept"]),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="reuse_somebody_was_informed",
                    ),
                ],
            },
        ),
    ]
