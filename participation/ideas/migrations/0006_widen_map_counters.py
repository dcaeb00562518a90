from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ideas", "0005_add_thread")]

    operations = []
