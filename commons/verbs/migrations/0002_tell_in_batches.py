from django.db import migrations, models


class Migration(migrations.Migration):
    # Null for what nobody was told of yet, and for all that the old version writes.
    dependencies = [("verbs", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="happening",
            name="told_up_to",
            field=models.BigIntegerField(null=True),
        ),
    ]
