"""Several referrals to one department in one mail."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("delivery", "0003_pace_and_bounces"),
        ("departments", "0003_deepen_departments"),
        ("files", "0001_create_files"),
        ("links", "0001_create_links"),
        ("referrals", "0011_share_deliveries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
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
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("collecting", "wird gesammelt"),
                            ("queued", "wird verschickt"),
                            ("sent", "verschickt"),
                            ("failed", "nicht zustellbar"),
                            ("done", "erledigt"),
                            ("recalled", "zurückgerufen"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="Worum es geht"
                    ),
                ),
                (
                    "cover_note",
                    models.TextField(blank=True, verbose_name="Anschreiben"),
                ),
                (
                    "working_days",
                    models.PositiveSmallIntegerField(
                        verbose_name="Frist in Arbeitstagen"
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="Frist")),
                (
                    "leaves_on",
                    models.DateField(null=True, verbose_name="geht hinaus am"),
                ),
                ("made_at", models.DateTimeField()),
                ("queued_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("edition", models.PositiveSmallIntegerField(default=0)),
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
                        related_name="bundles",
                        to="departments.department",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
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
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BundleItem",
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
                ("position", models.PositiveSmallIntegerField()),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="bundles.bundle",
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bundle_item",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["bundle", "position"],
            },
        ),
        migrations.AddIndex(
            model_name="bundle",
            index=models.Index(fields=["state", "due_on"], name="bundle_by_due_date"),
        ),
        migrations.AddIndex(
            model_name="bundle",
            index=models.Index(
                condition=models.Q(("state", "collecting")),
                fields=["leaves_on"],
                name="bundle_leaving",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["collecting", "queued", "sent", "failed", "done", "recalled"],
                    )
                ),
                name="bundle_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "collecting")),
                fields=("department",),
                name="bundle_one_collected_per_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "collecting"), _negated=True),
                    ("leaves_on__isnull", False),
                    _connector="OR",
                ),
                name="bundle_collected_leaves",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["queued", "sent", "failed", "done"]),
                        _negated=True,
                    ),
                    models.Q(("due_on__isnull", False), ("queued_at__isnull", False)),
                    _connector="OR",
                ),
                name="bundle_sent_has_due_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "sent"), _negated=True),
                    ("sent_at__isnull", False),
                    _connector="OR",
                ),
                name="bundle_sent_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False),
                        ("state__in", ["done", "recalled"]),
                    ),
                    models.Q(
                        models.Q(("state__in", ["done", "recalled"]), _negated=True),
                        ("closed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="bundle_ended_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("working_days__gte", 1), ("working_days__lte", 120)
                ),
                name="bundle_working_days_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="bundleitem",
            constraint=models.UniqueConstraint(
                fields=("bundle", "position"), name="bundleitem_position_once"
            ),
        ),
    ]
