from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("moderation", "0006_undo_and_take_back")]

    operations = []
