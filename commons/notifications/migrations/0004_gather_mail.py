import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Everybody waits while these tables get their columns, so that is the last step and one
# statement a table: Django's own would keep them locked while it thinks about the
# models in between. No row is read either: what has to be true of the old ones is
# checked, and their index is built, beside the traffic in the next migration.
COLUMNS = """
ALTER TABLE notifications_follow
    ADD COLUMN pace varchar(10) DEFAULT '' NOT NULL,
    ADD CONSTRAINT follow_known_pace
        CHECK (pace IN ('', 'at_once', 'daily', 'weekly', 'bell')) NOT VALID;
ALTER TABLE notifications_mailpreference
    ADD COLUMN daily_hour smallint DEFAULT 7 NOT NULL CHECK (daily_hour >= 0),
    ADD COLUMN weekly_day smallint DEFAULT 4 NOT NULL CHECK (weekly_day >= 0),
    ADD COLUMN weekly_hour smallint DEFAULT 17 NOT NULL CHECK (weekly_hour >= 0),
    ADD COLUMN paused_until date,
    ADD CONSTRAINT mailpreference_hours_of_a_day
        CHECK (daily_hour <= 23 AND weekly_hour <= 23),
    ADD CONSTRAINT mailpreference_day_of_a_week
        CHECK (weekly_day >= 1 AND weekly_day <= 7);
ALTER TABLE notifications_notification
    ADD COLUMN subject varchar(30) DEFAULT '' NOT NULL,
    ADD COLUMN pace varchar(10) DEFAULT 'at_once' NOT NULL,
    ADD COLUMN folded integer DEFAULT 1 NOT NULL,
    ADD COLUMN fold_key varchar(120) DEFAULT '' NOT NULL,
    ADD COLUMN digest_id bigint,
    ADD CONSTRAINT notification_folded_check CHECK (folded >= 0) NOT VALID,
    ADD CONSTRAINT notification_folds_by_key
        CHECK (folded = 1 OR NOT fold_key = '') NOT VALID,
    ADD CONSTRAINT notification_digest_fk FOREIGN KEY (digest_id)
        REFERENCES notifications_digest (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;
"""
WITHOUT = """
ALTER TABLE notifications_notification
    DROP COLUMN subject, DROP COLUMN pace, DROP COLUMN folded, DROP COLUMN fold_key,
    DROP COLUMN digest_id;
ALTER TABLE notifications_mailpreference
    DROP COLUMN daily_hour, DROP COLUMN weekly_day, DROP COLUMN weekly_hour,
    DROP COLUMN paused_until;
ALTER TABLE notifications_follow DROP COLUMN pace;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0003_pace_and_bounces"),
        ("notifications", "0003_index_follows"),
        ("verbs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Digest",
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
                    "pace",
                    models.CharField(
                        choices=[
                            ("at_once", "sofort per E-Mail"),
                            ("daily", "täglich gesammelt per E-Mail"),
                            ("weekly", "wöchentlich gesammelt per E-Mail"),
                            ("bell", "nur hier, ohne E-Mail"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SubjectPreference",
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
                ("subject", models.CharField(max_length=30)),
                (
                    "pace",
                    models.CharField(
                        choices=[
                            ("at_once", "sofort per E-Mail"),
                            ("daily", "täglich gesammelt per E-Mail"),
                            ("weekly", "wöchentlich gesammelt per E-Mail"),
                            ("bell", "nur hier, ohne E-Mail"),
                        ],
                        max_length=10,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="digest",
            name="delivery",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="digest",
                to="delivery.delivery",
            ),
        ),
        migrations.AddField(
            model_name="digest",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="digests",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="subjectpreference",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="digest",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["due_at", "id"],
                name="digest_due",
            ),
        ),
        migrations.AddIndex(
            model_name="digest",
            index=models.Index(fields=["user", "-id"], name="digest_own"),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("user", "pace"),
                name="digest_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pace__in", ["at_once", "daily", "weekly", "bell"]),
                    models.Q(("pace", "bell"), _negated=True),
                ),
                name="digest_known_pace",
            ),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delivery__isnull", True),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="digest_closed_when_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectpreference",
            constraint=models.UniqueConstraint(
                fields=("user", "subject"), name="subjectpreference_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectpreference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pace__in", ["at_once", "daily", "weekly", "bell"])
                ),
                name="subjectpreference_known_pace",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(COLUMNS, WITHOUT)],
            state_operations=[
                migrations.AddField(
                    model_name="follow",
                    name="pace",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("at_once", "sofort per E-Mail"),
                            ("daily", "täglich gesammelt per E-Mail"),
                            ("weekly", "wöchentlich gesammelt per E-Mail"),
                            ("bell", "nur hier, ohne E-Mail"),
                        ],
                        db_default="",
                        default="",
                        max_length=10,
                    ),
                ),
                migrations.AddField(
                    model_name="mailpreference",
                    name="daily_hour",
                    field=models.PositiveSmallIntegerField(db_default=7, default=7),
                ),
                migrations.AddField(
                    model_name="mailpreference",
                    name="paused_until",
                    field=models.DateField(null=True),
                ),
                migrations.AddField(
                    model_name="mailpreference",
                    name="weekly_day",
                    field=models.PositiveSmallIntegerField(db_default=4, default=4),
                ),
                migrations.AddField(
                    model_name="mailpreference",
                    name="weekly_hour",
                    field=models.PositiveSmallIntegerField(db_default=17, default=17),
                ),
                migrations.AddField(
                    model_name="notification",
                    name="fold_key",
                    field=models.CharField(
                        blank=True, db_default="", default="", max_length=120
                    ),
                ),
                migrations.AddField(
                    model_name="notification",
                    name="folded",
                    field=models.PositiveIntegerField(db_default=1, default=1),
                ),
                migrations.AddField(
                    model_name="notification",
                    name="pace",
                    field=models.CharField(
                        choices=[
                            ("at_once", "sofort per E-Mail"),
                            ("daily", "täglich gesammelt per E-Mail"),
                            ("weekly", "wöchentlich gesammelt per E-Mail"),
                            ("bell", "nur hier, ohne E-Mail"),
                        ],
                        db_default="at_once",
                        default="at_once",
                        max_length=10,
                    ),
                ),
                migrations.AddField(
                    model_name="notification",
                    name="subject",
                    field=models.CharField(
                        blank=True, db_default="", default="", max_length=30
                    ),
                ),
                migrations.AddConstraint(
                    model_name="follow",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("pace__in", ["", "at_once", "daily", "weekly", "bell"])
                        ),
                        name="follow_known_pace",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailpreference",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("daily_hour__lte", 23), ("weekly_hour__lte", 23)
                        ),
                        name="mailpreference_hours_of_a_day",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mailpreference",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("weekly_day__gte", 1), ("weekly_day__lte", 7)
                        ),
                        name="mailpreference_day_of_a_week",
                    ),
                ),
                migrations.AddField(
                    model_name="notification",
                    name="digest",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="notifications",
                        to="notifications.digest",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notification",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("folded", 1),
                            models.Q(("fold_key", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="notification_folds_by_key",
                    ),
                ),
            ],
        ),
    ]
