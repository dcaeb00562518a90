"""Departments know substitutes, rhythms, limits and what became of them."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

# No circle by `parent` or `merged_into`, whoever writes: one change of the tree at a
# time (the service takes the same lock first), then the way up is walked.
FORWARDS = """
CREATE FUNCTION departments_refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_circle boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('departments tree', 0));
    WITH RECURSIVE above(id) AS (
        SELECT NEW.parent_id
        UNION
        SELECT each.parent_id FROM departments_department each
        JOIN above ON each.id = above.id
    )
    SELECT EXISTS (SELECT 1 FROM above WHERE id = NEW.id) INTO is_circle;
    IF is_circle THEN
        RAISE EXCEPTION 'department % would belong to itself', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'department_no_circle';
    END IF;
    WITH RECURSIVE later(id) AS (
        SELECT NEW.merged_into_id
        UNION
        SELECT each.merged_into_id FROM departments_department each
        JOIN later ON each.id = later.id
    )
    SELECT EXISTS (SELECT 1 FROM later WHERE id = NEW.id) INTO is_circle;
    IF is_circle THEN
        RAISE EXCEPTION 'department % would become itself', NEW.id
            USING ERRCODE = 'check_violation',
            CONSTRAINT = 'department_no_circle_of_merges';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER department_no_circle
    BEFORE UPDATE OF parent_id, merged_into_id ON departments_department
    FOR EACH ROW
    WHEN (
        NEW.parent_id IS DISTINCT FROM OLD.parent_id
        OR NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id
    )
    EXECUTE FUNCTION departments_refuse_circle();
"""

BACKWARDS = """
DROP TRIGGER department_no_circle ON departments_department;
DROP FUNCTION departments_refuse_circle();
"""

TO_DEPARTMENT = "departments.department"


class Migration(migrations.Migration):
    dependencies = [("departments", "0002_add_cards_and_signposts")]

    operations = [
        migrations.AddField(
            model_name="department",
            name="takes_referrals",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="bekommt Weiterleitungen"
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="form_url",
            field=models.URLField(
                blank=True, db_default="", verbose_name="Formular im Internet"
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="substitute_email",
            field=models.EmailField(
                blank=True,
                db_default="",
                max_length=254,
                verbose_name="Postfach der Vertretung",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="head_email",
            field=models.EmailField(
                blank=True,
                db_default="",
                max_length=254,
                verbose_name="Postfach der Leitung",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="mail_rhythm",
            field=models.CharField(
                choices=[
                    ("each", "jede Weiterleitung einzeln, sofort"),
                    ("daily", "gesammelt, einmal am Tag"),
                    ("weekly", "gesammelt, einmal in der Woche"),
                ],
                db_default="each",
                default="each",
                max_length=10,
                verbose_name="Mails",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="first_reaction_days",
            field=models.PositiveSmallIntegerField(
                db_default=3,
                default=3,
                verbose_name="Erste Reaktion in Arbeitstagen",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="open_limit",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                verbose_name="So viele offene Vorgänge sind vereinbart",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="ended_on",
            field=models.DateField(
                editable=False, null=True, verbose_name="beendet am"
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="merged_into",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_from",
                to=TO_DEPARTMENT,
                verbose_name="aufgegangen in",
            ),
        ),
        migrations.AddField(
            model_name="department",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=Q(mail_rhythm__in=["each", "daily", "weekly"]),
                name="department_known_mail_rhythm",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=Q(first_reaction_days__gte=1, first_reaction_days__lte=60),
                name="department_first_reaction_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=Q(open_limit__isnull=True) | Q(open_limit__gte=1),
                name="department_open_limit_is_positive",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="department_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.CheckConstraint(
                condition=Q(merged_into__isnull=True)
                | Q(ended_on__isnull=False, is_active=False),
                name="department_merged_has_ended",
            ),
        ),
        migrations.CreateModel(
            name="DepartmentName",
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
                ("name", models.CharField(max_length=160, verbose_name="Name")),
                (
                    "short_name",
                    models.CharField(max_length=40, verbose_name="Kurzname"),
                ),
                ("until", models.DateField(verbose_name="bis")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_names",
                        to=TO_DEPARTMENT,
                    ),
                ),
            ],
            options={
                "ordering": ["-until", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(name="") & ~Q(short_name=""),
                        name="departmentname_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DepartmentText",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_ours", "Nicht unsere Aufgabe"),
                            ("module", "Baustein für Stellungnahmen"),
                        ],
                        default="module",
                        max_length=10,
                        verbose_name="Wofür",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="Name")),
                ("text", models.TextField(max_length=3000, verbose_name="Text")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=100, verbose_name="Reihenfolge"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to=TO_DEPARTMENT,
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "position", "title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(kind__in=["not_ours", "module"]),
                        name="departmenttext_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=~Q(title="") & ~Q(text=""),
                        name="departmenttext_says_something",
                    ),
                    models.UniqueConstraint(
                        fields=("department", "kind", "title"),
                        name="departmenttext_once_by_name",
                        violation_error_message=(
                            "Einen Text mit diesem Namen gibt es schon."
                        ),
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
