"""Each decision states its reasons; text modules speak languages and keep versions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0004_widen_codes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TextModuleVersion",
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
                ("content", models.JSONField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.AlterModelOptions(
            name="textmodule",
            options={"ordering": ["reason", "language", "title", "pk"]},
        ),
        migrations.RemoveConstraint(
            model_name="textmodule",
            name="textmodule_once_a_reason",
        ),
        migrations.AddField(
            model_name="decision",
            name="automation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "nicht festgehalten"),
                    ("none", "nichts automatisch"),
                    ("detected", "Hinweis automatisch, Entscheidung von Menschen"),
                    ("trust_rule", "automatisch nach einer Vertrauensregel"),
                    ("automatic", "automatisch nach einer Regel"),
                ],
                db_default="",
                default="none",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="basis",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "keine nötig"),
                    ("rule_topic", "Worum es hier geht"),
                    ("rule_once", "Jedes Anliegen einmal"),
                    ("rule_clear", "Verständlich und mit Ort"),
                    ("rule_respect", "Respektvoll miteinander"),
                    ("rule_privacy", "Keine Angaben über andere"),
                    ("rule_advertising", "Keine Werbung"),
                    ("rule_neutral", "Keine Werbung für Parteien"),
                    ("rule_rights", "Eigene Texte und Bilder"),
                    ("rule_checking", "Wie wir prüfen"),
                    ("law_insult", "§ 185 StGB: Beleidigung"),
                    ("law_defamation", "§ 186 StGB: Üble Nachrede"),
                    ("law_slander", "§ 187 StGB: Verleumdung"),
                    ("law_threat", "§ 241 StGB: Bedrohung"),
                    ("law_incitement", "§ 130 StGB: Volksverhetzung"),
                    (
                        "law_symbols",
                        "§ 86a StGB: Kennzeichen verfassungswidriger und terroristischer Gruppen",
                    ),
                    ("law_call", "§ 111 StGB: Aufforderung zu Straftaten"),
                    ("law_peace", "§ 126 StGB: Androhung von Straftaten"),
                    (
                        "law_enemy_list",
                        "§ 126a StGB: Gefährdendes Verbreiten personenbezogener Daten",
                    ),
                    ("law_approval", "§ 140 StGB: Billigung von Straftaten"),
                    ("law_violence", "§ 131 StGB: Gewaltdarstellung"),
                    ("law_pornography", "§§ 184 bis 184c StGB: Pornografische Inhalte"),
                    (
                        "law_intimate_picture",
                        "§ 201a StGB: Bildaufnahmen aus dem höchstpersönlichen Lebensbereich",
                    ),
                    ("law_own_picture", "§ 22 KunstUrhG: Recht am eigenen Bild"),
                    ("law_copyright", "UrhG: Urheberrecht"),
                    ("law_trademark", "MarkenG: Markenrecht"),
                    ("law_privacy", "Art. 6 DSGVO: Verarbeitung ohne Rechtsgrundlage"),
                    ("law_minors", "§ 4 JMStV: Jugendmedienschutz"),
                    ("law_other", "anderes Gesetz, in der Begründung genannt"),
                ],
                db_default="",
                default="",
                max_length=30,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="ends_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="facts",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="decision",
            name="occasion",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "nicht festgehalten"),
                    ("first_look", "Prüfung vor dem Erscheinen"),
                    ("report", "Meldung"),
                    ("own", "eigene Prüfung"),
                ],
                db_default="",
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="way_phone",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="way_text",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="decision",
            name="way_url",
            field=models.URLField(
                blank=True, db_default="", default="", max_length=400
            ),
        ),
        migrations.AddField(
            model_name="textmodule",
            name="language",
            field=models.CharField(
                choices=[
                    ("de", "Deutsch"),
                    ("en", "English"),
                    ("de-ls", "Leichte Sprache"),
                ],
                db_default="de",
                default="de",
                max_length=8,
                verbose_name="Sprache",
            ),
        ),
        migrations.AddField(
            model_name="textmodule",
            name="version",
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("automation", ""),
                    models.Q(
                        (
                            "verdict__in",
                            [
                                "request_changes",
                                "decline",
                                "hide",
                                "merge",
                                "remove",
                                "redact",
                                "block",
                            ],
                        ),
                        models.Q(
                            ("state_before", "published"), ("verdict", "take_back")
                        ),
                        _connector="OR",
                        _negated=True,
                    ),
                    models.Q(
                        models.Q(("basis", ""), _negated=True),
                        models.Q(("facts", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_no_states_its_reasons",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("automation", ""),
                    models.Q(
                        (
                            "reason__in",
                            [
                                "defect",
                                "formal",
                                "other_body",
                                "decided_already",
                                "not_in_district",
                                "duplicate",
                            ],
                        ),
                        ("verdict", "decline"),
                        _negated=True,
                    ),
                    models.Q(
                        ("way_phone", ""),
                        ("way_text", ""),
                        ("way_url", ""),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="decision_other_way_is_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("way_url", ""),
                    ("way_url__regex", "^https?://[^[:space:]]+$"),
                    _connector="OR",
                ),
                name="decision_way_is_a_web_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="textmodule",
            constraint=models.UniqueConstraint(
                fields=("reason", "language", "title"),
                name="textmodule_once_a_reason_and_language",
                violation_error_message="Einen Baustein mit diesem Namen gibt es für diesen Grund und diese Sprache schon.",
            ),
        ),
        migrations.AddField(
            model_name="textmoduleversion",
            name="created_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="textmoduleversion",
            name="target",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="moderation.textmodule",
            ),
        ),
        migrations.AddConstraint(
            model_name="textmoduleversion",
            constraint=models.UniqueConstraint(
                fields=("target", "version"), name="textmoduleversion_once_per_version"
            ),
        ),
    ]
