from django.db import migrations


def end_placeholder(apps, schema_editor):
    """The calendar is there: its list has the address now.

    Search forgets a page that is gone by itself.
    """
    apps.get_model("pages", "Page").objects.filter(slug="veranstaltungen").delete()


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_end_the_placeholder_of_networks")]

    operations = [
        # Backwards there is nothing to do: `load_facts` adds pages that are missing.
        migrations.RunPython(end_placeholder, migrations.RunPython.noop),
    ]
