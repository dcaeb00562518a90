from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ideas", "0002_add_addenda_and_merges")]

    operations = []
