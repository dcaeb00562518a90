from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ideas", "0004_add_entries_on_behalf")]

    operations = []
