"""Offers and requests, bookings that are never double, houses' own calendars."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actors", "0001_initial"),
        ("moderation", "0012_count_open_reports"),
        ("regions", "0002_place_addresses"),
        # It brings the extension btree_gist.
        ("search", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
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
                    "publication",
                    models.CharField(
                        choices=[
                            ("submitted", "wird geprüft"),
                            ("changes_requested", "Änderung erbeten"),
                            ("published", "veröffentlicht"),
                            ("declined", "abgelehnt"),
                            ("hidden", "verborgen"),
                            ("merged", "zusammengeführt"),
                            ("withdrawn", "zurückgezogen"),
                            ("removed", "entfernt"),
                        ],
                        default="submitted",
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("submitted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "side",
                    models.CharField(
                        choices=[("offer", "Angebot"), ("request", "Gesuch")],
                        max_length=10,
                        verbose_name="Was möchten Sie?",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("room", "Raum"),
                            ("tool", "Gerät oder Werkzeug"),
                            ("vehicle", "Fahrzeug"),
                            ("helper", "Helfende Hände"),
                            ("skill", "Wissen und Können"),
                        ],
                        max_length=10,
                        verbose_name="Art",
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="Was ist es?")),
                ("slug", models.SlugField(max_length=80)),
                (
                    "text",
                    models.TextField(max_length=4000, verbose_name="Beschreibung"),
                ),
                (
                    "conditions",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="Bedingungen"
                    ),
                ),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="Wie viele?",
                    ),
                ),
                (
                    "place_text",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="Wo genau?"
                    ),
                ),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="Ab wann?"),
                ),
                (
                    "until_on",
                    models.DateField(blank=True, null=True, verbose_name="Bis wann?"),
                ),
                (
                    "is_bookable",
                    models.BooleanField(
                        default=False,
                        verbose_name="Andere können hier einen Zeitraum anfragen",
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (1, "Montag"),
                                (2, "Dienstag"),
                                (3, "Mittwoch"),
                                (4, "Donnerstag"),
                                (5, "Freitag"),
                                (6, "Samstag"),
                                (7, "Sonntag"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="An welchen Tagen?",
                    ),
                ),
                (
                    "opens_at",
                    models.TimeField(
                        blank=True, null=True, verbose_name="Frühestens um"
                    ),
                ),
                (
                    "closes_at",
                    models.TimeField(
                        blank=True, null=True, verbose_name="Spätestens bis"
                    ),
                ),
                ("expires_on", models.DateField()),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[("expired", "abgelaufen"), ("done", "erledigt")],
                        max_length=10,
                    ),
                ),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                (
                    "draft_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="actors.actor",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="moderation.decision",
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
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("publication", "published")
                        ),
                        fields=["-published_at", "-id"],
                        name="offer_newest",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("publication", "published")
                        ),
                        fields=["kind", "side", "region"],
                        name="offer_counterparts",
                    ),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["expires_on"],
                        name="offer_expiring",
                    ),
                    models.Index(fields=["author", "-id"], name="offer_author"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "publication__in",
                                    ["declined", "hidden", "merged", "removed"],
                                ),
                                _negated=True,
                            ),
                            ("decision__isnull", False),
                            _connector="OR",
                        ),
                        name="offer_leaves_only_by_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publication", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="offer_published_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("until_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="offer_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closes_at__isnull", True), ("opens_at__isnull", True)
                            ),
                            ("closes_at__gt", models.F("opens_at")),
                            _connector="OR",
                        ),
                        name="offer_hours_are_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_bookable", False),
                            models.Q(
                                ("kind__in", ["room", "tool", "vehicle"]),
                                ("side", "offer"),
                            ),
                            _connector="OR",
                        ),
                        name="offer_booked_is_lent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__gte", 1), ("quantity__lte", 500)
                        ),
                        name="offer_quantity_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("is_bookable", True), ("kind", "room"), _negated=True
                            ),
                            ("quantity", 1),
                            _connector="OR",
                        ),
                        name="offer_room_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_because", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="offer_ended_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferSnapshot",
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
                ("version", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="snapshots",
                        to="pool.offer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("target", "version"),
                        name="offersnapshot_once_per_version",
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="OfferMatch",
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
                ("created_at", models.DateTimeField()),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="matches",
                        to="pool.offer",
                    ),
                ),
                (
                    "wanted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="found",
                        to="pool.offer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("offer", "wanted"), name="offermatch_told_once"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
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
                    "text",
                    models.TextField(max_length=2000, verbose_name="Ihre Nachricht"),
                ),
                (
                    "contact",
                    models.CharField(
                        max_length=200, verbose_name="Wie man Sie erreicht"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "draft_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inquiries",
                        to="pool.offer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["offer", "-created_at"], name="inquiry_newest")
                ]
            },
        ),
        migrations.CreateModel(
            name="Booking",
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
                ("starts_at", models.DateTimeField(verbose_name="Von")),
                ("ends_at", models.DateTimeField(verbose_name="Bis")),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="Wie viele?"
                    ),
                ),
                ("purpose", models.TextField(max_length=1000, verbose_name="Wofür?")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "angefragt"),
                            ("confirmed", "bestätigt"),
                            ("declined", "abgelehnt"),
                            ("cancelled", "abgesagt"),
                            ("lapsed", "ohne Antwort verfallen"),
                        ],
                        default="requested",
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        verbose_name="Was sollen wir ausrichten?",
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                ("sequence", models.PositiveIntegerField(default=0)),
                (
                    "draft_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actors.actor",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bookings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "acted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="pool.offer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["offer", "starts_at"], name="booking_of_offer"
                    ),
                    models.Index(fields=["by", "-starts_at"], name="booking_of_person"),
                    models.Index(
                        condition=models.Q(("state", "requested")),
                        fields=["answer_by"],
                        name="booking_unanswered",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="booking_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__gte", 1), ("quantity__lte", 500)
                        ),
                        name="booking_quantity_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
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
                ("piece", models.PositiveSmallIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="pool.booking",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="pool.offer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("offer", "="), ("piece", "="), ("during", "&&")],
                        name="hold_never_double",
                    ),
                    models.UniqueConstraint(
                        fields=("booking", "piece"), name="hold_piece_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__isempty", False),
                            ("during__lower_inf", False),
                            ("during__upper_inf", False),
                        ),
                        name="hold_has_both_ends",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="CalendarSource",
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
                ("sealed_url", models.BinaryField()),
                ("host", models.CharField(max_length=253)),
                ("entered_at", models.DateTimeField()),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                (
                    "problem",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "kein Problem"),
                            (
                                "address",
                                "Die Adresse führt zu keinem öffentlichen Kalender.",
                            ),
                            ("silent", "Der Kalender antwortet nicht."),
                            ("refused", "Der Kalender ist nicht freigegeben."),
                            ("too_big", "Der Kalender ist zu groß."),
                            ("unreadable", "Unter der Adresse liegt kein Kalender."),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_source",
                        to="pool.offer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tried_at"], name="calendarsource_next")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failing_since__isnull", True), ("problem", "")),
                            models.Q(
                                ("failing_since__isnull", False),
                                models.Q(("problem", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="calendarsource_problem_has_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BusyTime",
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
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="busy_times",
                        to="pool.offer",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="busy_times",
                        to="pool.calendarsource",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        fields=["offer", "during"], name="busytime_during"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="OfferCalendarKey",
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
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pool.offer",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "offer"), name="offercalendarkey_one_per_person"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="PoolTerms",
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
                    "lasting_days",
                    models.PositiveSmallIntegerField(
                        default=180,
                        validators=[
                            django.core.validators.MinValueValidator(30),
                            django.core.validators.MaxValueValidator(730),
                        ],
                        verbose_name="Tage, die ein Angebot oder Gesuch steht",
                    ),
                ),
                (
                    "ask_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(28),
                        ],
                        verbose_name="Tage vor dem Ende, an denen wir fragen",
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(30),
                        ],
                        verbose_name="Tage, nach denen eine unbeantwortete Anfrage verfällt",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lasting_days__gte", 30), ("lasting_days__lte", 730)
                        ),
                        name="poolterms_lasting_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ask_days__gte", 3), ("ask_days__lte", 28)),
                        name="poolterms_ask_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer_days__gte", 1), ("answer_days__lte", 30)
                        ),
                        name="poolterms_answer_in_range",
                    ),
                ]
            },
        ),
    ]
