"""Several referrals travel in one mail."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0010_hear_whether_answers_helped")]
    operations = []
