from django.db import migrations


def end_placeholder(apps, schema_editor):
    """Networks are there: their list has the address now.

    Search forgets a page that is gone by itself.
    """
    apps.get_model("pages", "Page").objects.filter(slug="netzwerke").delete()


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]

    operations = [
        # Backwards there is nothing to do: `load_facts` adds pages that are missing.
        migrations.RunPython(end_placeholder, migrations.RunPython.noop),
    ]
