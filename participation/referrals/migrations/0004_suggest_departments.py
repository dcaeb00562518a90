"""What the SPK decided teaches where ideas go."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_route_by_rules")]
    operations = []
