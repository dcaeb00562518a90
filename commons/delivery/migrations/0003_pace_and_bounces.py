"""The outbox paces itself and knows addresses that do not work."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

CAUSES = [
    ("connection", "Mailserver nicht erreichbar"),
    ("sign_in", "Anmeldung beim Mailserver abgelehnt"),
    ("later", "Vorübergehend abgelehnt"),
    ("greylisted", "Gebeten, später wiederzukommen"),
    ("rate", "Zu viele Mails auf einmal"),
    ("full", "Postfach voll"),
    ("unknown", "Adresse gibt es nicht"),
    ("content", "Inhalt abgelehnt"),
    ("refused", "Annahme verweigert"),
    ("suppressed", "Adresse gesperrt"),
    ("address", "Keine E-Mail-Adresse"),
    ("ours", "Fehler bei uns"),
    ("broken", "Versand brach ab"),
    ("endpoint", "Schnittstelle antwortet nicht richtig"),
]
REASONS = [
    ("bounced", "Mails kamen zurück"),
    ("complaint", "als unerwünscht gemeldet"),
    ("asked", "auf Wunsch"),
]


def big_id():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def somebody():
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


def column(name, field):
    return migrations.AddField("delivery", name, field)


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0002_add_letters_and_calls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Bucket",
            fields=[
                (
                    "key",
                    models.CharField(max_length=100, primary_key=True, serialize=False),
                ),
                ("free_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["free_at"], name="bucket_free_at")]
            },
        ),
        migrations.CreateModel(
            name="Standstill",
            fields=[
                ("id", big_id()),
                ("since", models.DateTimeField()),
                ("code", models.CharField(max_length=200)),
                ("knocks", models.PositiveIntegerField(default=0)),
                ("next_knock_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(ended_at__isnull=True),
                        fields=("ended_at",),
                        name="standstill_one_at_a_time",
                        nulls_distinct=False,
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Endpoint",
            fields=[
                ("id", big_id()),
                ("name", models.CharField(max_length=80)),
                ("url", models.CharField(max_length=500)),
                ("events", models.JSONField(default=list)),
                ("sealed_secret", models.BinaryField()),
                ("is_active", models.BooleanField(default=True)),
                ("created_by", somebody()),
                ("created_at", models.DateTimeField()),
            ],
        ),
        column("first_address", models.CharField(max_length=254, null=True)),
        column("readdressed_because", models.CharField(max_length=200, null=True)),
        column(
            "endpoint",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="deliveries",
                to="delivery.endpoint",
            ),
        ),
        column("cause", models.CharField(choices=CAUSES, max_length=12, null=True)),
        column("turn_at", models.DateTimeField(null=True)),
        column("accepted_at", models.DateTimeField(null=True)),
        column("bounced_at", models.DateTimeField(null=True)),
        column("bounce_code", models.CharField(max_length=20, null=True)),
        column("dismissed_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", big_id()),
                ("address_hash", models.CharField(max_length=64)),
                ("masked", models.CharField(max_length=120)),
                ("reason", models.CharField(choices=REASONS, max_length=10)),
                ("code", models.CharField(blank=True, max_length=200)),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="delivery.delivery",
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("tried_at", models.DateTimeField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", somebody()),
                ("lifted_because", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["-since", "-id"], name="suppression_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(lifted_at__isnull=True),
                        fields=("address_hash",),
                        name="suppression_one_per_address",
                    ),
                    models.CheckConstraint(
                        condition=Q(lifted_at__isnull=True, lifted_because="")
                        | (Q(lifted_at__isnull=False) & ~Q(lifted_because="")),
                        name="suppression_lifted_says_why",
                    ),
                ],
            },
        ),
    ]
