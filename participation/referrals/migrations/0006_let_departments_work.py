"""What a department does inside."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_run_two_clocks")]
    operations = []
