from django.db import migrations

# Reports from before they were weighed; the next one weighs them all.
COUNT = """
UPDATE moderation_queueitem AS item
SET report_count = waiting.number, report_weight = waiting.number
FROM (
    SELECT kind, target_id, count(*) AS number FROM moderation_report
    WHERE decision_id IS NULL GROUP BY kind, target_id
) AS waiting
WHERE item.closed_at IS NULL AND item.report_count = 0
AND item.kind = waiting.kind AND item.target_id = waiting.target_id
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0011_index_figures")]

    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
