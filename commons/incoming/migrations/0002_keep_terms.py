"""Every change of the house rules is a row of its own; the row so far is the first.

Processes of the release before write each change into the row with the key 1, even
while this one runs: new rows take keys from 2 on, and the row changed last holds
(docs/decisions/0043-rules-of-the-house.md). Back again only the newest row stays.
"""

from django.db import migrations

# The key 1 was always given by hand, so the sequence stands before it.
FORWARDS = """
SELECT setval(
    pg_get_serial_sequence('%(table)s', 'id'),
    GREATEST((SELECT max(id) FROM %(table)s), 1)
);
"""
BACKWARDS = """
DELETE FROM %(table)s WHERE id <> (
    SELECT id FROM %(table)s ORDER BY changed_at DESC NULLS LAST, id DESC LIMIT 1
);
UPDATE %(table)s SET id = 1;
"""


class Migration(migrations.Migration):
    dependencies = [("incoming", "0001_initial")]
    operations = [
        migrations.RemoveConstraint(model_name="mailterms", name="mailterms_one_row"),
        migrations.RunSQL(
            FORWARDS % {"table": "incoming_mailterms"},
            BACKWARDS % {"table": "incoming_mailterms"},
        ),
    ]
