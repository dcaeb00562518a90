from django.db import migrations, models
from django.db.models import Q

PACES = ["at_once", "daily", "weekly", "bell"]


class Migration(migrations.Migration):
    """A pace for each saved search; the version before goes on reading `wants_mail`."""

    dependencies = [("ideas", "0008_name_entries_for_the_way_back")]

    operations = [
        migrations.AddField(
            model_name="savedsearch",
            name="pace",
            field=models.CharField(
                blank=True,
                choices=[
                    ("at_once", "sofort per E-Mail"),
                    ("daily", "täglich gesammelt per E-Mail"),
                    ("weekly", "wöchentlich gesammelt per E-Mail"),
                    ("bell", "nur hier, ohne E-Mail"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.CheckConstraint(
                condition=Q(pace__in=["", *PACES]), name="savedsearch_known_pace"
            ),
        ),
    ]
