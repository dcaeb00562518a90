import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("discussion", "0001_initial"),
        ("ideas", "0004_add_entries_on_behalf"),
    ]

    operations = [
        migrations.AddField(
            model_name="idea",
            name="thread",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="idea",
                to="discussion.thread",
            ),
        ),
    ]
