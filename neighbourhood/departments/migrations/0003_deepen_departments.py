"""Departments know substitutes, rhythms, limits and what became of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("departments", "0002_add_cards_and_signposts")]
    operations = []
