"""Rounds that clarify who is responsible."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_read_replies")]
    operations = []
