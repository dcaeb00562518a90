import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

VERDICTS = [
    ("publish", "veröffentlichen"),
    ("request_changes", "Änderung erbitten"),
    ("decline", "ablehnen"),
    ("hide", "verbergen"),
    ("merge", "zusammenführen"),
    ("remove", "entfernen"),
    ("restore", "wiederherstellen"),
    ("keep", "stehen lassen"),
    ("unmerge", "wieder trennen"),
    ("redact", "schwärzen"),
    ("take_back", "Entscheidung zurücknehmen"),
    ("block", "Person sperren"),
    ("unblock", "Sperre aufheben"),
]
REASONS = [
    ("", "kein Grund nötig"),
    ("not_in_district", "betrifft nicht den Bezirk"),
    ("personal_data", "enthält persönliche Angaben anderer"),
    ("insult", "beleidigt oder setzt herab"),
    ("advertising", "ist Werbung"),
    ("party_political", "wirbt für eine Partei"),
    ("unclear", "ist noch nicht zu verstehen"),
    ("duplicate", "gibt es schon"),
    ("defect", "ist ein Mangel für das Ordnungsamt"),
    ("formal", "braucht ein förmliches Verfahren"),
    ("other_body", "darüber entscheidet eine andere Stelle"),
    ("decided_already", "ist schon entschieden"),
    ("off_topic", "gehört nicht zum Thema"),
    ("spam", "ist Spam"),
    ("election", "wirbt vor einer Wahl"),
    ("several", "enthält mehrere Ideen"),
    ("place_missing", "der Ort fehlt"),
    ("unlawful", "verstößt gegen ein Gesetz"),
    ("other", "anderer Grund"),
]


class Migration(migrations.Migration):
    """Decisions that can be undone at once or taken back, and one for many."""

    dependencies = [
        ("moderation", "0005_state_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="undo_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="undone_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="decision", name="kept", field=models.JSONField(null=True)
        ),
        migrations.AddField(
            model_name="decision",
            name="takes_back",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="taken_back_by",
                to="moderation.decision",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                fields=["decided_by", "undo_until"],
                condition=Q(undone_at__isnull=True, undo_until__isnull=False),
                name="decision_undoable",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=Q(undo_until__isnull=True) | Q(kept__isnull=False),
                name="decision_undoable_keeps_what_was",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=Q(undone_at__isnull=True)
                | Q(undo_until__isnull=False, undone_at__lte=F("undo_until")),
                name="decision_undone_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=Q(verdict="take_back", takes_back__isnull=False)
                | (~Q(verdict="take_back") & Q(takes_back__isnull=True)),
                name="decision_take_back_names_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=~Q(verdict="take_back", state_before="published", reason=""),
                name="decision_take_back_of_public_says_why",
            ),
        ),
        migrations.CreateModel(
            name="BulkRun",
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
                ("made_at", models.DateTimeField()),
                ("verdict", models.CharField(choices=VERDICTS, max_length=20)),
                (
                    "reason",
                    models.CharField(blank=True, choices=REASONS, max_length=30),
                ),
                ("ruling", models.JSONField(blank=True, default=dict)),
                ("here", models.CharField(blank=True, max_length=400)),
                ("undo_until", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Entscheidung über mehrere",
                "indexes": [
                    models.Index(
                        condition=Q(finished_at__isnull=True),
                        fields=["made_at"],
                        name="bulkrun_unfinished",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(finished_at__isnull=True) | Q(ruling={}),
                        name="bulkrun_finished_keeps_no_words",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkPick",
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
                ("version", models.PositiveIntegerField()),
                ("refusal", models.CharField(blank=True, max_length=300)),
                (
                    "decision",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulk_pick",
                        to="moderation.decision",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="moderation.queueitem",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picks",
                        to="moderation.bulkrun",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "item"), name="bulkpick_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(decision__isnull=True) | Q(refusal=""),
                        name="bulkpick_decided_or_refused",
                    ),
                ],
            },
        ),
    ]
