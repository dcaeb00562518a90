"""Answers published together, and what people say of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0009_bundle_referrals")]
    operations = []
