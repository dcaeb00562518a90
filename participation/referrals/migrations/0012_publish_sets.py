"""Answers are published as a set; promised days are kept or moved."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0011_share_deliveries")]
    operations = []
