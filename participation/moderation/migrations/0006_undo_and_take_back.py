from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("moderation", "0005_state_reasons")]

    operations = []
