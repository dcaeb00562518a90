"""What a clock did is kept as rows; 24 and 31 December by a rule of the house."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Tables of other apps whose rows must never change set their triggers on it.
FORWARDS = """
CREATE FUNCTION deadlines_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
BACKWARDS = "DROP FUNCTION deadlines_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [
        ("deadlines", "0002_add_closure_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.CreateModel(
            name="CalendarTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "is_christmas_eve_free",
                    models.BooleanField(
                        default=False,
                        verbose_name="Am 24. Dezember läuft keine Frist ab",
                    ),
                ),
                (
                    "is_new_years_eve_free",
                    models.BooleanField(
                        default=False,
                        verbose_name="Am 31. Dezember läuft keine Frist ab",
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="calendarterms_one_row"
                    )
                ],
            },
        ),
    ]
