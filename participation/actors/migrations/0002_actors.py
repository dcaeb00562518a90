"""Changes of profiles that are read first, and the rules for what stands in one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PUBLICATIONS = [
    ("submitted", "wird geprüft"),
    ("changes_requested", "Änderung erbeten"),
    ("published", "veröffentlicht"),
    ("declined", "abgelehnt"),
    ("hidden", "verborgen"),
    ("merged", "zusammengeführt"),
    ("withdrawn", "zurückgezogen"),
    ("removed", "entfernt"),
]


def _id() -> models.BigAutoField:
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def _key(to: str, on_delete: object, **options: object) -> models.ForeignKey:
    return models.ForeignKey(
        blank=True, null=True, on_delete=on_delete, related_name="+", to=to, **options
    )


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0001_initial"),
        ("files", "0001_create_files"),
        ("moderation", "0012_count_open_reports"),
        ("regions", "0002_place_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConductTerms",
            fields=[
                ("id", _id()),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "rule_text",
                    models.CharField(
                        default=(
                            "Hier stellen sich Initiativen, Vereine, Einrichtungen "
                            "und Läden vor, die etwas für die Nachbarschaft tun. "
                            "Werbung für Waren und Preise gehört nicht hierher. "
                            "Parteien und Wählergruppen sind keine Akteure."
                        ),
                        max_length=400,
                        verbose_name="Was in einem Profil stehen darf",
                    ),
                ),
                (
                    "election_text",
                    models.CharField(
                        default=(
                            "Vor der Wahl gilt: keine Wahlwerbung, keine Auftritte "
                            "von Kandidierenden und keine Veranstaltungen von oder "
                            "für Parteien."
                        ),
                        max_length=400,
                        verbose_name="Was vor einer Wahl zusätzlich gilt",
                    ),
                ),
                (
                    "election_from",
                    models.DateField(
                        blank=True,
                        help_text="Leer: keine Wahlzeit.",
                        null=True,
                        verbose_name="Wahlzeit von",
                    ),
                ),
                (
                    "election_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="Wahlzeit bis"
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
                            ("election_from__isnull", True),
                            ("election_until__isnull", True),
                        )
                        | models.Q(
                            ("election_from__isnull", False),
                            ("election_until__gte", models.F("election_from")),
                            ("election_until__isnull", False),
                        ),
                        name="conductterms_election_is_a_span",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ActorChange",
            fields=[
                ("id", _id()),
                (
                    "publication",
                    models.CharField(
                        choices=PUBLICATIONS, default="submitted", max_length=20
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("submitted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("content", models.JSONField()),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="actors.actor",
                    ),
                ),
                (
                    "author",
                    _key(settings.AUTH_USER_MODEL, django.db.models.deletion.SET_NULL),
                ),
                (
                    "decision",
                    _key("moderation.decision", django.db.models.deletion.PROTECT),
                ),
                (
                    "logo",
                    _key("files.storedfile", django.db.models.deletion.PROTECT),
                ),
                ("region", _key("regions.region", django.db.models.deletion.PROTECT)),
            ],
            options={
                "abstract": False,
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
                        name="actorchange_leaves_only_by_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publication", "published"), _negated=True),
                            ("published_at__isnull", False),
                            _connector="OR",
                        ),
                        name="actorchange_published_has_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("publication", "submitted")),
                        fields=("actor",),
                        name="actorchange_one_waits",
                    ),
                ],
            },
        ),
    ]
