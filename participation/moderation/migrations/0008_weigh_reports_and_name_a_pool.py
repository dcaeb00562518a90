import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

REASONS = [
    ("unlawful", "Das verstößt gegen ein Gesetz"),
    ("insult", "Das beleidigt oder setzt Menschen herab"),
    ("personal_data", "Das verrät Persönliches über jemanden"),
    ("advertising", "Das ist Werbung"),
    ("wrong_place", "Das gehört nicht hierher"),
    ("other", "Etwas anderes"),
    ("party_political", "wirbt für eine Partei"),
    ("duplicate", "gibt es schon"),
]
LAW_FIELDS = [
    ("honour", "Beleidigung oder Verleumdung"),
    ("hate", "Hass oder Hetze gegen Menschen"),
    ("threat", "Drohung oder Aufruf zu einer Straftat"),
    ("symbols", "verbotene Zeichen oder Organisationen"),
    ("privacy", "Datenschutz oder Bild ohne Erlaubnis"),
    ("copyright", "fremdes Foto oder fremder Text (Urheberrecht)"),
    ("fraud", "Betrug oder verbotenes Angebot"),
    ("youth", "Jugendschutz"),
    ("child_abuse", "sexueller Missbrauch von Kindern"),
    ("other", "ein anderes Gesetz"),
]


def person():
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


def words(length, **more):
    return models.CharField(
        blank=True, db_default="", default="", max_length=length, **more
    )


def add(model, name, field):
    return migrations.AddField(model_name=model, name=name, field=field)


class Migration(migrations.Migration):
    """Reports with their law and their weight; complaints of people without account."""

    dependencies = [
        ("moderation", "0007_keep_filters_and_ask"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        add(
            "queueitem",
            "report_count",
            models.PositiveIntegerField(db_default=0, default=0),
        ),
        add(
            "queueitem",
            "report_weight",
            models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name="report",
            name="reason",
            field=models.CharField(
                choices=REASONS, max_length=30, verbose_name="Was stimmt nicht?"
            ),
        ),
        add("report", "number", words(20)),
        add("report", "law_field", words(20, choices=LAW_FIELDS)),
        add("report", "passage", words(500)),
        add("report", "name", words(120)),
        add(
            "report",
            "is_in_good_faith",
            models.BooleanField(db_default=False, default=False),
        ),
        add("report", "device", words(64)),
        add("report", "network", words(64)),
        add("report", "account_days", models.PositiveIntegerField(null=True)),
        add(
            "report", "times", models.PositiveSmallIntegerField(db_default=1, default=1)
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=~Q(network=""),
                fields=["reported_at"],
                name="report_with_network",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=~Q(device=""), fields=["device"], name="report_device"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=Q(law_field="") | Q(reason="unlawful"),
                name="report_law_only_if_unlawful",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=Q(decision__isnull=True, reported_by__isnull=True)
                & ~Q(device=""),
                fields=("kind", "target_id", "device"),
                name="report_once_a_device_while_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                condition=~Q(number=""), fields=("number",), name="report_number_once"
            ),
        ),
        add("complaint", "author", person()),
        add("complaint", "entered_by", person()),
        add("complaint", "address", words(254)),
        add(
            "complaint",
            "language",
            models.CharField(db_default="de", default="de", max_length=8),
        ),
        add("complaint", "due_on", models.DateField(null=True)),
        add("complaint", "reminded_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=Q(decided_at__isnull=True, reminded_at__isnull=True),
                fields=["due_on"],
                name="complaint_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (
                    (Q(author__isnull=True) | ~Q(decided_by=F("author")))
                    & (
                        Q(complained_by__isnull=True)
                        | ~Q(decided_by=F("complained_by"))
                    )
                ),
                name="complaint_not_decided_by_a_party",
            ),
        ),
        migrations.CreateModel(
            name="PoolMember",
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
                ("valid_from", models.DateField(verbose_name="ab")),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="bis"),
                ),
                ("named_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("named_by", person()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_by", person()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(valid_until__isnull=True)
                        | Q(valid_until__gte=F("valid_from")),
                        name="poolmember_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=Q(withdrawn_by__isnull=True)
                        | Q(withdrawn_at__isnull=False),
                        name="poolmember_withdrawn_by_has_time",
                    ),
                    models.UniqueConstraint(
                        condition=Q(
                            withdrawn_at__isnull=True, valid_until__isnull=True
                        ),
                        fields=("user",),
                        name="poolmember_once_without_end",
                    ),
                ],
            },
        ),
    ]
