from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("followups", "0001_create_followups")]

    operations = []
