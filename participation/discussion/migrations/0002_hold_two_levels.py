"""An answer belongs to a first comment of its own thread; the database sees to it."""

from django.db import migrations

HOLD = """
ALTER TABLE discussion_comment
ADD CONSTRAINT comment_answers_first_level
FOREIGN KEY (parent_id, thread_id, parent_level)
REFERENCES discussion_comment (id, thread_id, level)
DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = "ALTER TABLE discussion_comment DROP CONSTRAINT comment_answers_first_level"


class Migration(migrations.Migration):
    dependencies = [("discussion", "0001_initial")]

    operations = [migrations.RunSQL(HOLD, LET_GO)]
