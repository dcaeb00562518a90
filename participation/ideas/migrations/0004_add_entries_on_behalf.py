from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ideas", "0003_add_filters_and_saved_searches")]

    operations = []
