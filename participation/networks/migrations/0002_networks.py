import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NetworkTerms",
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
                ("changed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "quiet_days",
                    models.PositiveSmallIntegerField(
                        default=183,
                        verbose_name="Ein stilles Netzwerk fragen wir nach so vielen "
                        "Tagen",
                    ),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        verbose_name="Ohne Antwort sieht die SPK es nach so vielen "
                        "Tagen unter „Heute“",
                    ),
                ),
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
        ),
        migrations.AddConstraint(
            model_name="networkterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("quiet_days__gte", 30), ("quiet_days__lte", 730)),
                name="networkterms_quiet_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="networkterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_days__gte", 7), ("answer_days__lte", 180)),
                name="networkterms_answer_in_range",
            ),
        ),
    ]
