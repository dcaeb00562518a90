from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_create_drafts")]

    operations = [
        migrations.AlterField(
            model_name="draft",
            name="target",
            field=models.CharField(blank=True, max_length=200, verbose_name="Ziel"),
        ),
        migrations.CreateModel(
            name="Sent",
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
                    "fingerprint",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="Prüfsumme"
                    ),
                ),
                (
                    "page",
                    models.UUIDField(db_index=True, verbose_name="Seite"),
                ),
                (
                    "location",
                    models.CharField(
                        blank=True, max_length=2000, verbose_name="Wohin es führte"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(db_index=True, verbose_name="angekommen am"),
                ),
            ],
            options={
                "verbose_name": "angekommenes Formular",
                "verbose_name_plural": "angekommene Formulare",
            },
        ),
    ]
