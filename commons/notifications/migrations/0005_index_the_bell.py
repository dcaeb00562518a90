from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models

FOLD = "notification_one_fold"


class Migration(migrations.Migration):
    # Beside the traffic: the table of what everybody was told is the largest of all.
    # An attempt that is broken off leaves an invalid index that still has the name.
    atomic = False

    dependencies = [("notifications", "0004_gather_mail")]

    operations = [
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS notification_digest",
            migrations.RunSQL.noop,
        ),
        AddIndexConcurrently(
            "notification",
            models.Index(
                condition=models.Q(("digest__isnull", False)),
                fields=["digest"],
                name="notification_digest",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE notifications_notification"
            " VALIDATE CONSTRAINT notification_folded_check,"
            " VALIDATE CONSTRAINT notification_digest_fk",
            migrations.RunSQL.noop,
        ),
        ValidateConstraint("notification", "notification_folds_by_key"),
        ValidateConstraint("follow", "follow_known_pace"),
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS notification_newest",
            migrations.RunSQL.noop,
        ),
        AddIndexConcurrently(
            "notification",
            models.Index(
                fields=["user", "-created_at", "-id"], name="notification_newest"
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX CONCURRENTLY IF EXISTS {FOLD}",
                    f"DROP INDEX CONCURRENTLY IF EXISTS {FOLD}",
                ),
                migrations.RunSQL(
                    f"CREATE UNIQUE INDEX CONCURRENTLY {FOLD}"
                    " ON notifications_notification (user_id, fold_key)"
                    " WHERE delivery_id IS NULL AND read_at IS NULL"
                    " AND NOT fold_key = ''",
                    migrations.RunSQL.noop,
                ),
            ],
            state_operations=[
                migrations.AddConstraint(
                    "notification",
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("delivery__isnull", True),
                            ("read_at__isnull", True),
                            models.Q(("fold_key", ""), _negated=True),
                        ),
                        fields=("user", "fold_key"),
                        name=FOLD,
                    ),
                )
            ],
        ),
    ]
