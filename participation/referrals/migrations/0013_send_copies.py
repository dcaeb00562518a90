"""What was said on the phone goes to the Amt to be corrected."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0012_publish_sets")]
    operations = []
