from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_widen_codes")]

    operations = []
