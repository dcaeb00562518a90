"""Rounds of several departments."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0003_deepen_departments"),
        ("deadlines", "0003_keep_pauses"),
        ("delivery", "0003_pace_and_bounces"),
        ("files", "0001_create_files"),
        ("links", "0001_create_links"),
        ("regions", "0002_place_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
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
                            ("clarification", "Klärungsrunde"),
                            ("alignment", "Abstimmung"),
                            ("cosigning", "Mitzeichnung"),
                            ("working_group", "Arbeitsgruppe"),
                        ],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "offen"),
                            ("deciding", "zu entscheiden"),
                            ("closed", "abgeschlossen"),
                            ("cancelled", "abgesagt"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "title",
                    models.CharField(max_length=200, verbose_name="Worum es geht"),
                ),
                ("question", models.TextField(verbose_name="Frage an alle")),
                ("about_kind", models.CharField(blank=True, max_length=40)),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                ("convened_at", models.DateTimeField()),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        verbose_name="Frist in Arbeitstagen"
                    ),
                ),
                (
                    "meets_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="Treffen am"
                    ),
                ),
                (
                    "meets_where",
                    models.CharField(blank=True, max_length=200, verbose_name="Ort"),
                ),
                (
                    "meets_link",
                    models.URLField(blank=True, verbose_name="Link zum Treffen"),
                ),
                ("meeting_set_at", models.DateTimeField(null=True)),
                ("decide_until", models.DateField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("result_code", models.CharField(blank=True, max_length=30)),
                ("result", models.TextField(blank=True, verbose_name="Ergebnis")),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "chosen",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="departments.department",
                        verbose_name="Amt",
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="rounds.round",
                    ),
                ),
                (
                    "convened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        verbose_name="Stadtteil",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoundParty",
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
                ("paused_at", models.DateTimeField(null=True)),
                ("pause_days", models.PositiveSmallIntegerField(default=0)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("asked", "um Stellungnahme gebeten"),
                            ("informed", "zur Kenntnis"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "eingeladen"),
                            ("read", "gelesen"),
                            ("stated", "hat Stellung genommen"),
                            ("declined", "nimmt nicht teil"),
                            ("overdue", "Frist vorbei"),
                        ],
                        default="invited",
                        max_length=10,
                    ),
                ),
                ("invited_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField()),
                (
                    "reason",
                    models.TextField(
                        blank=True, verbose_name="Warum das Amt nicht teilnimmt"
                    ),
                ),
                (
                    "delivery",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delivery.delivery",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="departments.department",
                    ),
                ),
                (
                    "due_on",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deadlines.workingday",
                    ),
                ),
                (
                    "first_due_on",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deadlines.workingday",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="links.signedlink",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="rounds.round",
                    ),
                ),
            ],
            options={
                "ordering": ["role", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RoundMessage",
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
                ("text", models.TextField(verbose_name="Nachricht an alle")),
                ("said_at", models.DateTimeField()),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="links.signedlink",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="rounds.round",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="rounds.roundparty",
                    ),
                ),
            ],
            options={
                "ordering": ["said_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RoundReminder",
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
                ("due_on", models.DateField()),
                ("step", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="rounds.roundparty",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoundStatement",
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
                ("version", models.PositiveSmallIntegerField()),
                ("position", models.CharField(max_length=30, verbose_name="Haltung")),
                ("text", models.TextField(verbose_name="Stellungnahme")),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="Ihr Geschäftszeichen"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("link", "über den Link in der Mail"),
                            ("account", "mit Konto"),
                            ("recorded", "von der SPK eingetragen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("stated_at", models.DateTimeField()),
                (
                    "files",
                    models.ManyToManyField(related_name="+", to="files.storedfile"),
                ),
                (
                    "link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="links.signedlink",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="rounds.roundparty",
                    ),
                ),
                (
                    "stated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["party", "version"],
            },
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(
                condition=models.Q(("state__in", ["deciding", "open"])),
                fields=["region"],
                name="round_live",
            ),
        ),
        migrations.AddIndex(
            model_name="round",
            index=models.Index(fields=["about_kind", "about_id"], name="round_about"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["clarification", "alignment", "cosigning", "working_group"],
                    )
                ),
                name="round_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["open", "deciding", "closed", "cancelled"])
                ),
                name="round_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True),
                    models.Q(("question", ""), _negated=True),
                ),
                name="round_asks_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about_id__isnull", True), ("about_kind", "")),
                    models.Q(
                        models.Q(("about_kind", ""), _negated=True),
                        ("about_id__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="round_about_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "deciding"), _negated=True),
                    ("decide_until__isnull", False),
                    _connector="OR",
                ),
                name="round_deciding_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", True),
                        ("result", ""),
                        ("state__in", ["deciding", "open"]),
                    ),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state__in", ["closed", "cancelled"]),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="round_ended_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "closed"),
                        models.Q(("result_code", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "closed"), _negated=True),
                        ("result_code", ""),
                    ),
                    _connector="OR",
                ),
                name="round_closed_has_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("working_days__gte", 1), ("working_days__lte", 60)),
                name="round_working_days_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("continues__isnull", True),
                    models.Q(("continues", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="round_continues_another",
            ),
        ),
        migrations.AddIndex(
            model_name="roundparty",
            index=models.Index(
                fields=["department", "state"], name="roundparty_department"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__isnull", True),
                    ("due_on__gte", models.F("first_due_on")),
                    _connector="OR",
                ),
                name="roundparty_due_not_before_first_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.UniqueConstraint(
                fields=("round", "department"), name="roundparty_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["asked", "informed"])),
                name="roundparty_known_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["invited", "read", "stated", "declined", "overdue"])
                ),
                name="roundparty_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role", "informed"), ("due_on__isnull", False), _connector="OR"
                ),
                name="roundparty_asked_has_due_date",
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
                        ("state__in", ["invited", "overdue", "read"]),
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
                    models.Q(("state", "declined"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="roundparty_declined_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundparty",
            constraint=models.CheckConstraint(
                condition=models.Q(("paused_at__isnull", True)),
                name="roundparty_never_paused",
            ),
        ),
        migrations.AddIndex(
            model_name="roundmessage",
            index=models.Index(fields=["round", "said_at"], name="roundmessage_round"),
        ),
        migrations.AddConstraint(
            model_name="roundmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="roundmessage_has_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundreminder",
            constraint=models.UniqueConstraint(
                fields=("party", "due_on", "step"), name="roundreminder_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundreminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["before", "due", "overdue"])),
                name="roundreminder_known_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundstatement",
            constraint=models.UniqueConstraint(
                fields=("party", "version"), name="roundstatement_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True),
                    models.Q(("position", ""), _negated=True),
                ),
                name="roundstatement_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["link", "account", "recorded"])),
                name="roundstatement_known_source",
            ),
        ),
    ]
