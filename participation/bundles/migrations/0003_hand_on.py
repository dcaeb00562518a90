"""A whole bundle handed on to a colleague by a link of their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bundles", "0002_count_row_answers"),
        ("delivery", "0003_pace_and_bounces"),
        ("links", "0001_create_links"),
        ("referrals", "0014_keep_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BundleHandOver",
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
                ("note", models.TextField(blank=True, verbose_name="Ein Wort dazu")),
                ("handed_at", models.DateTimeField()),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_overs",
                        to="bundles.bundle",
                    ),
                ),
                (
                    "cases",
                    models.ManyToManyField(related_name="+", to="referrals.handover"),
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
                    "from_link",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="links.signedlink",
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="links.signedlink",
                    ),
                ),
            ],
            options={
                "ordering": ["handed_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("link", models.F("from_link")), _negated=True
                        ),
                        name="bundlehandover_is_a_new_link",
                    )
                ],
            },
        ),
    ]
