"""What joins a mail that already waits for the same mailbox in the morning."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0004_keep_terms"),
        ("delivery", "0003_pace_and_bounces"),
    ]

    operations = [
        migrations.CreateModel(
            name="MorningPart",
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
                ("key", models.CharField(max_length=160, unique=True)),
                ("renderer", models.CharField(max_length=80)),
                ("params", models.JSONField(default=dict)),
                ("added_at", models.DateTimeField()),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="morning_parts",
                        to="delivery.delivery",
                    ),
                ),
            ],
        ),
    ]
