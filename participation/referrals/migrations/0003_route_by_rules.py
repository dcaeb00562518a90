"""Rules say where an idea goes, and each referral why it went there."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0002_answer_once"),
        ("departments", "0003_deepen_departments"),
        ("ideas", "0008_name_entries_for_the_way_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Route",
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
                            ("rule", "nach den Regeln"),
                            ("learned", "nach einem gelernten Vorschlag"),
                            ("return", "auf Hinweis eines Amtes"),
                            ("person", "von Hand gewählt"),
                        ],
                        max_length=10,
                    ),
                ),
                ("conditions", models.JSONField(blank=True, default=list)),
                (
                    "departure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("special", "besonderer Fall"),
                            ("misread", "Die Regel versteht die Idee falsch"),
                            ("outdated", "Die Regel stimmt nicht mehr"),
                            ("agreed", "mit dem Amt abgesprochen"),
                            ("other", "anderer Grund"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="Warum"),
                ),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="departments.department",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="referral",
            name="route",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referral",
                to="referrals.route",
            ),
        ),
        migrations.CreateModel(
            name="Rule",
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
                ("number", models.PositiveIntegerField(verbose_name="Regel")),
                ("position", models.PositiveIntegerField(verbose_name="Reihenfolge")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "region_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        default=list,
                        size=None,
                        verbose_name="Stadtteile",
                    ),
                ),
                (
                    "topic_keys",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="Themen",
                    ),
                ),
                (
                    "site_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("main_street", "Hauptstraße"),
                                ("district_street", "Nebenstraße"),
                                ("park", "Park oder Grünanlage"),
                                ("school", "Schule"),
                                ("private", "privates Grundstück"),
                                ("other", "anderer Ort"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="Art des Ortes",
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="Wörter"
                    ),
                ),
                (
                    "is_title_only",
                    models.BooleanField(
                        default=False, verbose_name="nur im Titel suchen"
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="gilt ab"),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="gilt bis"),
                ),
                (
                    "source",
                    models.CharField(blank=True, max_length=300, verbose_name="Quelle"),
                ),
                ("starter_key", models.SlugField(blank=True, max_length=60)),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="departments.department",
                        verbose_name="Amt oder Stelle",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
            },
        ),
        migrations.AddField(
            model_name="route",
            name="rule",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="referrals.rule",
            ),
        ),
        migrations.CreateModel(
            name="RuleBook",
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
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="Was neu ist"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.AddField(
            model_name="rule",
            name="book",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="referrals.rulebook",
            ),
        ),
        migrations.CreateModel(
            name="Site",
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
                ("layer", models.SlugField(max_length=40, verbose_name="Ebene")),
                ("key", models.CharField(max_length=80, verbose_name="Schlüssel")),
                (
                    "name",
                    models.CharField(blank=True, max_length=160, verbose_name="Name"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("main_street", "Hauptstraße"),
                            ("district_street", "Nebenstraße"),
                            ("park", "Park oder Grünanlage"),
                            ("school", "Schule"),
                            ("private", "privates Grundstück"),
                            ("other", "anderer Ort"),
                        ],
                        max_length=20,
                        verbose_name="Art des Ortes",
                    ),
                ),
                ("outline", models.JSONField()),
            ],
            options={
                "ordering": ["layer", "key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("layer", "key"), name="site_key_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "main_street",
                                    "district_street",
                                    "park",
                                    "school",
                                    "private",
                                    "other",
                                ],
                            )
                        ),
                        name="site_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SiteAnswer",
            fields=[
                (
                    "idea",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="site_answer",
                        serialize=False,
                        to="ideas.idea",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("main_street", "Hauptstraße"),
                            ("district_street", "Nebenstraße"),
                            ("park", "Park oder Grünanlage"),
                            ("school", "Schule"),
                            ("private", "privates Grundstück"),
                            ("other", "anderer Ort"),
                        ],
                        max_length=20,
                        verbose_name="Art des Ortes",
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Trial",
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
                ("revision", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("total", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("last_idea", models.PositiveBigIntegerField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trials",
                        to="referrals.rulebook",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Probelauf der Regeln",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="TrialRow",
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
                ("is_changed", models.BooleanField()),
                ("rule_number", models.PositiveIntegerField(null=True)),
                ("conditions", models.JSONField(blank=True, default=list)),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="departments.department",
                    ),
                ),
                (
                    "before",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ideas.idea",
                    ),
                ),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="referrals.trial",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "rule"), _negated=True),
                    ("rule__isnull", False),
                    _connector="OR",
                ),
                name="route_by_rule_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rule__isnull", True), ("proposed__isnull", False), _connector="OR"
                ),
                name="route_rule_names_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="route",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rule__isnull", False), ("departure", ""), _connector="OR"
                ),
                name="route_departs_from_a_rule",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulebook",
            constraint=models.UniqueConstraint(
                fields=("published_at",),
                name="rulebook_one_draft",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="rulebook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_by__isnull", True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="rulebook_published_by_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(
                fields=("book", "number"), name="rule_number_once_a_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from__isnull", True),
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="rule_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="siteanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "main_street",
                            "district_street",
                            "park",
                            "school",
                            "private",
                            "other",
                        ],
                    )
                ),
                name="siteanswer_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="trial",
            constraint=models.CheckConstraint(
                condition=models.Q(("done__lte", models.F("total"))),
                name="trial_done_within_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="trialrow",
            constraint=models.UniqueConstraint(
                fields=("trial", "idea"), name="trialrow_once"
            ),
        ),
    ]
