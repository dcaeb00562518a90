import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0003_add_filters_and_saved_searches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IdeaContact",
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
                    "way",
                    models.CharField(
                        choices=[
                            ("none", "gar nicht"),
                            ("pickup", "mit einem Abholcode selbst nachsehen"),
                            ("mail", "per E-Mail"),
                            ("letter", "per Brief"),
                            ("call", "per Anruf"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(default="de", max_length=8)),
                ("sealed", models.BinaryField()),
                ("mail_hash", models.BinaryField(max_length=32, null=True)),
                ("created_at", models.DateTimeField()),
                ("ended_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Translation",
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
                ("language", models.CharField(max_length=8, verbose_name="Sprache")),
                ("version", models.PositiveIntegerField()),
                ("idea_version", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=120, verbose_name="Titel")),
                ("text", models.TextField(blank=True, verbose_name="Beschreibung")),
                ("is_current", models.BooleanField(default=True)),
                ("translated_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["language"],
            },
        ),
        migrations.AddField(
            model_name="idea",
            name="is_language_checked",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="idea",
            name="language",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddField(
            model_name="submission",
            name="answer_way",
            field=models.CharField(
                choices=[
                    ("none", "gar nicht"),
                    ("pickup", "mit einem Abholcode selbst nachsehen"),
                    ("mail", "per E-Mail"),
                    ("letter", "per Brief"),
                    ("call", "per Anruf"),
                ],
                db_default="pickup",
                default="pickup",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="consent_version",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="occasion",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=120,
                verbose_name="Veranstaltung",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="received_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="submission",
            name="source",
            field=models.CharField(
                choices=[
                    ("site", "auf der Plattform"),
                    ("import", "übernommen"),
                    ("entered", "für jemanden eingetragen"),
                    ("paper", "auf Papier"),
                    ("phone", "am Telefon"),
                    ("counter", "am Tresen"),
                    ("workshop", "aus einer Werkstatt mit Kindern oder Gruppen"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(
                    ("source__in", ["counter", "paper", "phone", "workshop"])
                ),
                fields=["entered_by", "-id"],
                name="submission_entered_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("source__in", ["counter", "paper", "phone", "workshop"]),
                        _negated=True,
                    ),
                    models.Q(("has_consent", True), ("received_on__isnull", False)),
                    _connector="OR",
                ),
                name="submission_on_behalf_has_consent",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "workshop"), _negated=True),
                    ("answer_way__in", ["none", "pickup"]),
                    _connector="OR",
                ),
                name="submission_workshop_names_nobody",
            ),
        ),
        migrations.AddField(
            model_name="ideacontact",
            name="idea",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contact",
                to="ideas.idea",
            ),
        ),
        migrations.AddField(
            model_name="translation",
            name="idea",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="translations",
                to="ideas.idea",
            ),
        ),
        migrations.AddField(
            model_name="translation",
            name="translated_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="ideacontact",
            index=models.Index(
                condition=models.Q(("mail_hash__isnull", False)),
                fields=["mail_hash"],
                name="ideacontact_mail_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="ideacontact",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["mail", "letter", "call"])),
                name="ideacontact_way_needs_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="ideacontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mail_hash__isnull", False), ("way", "mail")),
                    models.Q(
                        models.Q(("way", "mail"), _negated=True),
                        ("mail_hash__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="ideacontact_hash_of_mail_alone",
            ),
        ),
        migrations.AddConstraint(
            model_name="translation",
            constraint=models.UniqueConstraint(
                fields=("idea", "language", "version"), name="translation_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="translation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("idea", "language"),
                name="translation_one_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="translation",
            constraint=models.CheckConstraint(
                condition=models.Q(("idea_version__gte", 1), ("version__gte", 1)),
                name="translation_versions_begin_at_one",
            ),
        ),
    ]
