"""Calls for money, applications by form, and how many people came to dates."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STATES = [
    ("writing", "in Arbeit"),
    ("sent", "abgeschickt"),
    ("granted", "bewilligt"),
    ("refused", "abgelehnt"),
    ("dropped", "nicht weiter verfolgt"),
]


def key():
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


def euros(label, **more):
    return models.DecimalField(
        decimal_places=2, max_digits=10, verbose_name=label, **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("actors", "0001_initial"),
        ("networks", "0001_initial"),
        ("pool", "0001_pool"),
        ("regions", "0002_place_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FundingCall",
            fields=[
                ("id", key()),
                (
                    "title",
                    models.CharField(max_length=120, verbose_name="Name der Förderung"),
                ),
                ("slug", models.SlugField(max_length=80)),
                (
                    "giver",
                    models.CharField(max_length=160, verbose_name="Wer das Geld gibt"),
                ),
                (
                    "summary",
                    models.TextField(
                        max_length=4000, verbose_name="Wofür es gedacht ist"
                    ),
                ),
                (
                    "criteria",
                    models.TextField(
                        max_length=6000, verbose_name="Was gefördert wird und was nicht"
                    ),
                ),
                (
                    "most_amount",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="Höchstens so viel Euro je Antrag",
                    ),
                ),
                (
                    "opens_on",
                    models.DateField(blank=True, null=True, verbose_name="Anträge ab"),
                ),
                (
                    "closes_on",
                    models.DateField(blank=True, null=True, verbose_name="Anträge bis"),
                ),
                (
                    "contact_office",
                    models.CharField(max_length=160, verbose_name="Wen man fragt"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=60, verbose_name="Telefon"),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="E-Mail"
                    ),
                ),
                (
                    "send_to",
                    models.TextField(
                        max_length=600, verbose_name="Wohin der Antrag geht"
                    ),
                ),
                (
                    "official_url",
                    models.URLField(blank=True, verbose_name="Offizielle Seite"),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField()),
                ("changed_by", somebody()),
                (
                    "regions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="regions.region",
                        verbose_name="Nur in diesen Stadtteilen",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_on__isnull", True),
                            ("closes_on__isnull", True),
                            ("closes_on__gte", models.F("opens_on")),
                            _connector="OR",
                        ),
                        name="fundingcall_closes_after_it_opens",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingApplication",
            fields=[
                ("id", key()),
                (
                    "title",
                    models.CharField(max_length=120, verbose_name="Name des Vorhabens"),
                ),
                ("purpose", models.TextField(max_length=3000, verbose_name="Zweck")),
                ("kind", models.TextField(max_length=2000, verbose_name="Art")),
                (
                    "extent",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="Umfang"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="Von")),
                ("until_on", models.DateField(verbose_name="Bis")),
                (
                    "own_share",
                    euros(
                        "Davon selbst oder von anderen bezahlt, in Euro",
                        default=Decimal(0),
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="Ansprechperson"
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="E-Mail"
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=60, verbose_name="Telefon"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=STATES,
                        default="writing",
                        max_length=10,
                        verbose_name="Stand",
                    ),
                ),
                ("state_on", models.DateField()),
                ("granted", euros("Bewilligt, in Euro", blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
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
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="pool.fundingcall",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="funding_applications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["user", "-id"], name="fundingapplication_of_person"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False),
                            ("actor__isnull", False),
                            _connector="OR",
                        ),
                        name="fundingapplication_is_somebodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="fundingapplication_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("own_share__gte", 0)),
                        name="fundingapplication_share_counts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted__isnull", True),
                            models.Q(("granted__gte", 0), ("state", "granted")),
                            _connector="OR",
                        ),
                        name="fundingapplication_granted_has_sum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostItem",
            fields=[
                ("id", key()),
                ("position", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=160, verbose_name="Was")),
                ("amount", euros("Euro")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="costs",
                        to="pool.fundingapplication",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "position"),
                        name="costitem_position_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="costitem_costs_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Headcount",
            fields=[
                ("id", key()),
                ("number", models.PositiveIntegerField(verbose_name="Teilnehmende")),
                ("noted_at", models.DateTimeField()),
                (
                    "date",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headcount",
                        to="networks.networkdate",
                    ),
                ),
                ("noted_by", somebody()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__lte", 100000)),
                        name="headcount_is_sane",
                    )
                ],
            },
        ),
    ]
