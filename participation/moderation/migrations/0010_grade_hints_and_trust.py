import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CODES = [
    ("personal_data", "persönliche Angaben"),
    ("insult", "verletzende Worte"),
    ("links", "viele Verweise"),
    ("shouting", "viele Großbuchstaben"),
    ("short", "sehr kurz"),
    ("language", "andere Sprache"),
    ("duplicate", "ähnliche Idee"),
    ("department", "wahrscheinlich zuständig"),
    ("region", "nennt einen anderen Stadtteil"),
    ("topic", "wahrscheinlich anderes Thema"),
    ("spam", "sieht nach Werbung aus"),
]
LEVELS = [
    ("normal", "wie geschrieben"),
    ("weaker", "schwächer"),
    ("silent", "schweigt"),
]
ID = models.BigAutoField(
    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
)
USER = {
    "null": True,
    "on_delete": django.db.models.deletion.SET_NULL,
    "related_name": "+",
    "to": settings.AUTH_USER_MODEL,
}
REGION = {
    "null": True,
    "on_delete": django.db.models.deletion.PROTECT,
    "related_name": "+",
    "to": "regions.region",
}


class Migration(migrations.Migration):
    """An older worker still asks for the narrower constraint and fails; nothing is
    lost, since the newer one screens what it left.
    """

    dependencies = [
        ("moderation", "0009_redact_and_block"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="hint", options={"ordering": ["-strength", "code", "pk"]}
        ),
        migrations.AddField(
            model_name="hint",
            name="rule",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=60
            ),
        ),
        migrations.AddField(
            model_name="hint",
            name="strength",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "schwach"), (2, "mittel"), (3, "stark")],
                db_default=2,
                default=2,
            ),
        ),
        migrations.AddField(
            model_name="hint",
            name="marked_wrong_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveConstraint(model_name="hint", name="hint_once"),
        migrations.AddConstraint(
            model_name="hint",
            constraint=models.UniqueConstraint(
                fields=("item", "code", "rule", "target_kind", "target_id"),
                name="hint_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="hint",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__in", [1, 2, 3])),
                name="hint_known_strength",
            ),
        ),
        migrations.CreateModel(
            name="HintOutcome",
            fields=[
                ("id", ID),
                ("code", models.CharField(choices=CODES, max_length=20)),
                ("rule", models.CharField(max_length=60)),
                ("is_wrong", models.BooleanField()),
                ("pair_kind", models.CharField(blank=True, max_length=40)),
                ("lower_id", models.BigIntegerField(null=True)),
                ("higher_id", models.BigIntegerField(null=True)),
                ("judged_at", models.DateTimeField()),
                (
                    "hint",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcome",
                        to="moderation.hint",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["code", "rule", "-judged_at", "-id"],
                        name="hintoutcome_latest",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("is_wrong", True), ("lower_id__isnull", False)
                        ),
                        fields=["pair_kind", "lower_id", "higher_id"],
                        name="hintoutcome_wrong_pair",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("higher_id__isnull", True),
                            ("lower_id__isnull", True),
                            ("pair_kind", ""),
                        )
                        | models.Q(
                            models.Q(("pair_kind", ""), _negated=True),
                            ("lower_id__lt", models.F("higher_id")),
                        ),
                        name="hintoutcome_pair_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HintRule",
            fields=[
                ("id", ID),
                ("code", models.CharField(choices=CODES, max_length=20)),
                ("rule", models.CharField(max_length=60)),
                (
                    "level",
                    models.CharField(choices=LEVELS, default="normal", max_length=10),
                ),
                ("learns_after", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["code", "rule"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "rule"), name="hintrule_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["normal", "weaker", "silent"])
                        ),
                        name="hintrule_known_level",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrustRule",
            fields=[
                ("id", ID),
                ("number", models.PositiveIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("kind", models.CharField(max_length=40)),
                ("accepted", models.PositiveSmallIntegerField()),
                ("clean_months", models.PositiveSmallIntegerField()),
                ("account_days", models.PositiveSmallIntegerField(default=0)),
                ("strongest_hint", models.PositiveSmallIntegerField(default=1)),
                ("check_every", models.PositiveSmallIntegerField(default=10)),
                ("seed", models.PositiveBigIntegerField()),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_by", models.ForeignKey(**USER)),
                ("region", models.ForeignKey(blank=True, **REGION)),
            ],
            options={
                "ordering": ["number", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number", "version"), name="trustrule_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("number",),
                        name="trustrule_one_version_counts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted__range", (1, 100)),
                            ("clean_months__range", (1, 60)),
                            ("account_days__range", (0, 3650)),
                            ("strongest_hint__range", (0, 3)),
                            ("check_every__range", (0, 1000)),
                        ),
                        name="trustrule_within_bounds",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrustPause",
            fields=[
                ("id", ID),
                ("since", models.DateTimeField(verbose_name="seit")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
                ("ended_by", models.ForeignKey(**USER)),
                ("region", models.ForeignKey(**REGION)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("user",),
                        name="trustpause_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by__isnull", True),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="trustpause_end_has_time",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="trust_rule",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="moderation.trustrule",
            ),
        ),
    ]
