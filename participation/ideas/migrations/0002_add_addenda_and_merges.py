import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0001_initial"),
        ("moderation", "0001_initial"),
        ("regions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Addendum",
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
                    "publication",
                    models.CharField(
                        choices=[
                            ("submitted", "wird geprüft"),
                            ("changes_requested", "Änderung erbeten"),
                            ("published", "veröffentlicht"),
                            ("declined", "abgelehnt"),
                            ("hidden", "verborgen"),
                            ("merged", "zusammengeführt"),
                            ("withdrawn", "zurückgezogen"),
                            ("removed", "entfernt"),
                        ],
                        default="submitted",
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("submitted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("text", models.TextField(verbose_name="Ihr Nachtrag")),
                (
                    "draft_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addenda",
                        to="ideas.idea",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Merge",
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
                ("merged_at", models.DateTimeField()),
                (
                    "publication_before",
                    models.CharField(
                        choices=[
                            ("submitted", "wird geprüft"),
                            ("changes_requested", "Änderung erbeten"),
                            ("published", "veröffentlicht"),
                            ("declined", "abgelehnt"),
                            ("hidden", "verborgen"),
                            ("merged", "zusammengeführt"),
                            ("withdrawn", "zurückgezogen"),
                            ("removed", "entfernt"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "case_before",
                    models.CharField(
                        choices=[
                            ("none", "noch nicht weitergeleitet"),
                            ("open", "bei der SPK"),
                            ("referred", "beim Amt"),
                            ("question", "Rückfrage"),
                            ("statement_in", "Stellungnahme liegt vor"),
                            ("answered", "beantwortet"),
                            ("reopened", "wieder aufgenommen"),
                            ("closed", "abgeschlossen"),
                        ],
                        max_length=20,
                    ),
                ),
                ("next_on_before", models.DateField(blank=True, null=True)),
                ("carried_support", models.PositiveIntegerField(default=0)),
                ("external_support", models.PositiveIntegerField(default=0)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
                (
                    "decision_before",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.decision",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="ideas.idea",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="joined",
                        to="ideas.idea",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Zusammenführung",
            },
        ),
        migrations.AddField(
            model_name="support",
            name="merge",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="carried",
                to="ideas.merge",
            ),
        ),
        migrations.AddIndex(
            model_name="addendum",
            index=models.Index(
                condition=models.Q(("publication", "published")),
                fields=["idea", "published_at", "id"],
                name="addendum_of_idea",
            ),
        ),
        migrations.AddIndex(
            model_name="addendum",
            index=models.Index(fields=["author", "-id"], name="addendum_author"),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "publication__in",
                            ["declined", "hidden", "merged", "removed"],
                        ),
                        _negated=True,
                    ),
                    ("decision__isnull", False),
                    _connector="OR",
                ),
                name="addendum_leaves_only_by_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publication", "published"), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="addendum_published_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.UniqueConstraint(
                condition=models.Q(("publication", "submitted")),
                fields=("idea",),
                name="addendum_one_waiting_per_idea",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="addendum_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("source",),
                name="merge_one_open_per_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="merge_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undone_by__isnull", True),
                    ("undone_at__isnull", False),
                    _connector="OR",
                ),
                name="merge_undone_by_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("undone_at__isnull", True),
                    ("undone_at__gte", models.F("merged_at")),
                    _connector="OR",
                ),
                name="merge_undone_after_it_was_made",
            ),
        ),
    ]
