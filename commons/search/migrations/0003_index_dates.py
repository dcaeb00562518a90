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

    dependencies = [("search", "0002_add_synonyms_and_dates")]

    operations = [
        *anew(
            "searchrow",
            models.Index(fields=["dated_at", "id"], name="searchrow_newest"),
        ),
        *anew(
            "searchrow",
            models.Index(
                fields=["kind", "dated_at", "id"], name="searchrow_newest_of_kind"
            ),
        ),
        *anew(
            "searchrow",
            models.Index(
                fields=["region_id", "dated_at", "id"],
                name="searchrow_newest_in_region",
            ),
        ),
    ]
