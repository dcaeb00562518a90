from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ideas", "0006_widen_map_counters")]

    operations = []
