"""All rows of all tables, to compare what was with what is."""

from django.apps import apps
from django.db import connection

# Histories: what happened stays written, also that something was taken back.
HISTORIES = frozenset(
    {
        "audit_auditentry",
        "audit_seal",
        "delivery_delivery",
        "django_migrations",
        "moderation_decision",
        "notifications_notification",
        "ideas_merge",
        "verbs_happening",
    }
)
# Made anew by the search index: its own key and the time say nothing.
VOLATILE = {"search_searchrow": {"id", "changed_at"}}


def tables():
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    known = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True)
    }
    return sorted(set(found) & known - HISTORIES)


def all_rows():
    """Each table's rows as sorted dicts; `{table: [row, …]}`."""
    return {table: rows_of(table) for table in tables()}


def rows_of(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    left_out = VOLATILE.get(table, set())
    kept = [
        {name: _plain(value) for name, value in row.items() if name not in left_out}
        for row in rows
    ]
    if table == "ideas_mapcell":  # an empty cell is no cell
        kept = [row for row in kept if row["ideas"]]
    return sorted(kept, key=repr)


def _plain(value):
    """Sums of degrees come back equal but for the last digits."""
    return round(value, 9) if isinstance(value, float) else value


def difference(before, after):
    """What is not the same, for reading; empty if nothing is."""
    found = {}
    for table in before:
        gone = [row for row in before[table] if row not in after[table]]
        came = [row for row in after[table] if row not in before[table]]
        if gone or came:
            found[table] = {"gone": gone, "came": came}
    return found
