"""Mail that came in."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = []
    operations = []
