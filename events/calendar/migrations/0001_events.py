"""Events, their dates and what belongs to them; secret addresses of calendars."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actors", "0003_directory"),
        ("departments", "0003_deepen_departments"),
        ("files", "0001_create_files"),
        ("moderation", "0012_count_open_reports"),
        ("networks", "0002_networks"),
        ("regions", "0002_place_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
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
                    "organiser",
                    models.CharField(
                        choices=[
                            ("actor", "Akteur"),
                            ("network", "Netzwerk"),
                            ("department", "Amt"),
                            ("spk", "Stadtteilkoordination"),
                        ],
                        default="actor",
                        max_length=12,
                        verbose_name="Wer lädt ein?",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="Titel")),
                ("slug", models.SlugField(max_length=80)),
                (
                    "text",
                    models.TextField(max_length=8000, verbose_name="Was passiert?"),
                ),
                (
                    "is_online",
                    models.BooleanField(
                        default=False, verbose_name="findet online statt"
                    ),
                ),
                (
                    "online_url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="Link zur Teilnahme"
                    ),
                ),
                (
                    "place_text",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="Wo genau?"
                    ),
                ),
                ("lon", models.FloatField(blank=True, null=True)),
                ("lat", models.FloatField(blank=True, null=True)),
                (
                    "audience",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("children", "Kinder"),
                                ("youth", "Jugendliche"),
                                ("families", "Familien"),
                                ("seniors", "ältere Menschen"),
                                ("women", "Frauen"),
                                ("queer", "queere Menschen"),
                                ("newcomers", "Menschen, die neu hier sind"),
                                ("disabled", "Menschen mit Behinderung"),
                                ("volunteers", "Engagierte"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="Für wen ist es gedacht?",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("de", "Deutsch"),
                                ("en", "Englisch"),
                                ("ar", "Arabisch"),
                                ("bg", "Bulgarisch"),
                                ("fa", "Farsi und Dari"),
                                ("fr", "Französisch"),
                                ("it", "Italienisch"),
                                ("ku", "Kurdisch"),
                                ("pl", "Polnisch"),
                                ("pt", "Portugiesisch"),
                                ("rom", "Romanes"),
                                ("ro", "Rumänisch"),
                                ("ru", "Russisch"),
                                ("sr", "Serbisch"),
                                ("es", "Spanisch"),
                                ("tr", "Türkisch"),
                                ("uk", "Ukrainisch"),
                                ("vi", "Vietnamesisch"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="Sprachen",
                    ),
                ),
                (
                    "access",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("step_free", "stufenfrei"),
                                ("toilet", "barrierefreie Toilette"),
                                ("hearing_loop", "Höranlage"),
                                ("sign_language", "Gebärdensprache"),
                                ("plain_language", "Leichte Sprache"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="Barrierefreiheit",
                    ),
                ),
                (
                    "access_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="Gut zu wissen"
                    ),
                ),
                (
                    "is_free",
                    models.BooleanField(default=True, verbose_name="kostet nichts"),
                ),
                (
                    "costs",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="Was kostet es?"
                    ),
                ),
                (
                    "contact_mail",
                    models.EmailField(
                        blank=True,
                        max_length=254,
                        verbose_name="E-Mail-Adresse für Fragen",
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="Telefon für Fragen"
                    ),
                ),
                (
                    "bring",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="Was bringt man mit?"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="Beginn")),
                ("ends_at", models.DateTimeField(verbose_name="Ende")),
                ("rrule", models.CharField(blank=True, max_length=200)),
                ("expanded_until", models.DateTimeField(blank=True, null=True)),
                (
                    "capacity",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="Wie viele Plätze gibt es?",
                    ),
                ),
                (
                    "takes_registrations",
                    models.BooleanField(default=False, verbose_name="mit Anmeldung"),
                ),
                (
                    "registration_opens_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="Anmeldung ab"
                    ),
                ),
                (
                    "registration_closes_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="Anmeldung bis"
                    ),
                ),
                (
                    "most_companions",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(9)],
                        verbose_name="Wie viele Personen darf man mitbringen?",
                    ),
                ),
                (
                    "consent_text",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="Wozu sollen Teilnehmende Ja sagen?",
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Warum?"),
                ),
                ("external_uid", models.CharField(blank=True, max_length=300)),
                ("vanished_at", models.DateTimeField(blank=True, null=True)),
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
                        related_name="events",
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
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="departments.department",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="networks.network",
                    ),
                ),
                (
                    "planning_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.planningarea",
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
                (
                    "topics",
                    models.ManyToManyField(
                        blank=True,
                        related_name="events",
                        to="departments.topic",
                        verbose_name="Themen",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EventDocument",
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
                ("title", models.CharField(max_length=120, verbose_name="Was es ist")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="calendar.event",
                    ),
                ),
                (
                    "stored_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="EventPhoto",
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
                    "alt_text",
                    models.CharField(max_length=200, verbose_name="Was das Bild zeigt"),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="calendar.event",
                    ),
                ),
                (
                    "stored_file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="EventSnapshot",
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
                        to="calendar.event",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Occurrence",
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
                ("starts_at", models.DateTimeField(verbose_name="Beginn")),
                ("ends_at", models.DateTimeField(verbose_name="Ende")),
                ("original_starts_at", models.DateTimeField()),
                ("is_extra", models.BooleanField(default=False)),
                (
                    "uid",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "place_text",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="An einem anderen Ort"
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Warum?"),
                ),
                ("taken", models.IntegerField(default=0)),
                ("capacity", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="calendar.event",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PersonalCalendar",
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
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "personal calendar",
            },
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["author", "-id"], name="calendar_event_author"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(
                    ("publication", "published"), ("vanished_at__isnull", True)
                ),
                fields=["region", "-published_at"],
                name="calendar_event_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("rrule", ""), _negated=True),
                fields=["expanded_until"],
                name="calendar_event_expanding",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["access"], name="calendar_event_access"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["audience"], name="calendar_event_audience"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
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
                name="event_leaves_only_by_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("publication", "published"), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="event_published_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("actor__isnull", False),
                        ("department__isnull", True),
                        ("network__isnull", True),
                        ("organiser", "actor"),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("department__isnull", True),
                        ("network__isnull", False),
                        ("organiser", "network"),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("department__isnull", False),
                        ("network__isnull", True),
                        ("organiser", "department"),
                    ),
                    models.Q(
                        ("actor__isnull", True),
                        ("department__isnull", True),
                        ("network__isnull", True),
                        ("organiser", "spk"),
                    ),
                    _connector="OR",
                ),
                name="event_has_the_organiser_it_names",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="event_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lat__isnull", True), ("lon__isnull", True)),
                    models.Q(("lat__isnull", False), ("lon__isnull", False)),
                    _connector="OR",
                ),
                name="event_point_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("online_url", ""),
                    models.Q(("is_online", True), ("takes_registrations", True)),
                    _connector="OR",
                ),
                name="event_online_link_is_for_registered",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_free", False), ("costs", ""), _connector="OR"),
                name="event_free_costs_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("capacity__isnull", True),
                    ("capacity__range", (1, 10000)),
                    _connector="OR",
                ),
                name="event_capacity_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("most_companions__lte", 9)),
                name="event_companions_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("registration_opens_at__isnull", True),
                    ("registration_closes_at__isnull", True),
                    ("registration_closes_at__gt", models.F("registration_opens_at")),
                    _connector="OR",
                ),
                name="event_registration_closes_after_opening",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_at__isnull", False),
                    ("cancel_reason", ""),
                    _connector="OR",
                ),
                name="event_cancel_reason_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventdocument",
            constraint=models.UniqueConstraint(
                fields=("event", "position"), name="eventdocument_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="eventdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="eventdocument_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventdocument",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__range", (1, 5))),
                name="eventdocument_at_most_five",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventphoto",
            constraint=models.UniqueConstraint(
                fields=("event", "position"), name="eventphoto_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="eventphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt_text", ""), _negated=True),
                name="eventphoto_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__range", (1, 5))),
                name="eventphoto_at_most_five",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventsnapshot",
            constraint=models.UniqueConstraint(
                fields=("target", "version"), name="eventsnapshot_once_per_version"
            ),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(fields=["starts_at", "id"], name="occurrence_starts"),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(fields=["ends_at", "id"], name="occurrence_ends"),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.UniqueConstraint(
                fields=("event", "original_starts_at"),
                name="occurrence_once_in_its_series",
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="occurrence_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken__gte", 0)),
                name="occurrence_taken_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("capacity__isnull", True),
                    ("taken__lte", models.F("capacity")),
                    _connector="OR",
                ),
                name="occurrence_never_too_full",
            ),
        ),
        migrations.AddConstraint(
            model_name="occurrence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancelled_at__isnull", False),
                    ("cancel_reason", ""),
                    _connector="OR",
                ),
                name="occurrence_cancel_reason_has_time",
            ),
        ),
    ]
