from django.db import migrations

# Nothing to do on the way here. On the way back: the version before knows one source
# for all that was entered for others, and without the day of receipt, which goes with
# its column, these rows would not be let in again.
BACK = """
UPDATE ideas_submission SET source = 'entered'
WHERE source IN ('counter', 'paper', 'phone', 'workshop')
"""


class Migration(migrations.Migration):
    dependencies = [("ideas", "0007_index_lists_of_ideas")]

    operations = [migrations.RunSQL(migrations.RunSQL.noop, BACK)]
