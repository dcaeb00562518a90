"""Answers are published as a set; promised days are kept or moved."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0003_pace_and_bounces"),
        ("files", "0001_create_files"),
        ("ideas", "0008_name_entries_for_the_way_back"),
        ("links", "0001_create_links"),
        ("referrals", "0011_share_deliveries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="AnswerSet",
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
                    "name",
                    models.CharField(max_length=120, verbose_name="Name des Pakets"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "wird gesammelt"),
                            ("planned", "geplant"),
                            ("publishing", "wird veröffentlicht"),
                            ("published", "veröffentlicht"),
                            ("dissolved", "aufgelöst"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "planned_for",
                    models.DateTimeField(null=True, verbose_name="veröffentlichen am"),
                ),
                ("created_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AnswerSetItem",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "im Paket"),
                            ("published", "veröffentlicht"),
                            ("left_out", "nicht veröffentlicht"),
                            ("taken_out", "herausgenommen"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(null=True)),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("added_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["answer_set_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Deferral",
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
                ("number", models.PositiveSmallIntegerField()),
                ("look_again_on", models.DateField(verbose_name="Wiedervorlage")),
                ("reason", models.TextField(blank=True, verbose_name="Grund")),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["answer_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="Promise",
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
                ("number", models.PositiveSmallIntegerField()),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("promised", "zugesagt"),
                            ("moved", "verschoben"),
                            ("kept", "gehalten"),
                            ("given_up", "zurückgenommen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("promised_on", models.DateField(null=True)),
                (
                    "promise_kind",
                    models.CharField(
                        choices=[
                            ("day", "ein Tag"),
                            ("quarter", "ein Quartal"),
                            ("budget_year", "ein Haushaltsjahr"),
                        ],
                        default="day",
                        max_length=15,
                    ),
                ),
                ("was_due_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True, verbose_name="erledigt am")),
                ("reason", models.TextField(blank=True, verbose_name="Grund")),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["answer_id", "number"],
            },
        ),
        migrations.CreateModel(
            name="PromiseInquiry",
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
                ("asked_at", models.DateTimeField()),
                ("done_on", models.DateField(null=True)),
                ("replied_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PromiseTerms",
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
                ("changed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "before_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        verbose_name="So viele Arbeitstage vor dem zugesagten Tag fragen wir nach",
                    ),
                ),
                (
                    "asks_by_itself",
                    models.BooleanField(
                        default=False,
                        verbose_name="Das Amt bekommt dann von selbst eine Mail mit der Frage",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="answer",
            name="approved_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="answer",
            name="approved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="is_whole",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="answer",
            name="joining",
            field=models.TextField(
                blank=True, db_default="", verbose_name="Wo man mitmachen kann"
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="look_again_on",
            field=models.DateField(blank=True, null=True, verbose_name="Wiedervorlage"),
        ),
        migrations.AddField(
            model_name="answer",
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
            model_name="answer",
            name="support",
            field=models.TextField(
                blank=True, db_default="", verbose_name="Womit wir helfen"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("is_whole", False),
                    Q(("outcome", "deferred"), _negated=True),
                    ("look_again_on__isnull", False),
                    _connector="OR",
                ),
                name="answer_deferred_is_looked_at_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("is_whole", False),
                    Q(("outcome", "together"), _negated=True),
                    Q(("support", ""), _negated=True),
                    _connector="OR",
                ),
                name="answer_together_names_the_support",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=Q(("promise_kind__in", ["day", "quarter", "budget_year"])),
                name="answer_known_promise_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("approved_by__isnull", True),
                    ("written_by__isnull", True),
                    Q(("approved_by", F("written_by")), _negated=True),
                    _connector="OR",
                ),
                name="answer_approved_by_somebody_else",
            ),
        ),
        migrations.AddField(
            model_name="answerset",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="answerset",
            name="released_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="answersetitem",
            name="added_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="answersetitem",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="referrals.answer",
            ),
        ),
        migrations.AddField(
            model_name="answersetitem",
            name="answer_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="referrals.answerset",
            ),
        ),
        migrations.AddField(
            model_name="deferral",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deferrals",
                to="referrals.answer",
            ),
        ),
        migrations.AddField(
            model_name="deferral",
            name="said_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="promise",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promises",
                to="referrals.answer",
            ),
        ),
        migrations.AddField(
            model_name="promise",
            name="idea",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promises",
                to="ideas.idea",
            ),
        ),
        migrations.AddField(
            model_name="promise",
            name="photo",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="promise",
            name="said_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="promiseinquiry",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="promiseinquiry",
            name="delivery",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="delivery.delivery",
            ),
        ),
        migrations.AddField(
            model_name="promiseinquiry",
            name="link",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="links.signedlink",
            ),
        ),
        migrations.AddField(
            model_name="promiseinquiry",
            name="promise",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inquiry",
                to="referrals.promise",
            ),
        ),
        migrations.AddField(
            model_name="promiseinquiry",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inquiries",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="promiseinquiry",
            name="statement",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inquiry",
                to="referrals.statement",
            ),
        ),
        migrations.AddField(
            model_name="promiseterms",
            name="changed_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="answerset",
            constraint=models.CheckConstraint(
                condition=Q(("name", ""), _negated=True), name="answerset_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerset",
            constraint=models.CheckConstraint(
                condition=Q(
                    (
                        "state__in",
                        ["open", "planned", "publishing", "published", "dissolved"],
                    )
                ),
                name="answerset_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerset",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("state", "planned"), _negated=True),
                    ("planned_for__isnull", False),
                    _connector="OR",
                ),
                name="answerset_planned_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerset",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(
                        ("released_at__isnull", False),
                        ("released_by__isnull", False),
                        ("state__in", ["planned", "publishing"]),
                    ),
                    Q(("released_at__isnull", False), ("state", "published")),
                    Q(
                        ("released_at__isnull", True),
                        ("state__in", ["open", "dissolved"]),
                    ),
                    _connector="OR",
                ),
                name="answerset_released_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerset",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("published_at__isnull", False), ("state", "published")),
                    Q(
                        Q(("state", "published"), _negated=True),
                        ("published_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="answerset_published_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="answersetitem",
            constraint=models.UniqueConstraint(
                condition=Q(("state__in", ["waiting", "published"])),
                fields=("answer",),
                name="answersetitem_one_set_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="answersetitem",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("state__in", ["waiting", "published", "left_out", "taken_out"])
                ),
                name="answersetitem_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="answersetitem",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("settled_at__isnull", True), ("state", "waiting")),
                    Q(
                        Q(("state", "waiting"), _negated=True),
                        ("settled_at__gte", F("added_at")),
                    ),
                    _connector="OR",
                ),
                name="answersetitem_settled_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="answersetitem",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("state", "left_out"), Q(("problem", ""), _negated=True)),
                    Q(Q(("state", "left_out"), _negated=True), ("problem", "")),
                    _connector="OR",
                ),
                name="answersetitem_left_out_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="deferral",
            constraint=models.UniqueConstraint(
                fields=("answer", "number"), name="deferral_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="deferral",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("number", 1),
                    Q(("number__gt", 1), Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="deferral_put_off_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["idea", "number"], name="promise_of_idea"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["promised_on"], name="promise_by_day"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(
                fields=("answer", "number"), name="promise_one_step_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(
                condition=Q(("step", "promised")),
                fields=("answer",),
                name="promise_given_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(
                condition=Q(("step__in", ["kept", "given_up"])),
                fields=("answer",),
                name="promise_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=Q(("step__in", ["promised", "moved", "kept", "given_up"])),
                name="promise_known_step",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=Q(("promise_kind__in", ["day", "quarter", "budget_year"])),
                name="promise_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(
                        ("number", 1),
                        ("step", "promised"),
                        ("was_due_on__isnull", True),
                    ),
                    Q(
                        ("number__gt", 1),
                        ("was_due_on__isnull", False),
                        Q(("step", "promised"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="promise_begins_with_a_promise",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(
                        ("promised_on__isnull", False),
                        ("step__in", ["promised", "moved"]),
                    ),
                    Q(
                        ("promised_on__isnull", True),
                        ("step__in", ["kept", "given_up"]),
                    ),
                    _connector="OR",
                ),
                name="promise_holds_to_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("done_on__isnull", False), ("step", "kept")),
                    Q(
                        Q(("step", "kept"), _negated=True),
                        ("done_on__isnull", True),
                        ("photo__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="promise_kept_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("step__in", ["promised", "kept"]),
                    Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="promise_moved_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiseinquiry",
            constraint=models.CheckConstraint(
                condition=Q(
                    Q(("replied_at__isnull", True), ("statement__isnull", True)),
                    Q(("replied_at__gte", F("asked_at")), ("statement__isnull", False)),
                    _connector="OR",
                ),
                name="promiseinquiry_reply_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiseinquiry",
            constraint=models.CheckConstraint(
                condition=Q(
                    ("done_on__isnull", True),
                    ("statement__isnull", False),
                    _connector="OR",
                ),
                name="promiseinquiry_done_was_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="promiseterms",
            constraint=models.CheckConstraint(
                condition=Q(("before_days__gte", 1), ("before_days__lte", 60)),
                name="promiseterms_before_in_range",
            ),
        ),
    ]
