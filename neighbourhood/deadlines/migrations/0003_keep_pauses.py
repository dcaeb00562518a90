"""What a clock did is kept as rows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_add_closure_days")]
    operations = []
