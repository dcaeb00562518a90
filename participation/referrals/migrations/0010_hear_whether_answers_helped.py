"""What people say of answers; a no opens the case again, once for each idea."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0008_name_entries_for_the_way_back"),
        ("referrals", "0009_bundle_referrals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Feedback",
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
                ("has_helped", models.BooleanField(verbose_name="geholfen")),
                ("text", models.TextField(blank=True, verbose_name="Was fehlt")),
                ("has_reopened", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField()),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="referrals.answer",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ideas.idea",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(has_reopened=True),
                        fields=("idea",),
                        name="feedback_reopens_once_an_idea",
                    ),
                    models.CheckConstraint(
                        condition=Q(has_helped=True) | ~Q(text=""),
                        name="feedback_no_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=Q(has_reopened=False) | Q(has_helped=False),
                        name="feedback_only_a_no_reopens",
                    ),
                ],
            },
        ),
    ]
