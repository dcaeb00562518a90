"""Every change of the house rules is a row of its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0013_send_copies")]
    operations = []
