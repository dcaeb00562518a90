"""Steps, pauses and notices of both clocks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_suggest_departments")]
    operations = []
