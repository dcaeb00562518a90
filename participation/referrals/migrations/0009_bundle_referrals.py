"""Several referrals travel as one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_clarify_together")]
    operations = []
