import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What a department does inside: colleagues, four eyes, notes, dates of its own."""

    dependencies = [
        ("delivery", "0003_pace_and_bounces"),
        ("files", "0001_create_files"),
        ("links", "0001_create_links"),
        ("referrals", "0005_run_two_clocks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
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
                ("assigned_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
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
                    "is_shown",
                    models.BooleanField(
                        default=False, verbose_name="steht unter der Antwort"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ContactRelease",
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
                    "consent_on",
                    models.DateField(verbose_name="Wann hat die Person zugestimmt?"),
                ),
                (
                    "consent_way",
                    models.CharField(
                        choices=[
                            ("mail", "per E-Mail"),
                            ("phone", "am Telefon"),
                            ("person", "im Gespräch"),
                            ("writing", "schriftlich"),
                        ],
                        max_length=10,
                        verbose_name="Wie hat sie zugestimmt?",
                    ),
                ),
                ("released_at", models.DateTimeField()),
                ("shown_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DepartmentTerms",
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
                    "interim_days",
                    models.PositiveSmallIntegerField(
                        default=40,
                        verbose_name="Wie weit ein Zwischenstand höchstens reicht, in Arbeitstagen",
                    ),
                ),
                (
                    "interims",
                    models.PositiveSmallIntegerField(
                        default=2,
                        verbose_name="Wie oft ein Amt einen Zwischenstand geben darf",
                    ),
                ),
                (
                    "colleagues",
                    models.PositiveSmallIntegerField(
                        default=8,
                        verbose_name="An wie viele Adressen ein Vorgang weitergegeben werden darf",
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="HandOver",
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
                ("giver", models.CharField(blank=True, max_length=120)),
                ("is_by_desk", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, verbose_name="Ein Wort dazu")),
                ("handed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["handed_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="InternalNote",
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
                ("text", models.TextField(verbose_name="Notiz")),
                (
                    "is_for_spk",
                    models.BooleanField(default=False, verbose_name="Auch für die SPK"),
                ),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PendingStatement",
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
                    "speaker",
                    models.CharField(
                        blank=True, db_default="", max_length=120, verbose_name="Name"
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=40,
                        verbose_name="Stellenzeichen",
                    ),
                ),
                ("text", models.TextField(verbose_name="Stellungnahme")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("final", "Stellungnahme"),
                            ("interim", "Zwischenstand"),
                        ],
                        db_default="final",
                        default="final",
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "noch offen"),
                            ("will_be_done", "wird umgesetzt"),
                            ("partly", "wird teilweise umgesetzt"),
                            ("planned", "ist eingeplant"),
                            ("in_progress", "in Arbeit"),
                            ("done", "umgesetzt"),
                            ("exists_already", "gibt es schon"),
                            ("together", "gemeinsam machen"),
                            ("deferred", "zurückgestellt"),
                            ("not_possible", "nicht möglich"),
                            ("not_ours", "nicht Sache des Bezirks"),
                        ],
                        max_length=20,
                        verbose_name="Ergebnis",
                    ),
                ),
                (
                    "looking_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="wir prüfen bis"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="Ihr Geschäftszeichen"
                    ),
                ),
                (
                    "promised_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="zugesagt bis"
                    ),
                ),
                (
                    "promise_kind",
                    models.CharField(
                        choices=[
                            ("day", "ein Tag"),
                            ("quarter", "ein Quartal"),
                            ("budget_year", "ein Haushaltsjahr"),
                        ],
                        db_default="day",
                        default="day",
                        max_length=15,
                    ),
                ),
                (
                    "costs",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="Kosten in Euro",
                    ),
                ),
                (
                    "cost_note",
                    models.CharField(
                        blank=True,
                        db_default="",
                        max_length=300,
                        verbose_name="Zu den Kosten",
                    ),
                ),
                (
                    "may_name_costs",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="Die Kosten dürfen öffentlich genannt werden",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("link", "über den Link in der Mail"),
                            ("account", "mit Konto"),
                            ("recorded", "von der SPK eingetragen"),
                            ("mail", "per Mail"),
                        ],
                        max_length=10,
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("releaser", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["written_at", "pk"],
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="statement",
            name="statement_has_outcome",
        ),
        migrations.AddField(
            model_name="question",
            name="speaker",
            field=models.CharField(
                blank=True, db_default="", max_length=120, verbose_name="Name"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="unit",
            field=models.CharField(
                blank=True, db_default="", max_length=40, verbose_name="Stellenzeichen"
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="return_speaker",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        migrations.AddField(
            model_name="statement",
            name="cost_note",
            field=models.CharField(
                blank=True, db_default="", max_length=300, verbose_name="Zu den Kosten"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="costs",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=12,
                null=True,
                verbose_name="Kosten in Euro",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="kind",
            field=models.CharField(
                choices=[("final", "Stellungnahme"), ("interim", "Zwischenstand")],
                db_default="final",
                default="final",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="looking_until",
            field=models.DateField(
                blank=True, null=True, verbose_name="wir prüfen bis"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="may_name_costs",
            field=models.BooleanField(
                db_default=False,
                default=False,
                verbose_name="Die Kosten dürfen öffentlich genannt werden",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="promise_kind",
            field=models.CharField(
                choices=[
                    ("day", "ein Tag"),
                    ("quarter", "ein Quartal"),
                    ("budget_year", "ein Haushaltsjahr"),
                ],
                db_default="day",
                default="day",
                max_length=15,
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="shows_costs",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="statement",
            name="speaker",
            field=models.CharField(
                blank=True, db_default="", max_length=120, verbose_name="Name"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="unit",
            field=models.CharField(
                blank=True, db_default="", max_length=40, verbose_name="Stellenzeichen"
            ),
        ),
        migrations.AlterField(
            model_name="statement",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "noch offen"),
                    ("will_be_done", "wird umgesetzt"),
                    ("partly", "wird teilweise umgesetzt"),
                    ("planned", "ist eingeplant"),
                    ("in_progress", "in Arbeit"),
                    ("done", "umgesetzt"),
                    ("exists_already", "gibt es schon"),
                    ("together", "gemeinsam machen"),
                    ("deferred", "zurückgestellt"),
                    ("not_possible", "nicht möglich"),
                    ("not_ours", "nicht Sache des Bezirks"),
                ],
                max_length=20,
                verbose_name="Ergebnis",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "interim"),
                        ("looking_until__isnull", False),
                        ("outcome", ""),
                    ),
                    models.Q(
                        ("kind", "final"),
                        ("looking_until__isnull", True),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="statement_has_outcome_or_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("promise_kind__in", ["day", "quarter", "budget_year"])
                ),
                name="statement_known_promise_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("costs__isnull", True), ("costs__gte", 0), _connector="OR"
                ),
                name="statement_costs_nothing_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shows_costs", False),
                    models.Q(("costs__isnull", False), ("may_name_costs", True)),
                    _connector="OR",
                ),
                name="statement_shows_only_costs_it_may",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="assigned_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="assignee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="referral",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="assignment",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="statement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="referrals.statement",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="stored_file",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="contactrelease",
            name="referral",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contact_release",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="contactrelease",
            name="released_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="departmentterms",
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="delivery",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="delivery.delivery",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="from_link",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="links.signedlink",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="handed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="link",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="links.signedlink",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_overs",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="internalnote",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="internal_notes",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="internalnote",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pendingstatement",
            name="link",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="links.signedlink",
            ),
        ),
        migrations.AddField(
            model_name="pendingstatement",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pending",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="pendingstatement",
            name="released_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pendingstatement",
            name="released_link",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="links.signedlink",
            ),
        ),
        migrations.AddField(
            model_name="pendingstatement",
            name="statement",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="draft",
                to="referrals.statement",
            ),
        ),
        migrations.AddField(
            model_name="pendingstatement",
            name="written_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="pending",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="referrals.pendingstatement",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrelease",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("consent_way__in", ["mail", "phone", "person", "writing"])
                ),
                name="contactrelease_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="departmentterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)), name="departmentterms_one_row"
            ),
        ),
        migrations.AddConstraint(
            model_name="departmentterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("colleagues__gte", 1),
                    ("colleagues__lte", 30),
                    ("interim_days__gte", 5),
                    ("interim_days__lte", 120),
                    ("interims__lte", 10),
                ),
                name="departmentterms_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("link", models.F("from_link")), _negated=True),
                name="handover_is_a_new_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="internalnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="internalnote_has_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="pendingstatement_has_text",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__in", ["link", "account", "recorded", "mail"])
                ),
                name="pendingstatement_known_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "interim"),
                        ("looking_until__isnull", False),
                        ("outcome", ""),
                    ),
                    models.Q(
                        ("kind", "final"),
                        ("looking_until__isnull", True),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="pendingstatement_has_outcome_or_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("promise_kind__in", ["day", "quarter", "budget_year"])
                ),
                name="pendingstatement_known_promise_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("costs__isnull", True), ("costs__gte", 0), _connector="OR"
                ),
                name="pendingstatement_costs_nothing_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at__isnull", True)),
                fields=("referral",),
                name="pendingstatement_one_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("statement__isnull", True),
                    ("settled_at__isnull", False),
                    _connector="OR",
                ),
                name="pendingstatement_released_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("statement__isnull", False),
                    models.Q(
                        ("released_by__isnull", True),
                        ("released_link__isnull", True),
                        ("releaser", ""),
                    ),
                    _connector="OR",
                ),
                name="pendingstatement_only_released_has_releaser",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_by", models.F("written_by")), _negated=True
                ),
                name="pendingstatement_two_accounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="pendingstatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("released_link", models.F("link")), _negated=True),
                name="pendingstatement_two_links",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("pending__isnull", True), ("statement__isnull", False)),
                    models.Q(
                        ("is_shown", False),
                        ("pending__isnull", False),
                        ("statement__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="attachment_belongs_to_one",
            ),
        ),
    ]
