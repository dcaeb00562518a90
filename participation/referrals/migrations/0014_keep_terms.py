"""Every change of the house rules is a row of its own; the row so far is the first.

Processes of the release before write each change into the row with the key 1, even
while this one runs: new rows take keys from 2 on, and the row changed last holds
(docs/decisions/0043-rules-of-the-house.md). Back again only the newest row stays.
"""

from django.db import migrations, models

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
ONE_ROW = (
    "clarifyingterms",
    "departmentterms",
    "reuseterms",
    "suggestionterms",
)


class Migration(migrations.Migration):
    dependencies = [("referrals", "0013_send_copies")]
    operations = [
        *(
            migrations.RemoveConstraint(model_name=model, name=f"{model}_one_row")
            for model in ONE_ROW
        ),
        *(
            migrations.RunSQL(
                FORWARDS % {"table": f"referrals_{model}"},
                BACKWARDS % {"table": f"referrals_{model}"},
            )
            for model in ONE_ROW
        ),
        migrations.AlterModelOptions(name="clockterms", options={}),
        migrations.AlterField(
            model_name="clockterms",
            name="changed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
