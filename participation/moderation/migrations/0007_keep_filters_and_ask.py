import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Filters that people keep, the question before taking over, a faster queue."""

    dependencies = [
        ("moderation", "0006_undo_and_take_back"),
        # Brings pg_trgm.
        ("search", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="queueitem",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="queueitem",
            name="asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="queueitem",
            name="kept_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="queueitem",
            constraint=models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | Q(asked_at__isnull=False),
                name="queueitem_question_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="queueitem",
            constraint=models.CheckConstraint(
                condition=Q(kept_at__isnull=True) | Q(asked_at__isnull=False),
                name="queueitem_no_answers_a_question",
            ),
        ),
        migrations.AddIndex(
            model_name="queueitem",
            index=models.Index(
                fields=["kind", "submitted_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="queueitem_kind_open",
            ),
        ),
        migrations.AddIndex(
            model_name="queueitem",
            index=models.Index(
                fields=["cause", "submitted_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="queueitem_cause_open",
            ),
        ),
        migrations.AddIndex(
            model_name="queueitem",
            index=models.Index(
                fields=["lease_until"],
                condition=Q(closed_at__isnull=True, lease_by__isnull=False),
                name="queueitem_claimed",
            ),
        ),
        migrations.AddIndex(
            model_name="queueitem",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("title"),
                    name="gin_trgm_ops",
                ),
                condition=Q(closed_at__isnull=True),
                name="queueitem_title_open",
            ),
        ),
        migrations.AddIndex(
            model_name="hint",
            index=models.Index(fields=["code", "item"], name="hint_code"),
        ),
        migrations.CreateModel(
            name="SavedFilter",
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
                    "name",
                    models.CharField(blank=True, max_length=60, verbose_name="Name"),
                ),
                ("query", models.CharField(blank=True, max_length=400)),
                (
                    "is_start",
                    models.BooleanField(
                        default=False, verbose_name="Die Prüfung immer damit öffnen"
                    ),
                ),
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
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "name"), name="savedfilter_once_a_name"
                    ),
                    models.UniqueConstraint(
                        condition=Q(is_start=True),
                        fields=("user",),
                        name="savedfilter_one_start",
                    ),
                    models.CheckConstraint(
                        condition=Q(is_start=False) | ~Q(name=""),
                        name="savedfilter_start_has_name",
                    ),
                ],
            },
        ),
    ]
