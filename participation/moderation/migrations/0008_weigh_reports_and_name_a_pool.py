from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("moderation", "0007_keep_filters_and_ask")]

    operations = []
