import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Which outcomes go with which case is no chance: without this the planner takes a
# combination that never occurs for a frequent one.
STATISTICS = """
CREATE STATISTICS ideas_idea_case_outcome (mcv) ON "case", outcome FROM ideas_idea
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0002_add_addenda_and_merges"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedSearch",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_searches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("query", models.CharField(max_length=1000)),
                (
                    "region_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                (
                    "topic_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                (
                    "area_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                ("has_pictures", models.BooleanField(default=False)),
                ("near_east_m", models.FloatField(null=True)),
                ("near_north_m", models.FloatField(null=True)),
                ("radius_m", models.PositiveIntegerField(null=True)),
                ("words", django.contrib.postgres.search.SearchQueryField(null=True)),
                ("wants_mail", models.BooleanField(default=True)),
                ("is_paused", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="idea",
            name="has_pictures",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="savedsearch",
            index=models.Index(fields=["user", "-id"], name="savedsearch_own"),
        ),
        migrations.AddIndex(
            model_name="savedsearch",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("is_paused", False)),
                fields=["region_ids", "topic_ids"],
                name="savedsearch_matching",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(
                fields=("user", "query"), name="savedsearch_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("near_east_m__isnull", True),
                        ("near_north_m__isnull", True),
                        ("radius_m__isnull", True),
                    ),
                    models.Q(
                        ("near_east_m__isnull", False),
                        ("near_north_m__isnull", False),
                        ("radius_m__gt", 0),
                    ),
                    _connector="OR",
                ),
                name="savedsearch_circle_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("area_ids__len__gt", 0),
                    ("region_ids__len__gt", 0),
                    ("topic_ids__len__gt", 0),
                ),
                name="savedsearch_any_is_said",
            ),
        ),
        migrations.RunSQL(STATISTICS, "DROP STATISTICS ideas_idea_case_outcome"),
    ]
