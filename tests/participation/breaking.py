"""A row that the database refuses to change, as a broken one would."""

from django.db import connection

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'this row is broken'; END $$
"""


def break_row(row):
    """From now on, until the test's transaction ends."""
    table = row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(FUNCTION)
        cursor.execute(
            f"CREATE TRIGGER refuse_change BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN (OLD.id = {int(row.pk)}) EXECUTE FUNCTION refuse_change()"
        )


def mend_row(row):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER refuse_change ON {row._meta.db_table}")
