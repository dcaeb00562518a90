from django.db import migrations

# Nothing to take back: the column goes with the step that added it.
FILL = """
UPDATE ideas_idea SET has_pictures = true
WHERE NOT has_pictures
    AND EXISTS (SELECT 1 FROM ideas_ideaimage WHERE idea_id = ideas_idea.id)
"""


class Migration(migrations.Migration):
    dependencies = [("ideas", "0005_add_thread")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
