from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("moderation", "0008_weigh_reports_and_name_a_pool")]

    operations = []
