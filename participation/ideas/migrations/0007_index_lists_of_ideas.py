from django.contrib.postgres.indexes import GistIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


def anew(model: str, index: models.Index) -> list[Operation]:
    """Build an index beside the traffic, also where an attempt was broken off.

    What CREATE INDEX CONCURRENTLY leaves behind when it ends early is an invalid index
    that still has the name.
    """
    return [
        migrations.RunSQL(
            f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}", migrations.RunSQL.noop
        ),
        AddIndexConcurrently(model, index),
    ]


class Migration(migrations.Migration):
    # Apart from the step with the columns and in no transaction: at a million rows the
    # pages would otherwise wait for all of these indexes.
    atomic = False

    dependencies = [("ideas", "0006_note_which_ideas_have_pictures")]

    operations = [
        *anew(
            "support",
            models.Index(
                condition=models.Q(("merge__isnull", False)),
                fields=["merge"],
                name="support_merge",
            ),
        ),
        *anew(
            "idea",
            models.Index(
                condition=models.Q(("publication", "published")),
                fields=["case", "-published_at", "-id"],
                name="idea_case_newest",
            ),
        ),
        *anew(
            "idea",
            models.Index(
                condition=models.Q(("publication", "published")),
                fields=["region", "-total_support", "-id"],
                name="idea_region_supported",
            ),
        ),
        *anew(
            "idea",
            models.Index(
                condition=models.Q(("publication", "published")),
                fields=["topic", "-total_support", "-id"],
                name="idea_topic_supported",
            ),
        ),
        *anew(
            "idea",
            models.Index(
                condition=models.Q(
                    ("answered_at__isnull", False), ("publication", "published")
                ),
                fields=["case", "-answered_at", "-id"],
                name="idea_case_answered",
            ),
        ),
        *anew(
            "idea",
            models.Index(
                condition=models.Q(
                    ("planning_area__isnull", False), ("publication", "published")
                ),
                fields=["planning_area", "-published_at", "-id"],
                name="idea_area_newest",
            ),
        ),
        *anew(
            "idea",
            models.Index(
                condition=models.Q(
                    ("lead_department__isnull", False), ("publication", "published")
                ),
                fields=["lead_department", "-published_at", "-id"],
                name="idea_department_newest",
            ),
        ),
        *anew(
            "idea",
            models.Index(
                condition=models.Q(
                    ("publication", "published"),
                    models.Q(("outcome", ""), _negated=True),
                ),
                fields=["outcome", "-published_at", "-id"],
                name="idea_outcome_newest",
            ),
        ),
        *anew(
            "idea",
            models.Index(
                condition=models.Q(
                    ("has_pictures", True), ("publication", "published")
                ),
                fields=["-published_at", "-id"],
                name="idea_pictures_newest",
            ),
        ),
        *anew(
            "idea",
            GistIndex(
                models.Func(models.F("east_m"), models.F("north_m"), function="point"),
                condition=models.Q(
                    ("east_m__isnull", False), ("publication", "published")
                ),
                name="idea_place",
            ),
        ),
    ]
