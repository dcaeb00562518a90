"""Replies by mail become drafts of statements."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_let_departments_work")]
    operations = []
