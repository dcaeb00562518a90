import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calendar", "0003_sources"),
        ("files", "0001_create_files"),
        ("ideas", "0009_pace_saved_searches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Aftermath",
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
                    "minutes",
                    models.TextField(
                        blank=True, max_length=20000, verbose_name="Protokoll"
                    ),
                ),
                (
                    "results",
                    models.TextField(
                        blank=True,
                        max_length=4000,
                        verbose_name="Was ist herausgekommen?",
                    ),
                ),
                (
                    "became",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="Was wurde daraus?"
                    ),
                ),
                (
                    "heads",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="Wie viele waren da?"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
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
                    "ideas",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="ideas.idea",
                        verbose_name="Ideen",
                    ),
                ),
                (
                    "occurrence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aftermath",
                        to="calendar.occurrence",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AftermathPhoto",
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
                (
                    "draft_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                (
                    "aftermath",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="calendar.aftermath",
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
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="aftermath",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_at__isnull", True),
                    ("edited_at__isnull", False),
                    _connector="OR",
                ),
                name="aftermath_released_if_written",
            ),
        ),
        migrations.AddConstraint(
            model_name="aftermathphoto",
            constraint=models.CheckConstraint(
                condition=models.Q(("alt_text", ""), _negated=True),
                name="aftermathphoto_has_words",
            ),
        ),
    ]
