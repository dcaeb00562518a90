"""Dates that move, results that are taken back, who spoke, and meetings in calendars."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0003_keep_pauses"),
        ("delivery", "0003_pace_and_bounces"),
        ("departments", "0003_deepen_departments"),
        ("links", "0001_create_links"),
        ("rounds", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RoundChange",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("date", "Termin verschoben"),
                            ("removed", "Amt nicht mehr gefragt"),
                            ("reopened", "wieder aufgenommen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(verbose_name="Warum")),
                ("changed_at", models.DateTimeField()),
                ("from_day", models.DateField(null=True)),
                ("to_day", models.DateField(null=True)),
                ("result_code", models.CharField(blank=True, max_length=30)),
                (
                    "result",
                    models.TextField(blank=True, verbose_name="Ergebnis bis dahin"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RoundVisit",
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
                ("seen_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="roundparty",
            name="roundparty_known_state",
        ),
        migrations.RemoveConstraint(
            model_name="roundparty",
            name="roundparty_answered_has_time",
        ),
        migrations.RemoveConstraint(
            model_name="roundparty",
            name="roundparty_declined_has_reason",
        ),
        migrations.AddField(
            model_name="round",
            name="meeting_sequence",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="round",
            name="meeting_was_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="meets_minutes",
            field=models.PositiveSmallIntegerField(
                db_default=60, default=60, verbose_name="Dauer in Minuten"
            ),
        ),
        migrations.AddField(
            model_name="roundmessage",
            name="speaker",
            field=models.CharField(
                blank=True, db_default="", max_length=120, verbose_name="Name"
            ),
        ),
        migrations.AddField(
            model_name="roundmessage",
            name="unit",
            field=models.CharField(
                blank=True, db_default="", max_length=40, verbose_name="Stellenzeichen"
            ),
        ),
        migrations.AddField(
            model_name="roundparty",
            name="given_days",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="roundparty",
            name="told_by_hand_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="roundparty",
            name="told_by_hand_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="roundparty",
            name="told_by_hand_on",
            field=models.DateField(null=True, verbose_name="Von Hand eingeladen am"),
        ),
        migrations.AddField(
            model_name="roundstatement",
            name="speaker",
            field=models.CharField(
                blank=True, db_default="", max_length=120, verbose_name="Name"
            ),
        ),
        migrations.AddField(
            model_name="roundstatement",
            name="unit",
            field=models.CharField(
                blank=True, db_default="", max_length=40, verbose_name="Stellenzeichen"
            ),
        ),
        migrations.AlterField(
            model_name="roundparty",
            name="state",
            field=models.CharField(
                choices=[
                    ("invited", "eingeladen"),
                    ("read", "gelesen"),
                    ("stated", "hat Stellung genommen"),
                    ("declined", "nimmt nicht teil"),
                    ("overdue", "Frist vorbei"),
                    ("removed", "nicht mehr gefragt"),
                ],
                default="invited",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["invited", "read", "stated", "declined", "overdue", "removed"],
                    )
                ),
                name="roundparty_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", False),
                        ("state__in", ["stated", "declined"]),
                    ),
                    models.Q(
                        ("answered_at__isnull", True),
                        ("state__in", ["invited", "overdue", "read", "removed"]),
                    ),
                    _connector="OR",
                ),
                name="roundparty_answered_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["declined", "removed"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="roundparty_declined_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("told_by_hand_at__isnull", True),
                        ("told_by_hand_on__isnull", True),
                    ),
                    models.Q(
                        ("told_by_hand_at__isnull", False),
                        ("told_by_hand_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="roundparty_told_by_hand_is_whole",
            ),
        ),
        migrations.AddField(
            model_name="roundchange",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="roundchange",
            name="chosen",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="departments.department",
            ),
        ),
        migrations.AddField(
            model_name="roundchange",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="rounds.roundparty",
            ),
        ),
        migrations.AddField(
            model_name="roundchange",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="changes",
                to="rounds.round",
            ),
        ),
        migrations.AddField(
            model_name="roundvisit",
            name="link",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="links.signedlink",
            ),
        ),
        migrations.AddField(
            model_name="roundvisit",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="visits",
                to="rounds.round",
            ),
        ),
        migrations.AddField(
            model_name="roundvisit",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="roundchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["date", "removed", "reopened"])),
                name="roundchange_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="roundchange_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "date"), _negated=True),
                    models.Q(("from_day__isnull", False), ("to_day__isnull", False)),
                    _connector="OR",
                ),
                name="roundchange_date_has_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "reopened"), _negated=True),
                    models.Q(
                        models.Q(("result_code", ""), _negated=True),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="roundchange_reopened_keeps_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "removed"), _negated=True),
                    ("party__isnull", False),
                    _connector="OR",
                ),
                name="roundchange_removed_names_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundvisit",
            constraint=models.UniqueConstraint(
                fields=("round", "user"), name="roundvisit_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundvisit",
            constraint=models.UniqueConstraint(
                fields=("round", "link"), name="roundvisit_link"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("link__isnull", True), ("user__isnull", False)),
                    models.Q(("link__isnull", False), ("user__isnull", True)),
                    _connector="OR",
                ),
                name="roundvisit_of_one",
            ),
        ),
    ]
