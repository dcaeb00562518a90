"""Departments also come together over what a network brings to the Bezirksamt."""

from django.db import migrations, models

KINDS = [
    ("clarification", "Klärungsrunde"),
    ("alignment", "Abstimmung"),
    ("cosigning", "Mitzeichnung"),
    ("working_group", "Arbeitsgruppe"),
    ("concern", "Anliegen eines Netzwerks"),
]


class Migration(migrations.Migration):
    dependencies = [("rounds", "0002_move_and_reopen")]

    operations = [
        migrations.RemoveConstraint(model_name="round", name="round_known_kind"),
        migrations.AlterField(
            model_name="round",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="Art"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=[key for key, _label in KINDS]),
                name="round_known_kind",
            ),
        ),
    ]
