import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


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
                condition=models.Q(("daily_hour__lte", 23), ("weekly_hour__lte", 23)),
                name="mailpreference_hours_of_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailpreference",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekly_day__gte", 1), ("weekly_day__lte", 7)),
                name="mailpreference_day_of_a_week",
            ),
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
            model_name="notification",
            name="digest",
            field=models.ForeignKey(
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
    ]
