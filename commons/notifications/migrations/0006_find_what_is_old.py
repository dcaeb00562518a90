from django.contrib.postgres.indexes import BrinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    # Beside the traffic; an attempt that is broken off leaves an invalid index that
    # still has the name. Rows come in the order of time, so a few pages of BRIN serve
    # the nightly search for what is a year old.
    atomic = False

    dependencies = [("notifications", "0005_index_the_bell")]

    operations = [
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS notification_old",
            migrations.RunSQL.noop,
        ),
        AddIndexConcurrently(
            "notification",
            BrinIndex(
                fields=["created_at"], name="notification_old", autosummarize=True
            ),
        ),
    ]
