import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("departments", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Card",
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
                    "key",
                    models.SlugField(
                        max_length=60, unique=True, verbose_name="Schlüssel"
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="Titel")),
                ("sort_key", models.CharField(editable=False, max_length=160)),
                ("words", models.TextField(max_length=2000, verbose_name="Wörter")),
                (
                    "in_short",
                    models.CharField(max_length=240, verbose_name="In einem Satz"),
                ),
                (
                    "who_decides",
                    models.CharField(max_length=240, verbose_name="Wer entscheidet"),
                ),
                (
                    "usual_time",
                    models.CharField(
                        max_length=160, verbose_name="Wie lange es meist dauert"
                    ),
                ),
                (
                    "usual_cost",
                    models.CharField(
                        max_length=160, verbose_name="Was es meist kostet"
                    ),
                ),
                (
                    "district_can",
                    models.TextField(
                        max_length=2000, verbose_name="Was der Bezirk kann"
                    ),
                ),
                (
                    "district_cannot",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="Was der Bezirk nicht kann",
                    ),
                ),
                (
                    "neighbours_can",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="Was Nachbar:innen selbst tun können",
                    ),
                ),
                (
                    "sources",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="Quellen und Links"
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        verbose_name="Beispiel, noch nicht vom Amt bestätigt",
                    ),
                ),
                (
                    "is_public",
                    models.BooleanField(default=True, verbose_name="öffentlich"),
                ),
                (
                    "checked_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="geprüft am"
                    ),
                ),
                (
                    "check_months",
                    models.PositiveSmallIntegerField(
                        default=12, verbose_name="Wieder prüfen nach Monaten"
                    ),
                ),
                (
                    "check_due_on",
                    models.DateField(
                        editable=False, verbose_name="wieder zu prüfen am"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="departments.department",
                        verbose_name="Verantwortliches Amt",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="departments.topic",
                        verbose_name="Thema",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_key", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("check_months__gte", 1), ("check_months__lte", 60)
                        ),
                        name="card_check_months_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", True),
                            ("check_due_on__gt", models.F("checked_on")),
                            _connector="OR",
                        ),
                        name="card_is_due_after_its_check",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_example", True),
                            ("checked_on__isnull", False),
                            _connector="OR",
                        ),
                        name="card_is_an_example_until_checked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signpost",
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
                    "key",
                    models.SlugField(
                        max_length=60, unique=True, verbose_name="Schlüssel"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("danger", "Gefahr"),
                            ("formal", "Förmliches"),
                            ("elsewhere", "Andere sind zuständig"),
                            ("defect", "Mangel"),
                            ("wish", "Wörter eines Wunsches (dann kein Mangel)"),
                        ],
                        max_length=10,
                        verbose_name="Art",
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=120, verbose_name="Worum es geht"),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="Wörter"
                    ),
                ),
                (
                    "body",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="Zuständig"
                    ),
                ),
                (
                    "advice",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="Was wir sagen"
                    ),
                ),
                ("url", models.URLField(blank=True, verbose_name="Link")),
                (
                    "phone",
                    models.CharField(blank=True, max_length=40, verbose_name="Telefon"),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=100, verbose_name="Reihenfolge"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="aktiv")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="departments.signpost",
                        verbose_name="gehört zu",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="departments.topic",
                        verbose_name="Thema",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "position", "name", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["danger", "formal", "elsewhere", "defect", "wish"],
                            )
                        ),
                        name="signpost_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="signpost_not_part_of_itself",
                    ),
                ],
            },
        ),
    ]
