import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

SOURCES = ["link", "account", "recorded", "mail"]


class Migration(migrations.Migration):
    """Replies by mail become drafts of statements."""

    dependencies = [
        ("incoming", "0001_initial"),
        ("referrals", "0006_let_departments_work"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="statement", name="statement_known_source"
        ),
        migrations.AlterField(
            model_name="statement",
            name="source",
            field=models.CharField(
                choices=[
                    ("link", "über den Link in der Mail"),
                    ("account", "mit Konto"),
                    ("recorded", "von der SPK eingetragen"),
                    ("mail", "per Mail"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=Q(source__in=SOURCES), name="statement_known_source"
            ),
        ),
        migrations.CreateModel(
            name="Reply",
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
                            ("draft", "wartet darauf, gelesen zu werden"),
                            ("stated", "als Stellungnahme übernommen"),
                            ("asked", "als Rückfrage übernommen"),
                            ("returned", "als Rückgabe übernommen"),
                            ("acknowledged", "als Eingangsbestätigung übernommen"),
                            ("noted", "vermerkt"),
                        ],
                        default="draft",
                        max_length=15,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mail",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incoming.mail",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="referrals.referral",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply",
                        to="referrals.statement",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "replies",
                "ordering": ["received_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=Q(state="draft"),
                        fields=["received_at"],
                        name="reply_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(
                            state__in=[
                                "draft",
                                "stated",
                                "asked",
                                "returned",
                                "acknowledged",
                                "noted",
                            ]
                        ),
                        name="reply_known_state",
                    ),
                    models.CheckConstraint(
                        condition=Q(state="stated", statement__isnull=False)
                        | (~Q(state="stated") & Q(statement__isnull=True)),
                        name="reply_stated_has_statement",
                    ),
                    models.CheckConstraint(
                        condition=Q(state="draft", decided_at__isnull=True)
                        | (~Q(state="draft") & Q(decided_at__isnull=False)),
                        name="reply_decided_has_time",
                    ),
                ],
            },
        ),
    ]
