"""Rules say where an idea goes, and each referral why it went there."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_answer_once")]
    operations = []
