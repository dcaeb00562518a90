from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_add_insult_hint")]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="verdict",
            field=models.CharField(
                choices=[
                    ("publish", "veröffentlichen"),
                    ("request_changes", "Änderung erbitten"),
                    ("decline", "ablehnen"),
                    ("hide", "verbergen"),
                    ("merge", "zusammenführen"),
                    ("remove", "entfernen"),
                    ("restore", "wiederherstellen"),
                    ("keep", "stehen lassen"),
                    ("unmerge", "wieder trennen"),
                ],
                max_length=20,
            ),
        ),
    ]
