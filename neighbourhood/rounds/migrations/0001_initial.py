"""Rounds of several departments."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0003_deepen_departments"),
        ("deadlines", "0003_keep_pauses"),
    ]
    operations = []
