import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Mail that came in: the raw message first, addresses of cases, rules."""

    initial = True

    dependencies = [
        ("files", "0001_create_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mail",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("imap", "aus dem Postfach geholt"),
                            ("pipe", "vom Mailserver übergeben"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "angekommen"),
                            ("handled", "zugeordnet"),
                            ("aside", "nicht zugeordnet"),
                            ("discarded", "verworfen"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unknown", "ohne gültiges Kennzeichen in der Adresse"),
                            ("expired", "Kennzeichen ist abgelaufen"),
                            ("sender", "Absender gehört nicht zum Amt"),
                            ("closed", "Vorgang liegt nicht mehr beim Amt"),
                            ("replay", "kam schon einmal"),
                            ("oversize", "zu groß"),
                            ("flood", "zu viele Mails in einer Stunde"),
                            ("loop", "Schleife: kommt von uns selbst"),
                            ("automatic", "automatische Nachricht ohne Vorgang"),
                            ("encrypted", "verschlüsselt"),
                            ("unreadable", "nicht lesbar"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "automatic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "von einem Menschen"),
                            ("absence", "Abwesenheitsnotiz"),
                            ("receipt", "Lesebestätigung"),
                            ("bounce", "Rückläufer"),
                            ("other", "automatische Nachricht"),
                        ],
                        max_length=10,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("message_id", models.CharField(blank=True, max_length=255)),
                ("size", models.PositiveIntegerField()),
                ("is_whole", models.BooleanField(default=True)),
                (
                    "sender",
                    models.CharField(
                        blank=True, max_length=254, verbose_name="Absender"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="Betreff"
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("kept_lines", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("target_id", models.BigIntegerField(null=True)),
                ("region_id", models.BigIntegerField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "discard_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spam", "Werbung oder Betrug"),
                            ("not_ours", "nicht für uns"),
                            ("duplicate", "doppelt"),
                            ("settled", "auf anderem Weg erledigt"),
                        ],
                        max_length=20,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("wiped_at", models.DateTimeField(null=True)),
                (
                    "raw",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
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
                ("position", models.PositiveSmallIntegerField()),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("kept", "abgelegt"),
                            ("image", "als Bild neu gespeichert"),
                            ("too_many", "zurückgehalten: zu viele Anhänge"),
                            ("too_large", "zurückgehalten: zu groß"),
                            ("type", "zurückgehalten: Dateityp nicht erlaubt"),
                            ("macros", "zurückgehalten: enthält Makros"),
                        ],
                        max_length=10,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="incoming.mail",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="MailTerms",
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
                    "keep_days",
                    models.PositiveSmallIntegerField(
                        default=90,
                        verbose_name="Wie lange eine erledigte Mail im Original bleibt, in Tagen",
                    ),
                ),
                (
                    "most_megabytes",
                    models.PositiveSmallIntegerField(
                        default=20,
                        verbose_name="Wie groß eine Mail höchstens sein darf, in Megabyte",
                    ),
                ),
                (
                    "most_an_hour",
                    models.PositiveSmallIntegerField(
                        default=30,
                        verbose_name="Wie viele Mails einer Adresse in einer Stunde",
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
        ),
        migrations.CreateModel(
            name="ReplyAddress",
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
                ("purpose", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=40)),
                ("target_id", models.BigIntegerField()),
                ("nonce", models.CharField(max_length=32)),
                ("key_version", models.CharField(max_length=8)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["purpose", "kind", "target_id"],
                        name="replyaddress_target",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="replyaddress_expires_after_it_is_granted",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("state__in", ["received", "aside"])),
                fields=["received_at"],
                name="mail_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["fingerprint"], name="mail_fingerprint"),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["sender", "received_at"], name="mail_sender"),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["kind", "target_id"], name="mail_target"),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(
                    ("settled_at__isnull", False), ("wiped_at__isnull", True)
                ),
                fields=["settled_at"],
                name="mail_to_be_wiped",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["aside", "discarded"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="mail_aside_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "handled"), _negated=True),
                    models.Q(
                        models.Q(("kind", ""), _negated=True),
                        models.Q(("target_id", None), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="mail_handled_belongs_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "discarded"),
                        models.Q(("discard_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "discarded"), _negated=True),
                        ("discard_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="mail_discarded_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "received"), ("read_at__isnull", False), _connector="OR"
                ),
                name="mail_judged_when_read",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "discarded"), _negated=True),
                    ("settled_at__isnull", False),
                    _connector="OR",
                ),
                name="mail_discarded_is_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["received", "aside"]), _negated=True),
                    ("settled_at__isnull", True),
                    _connector="OR",
                ),
                name="mail_waiting_is_not_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("wiped_at__isnull", True),
                    models.Q(
                        ("raw__isnull", True),
                        ("settled_at__isnull", False),
                        ("text", ""),
                    ),
                    _connector="OR",
                ),
                name="mail_wiped_holds_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("mail", "position"), name="attachment_one_per_position"
            ),
        ),
        migrations.AddConstraint(
            model_name="mailterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)), name="mailterms_one_row"
            ),
        ),
        migrations.AddConstraint(
            model_name="mailterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("keep_days__gte", 7), ("keep_days__lte", 730)),
                name="mailterms_days_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("most_megabytes__gte", 1), ("most_megabytes__lte", 25)
                ),
                name="mailterms_size_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("most_an_hour__gte", 1), ("most_an_hour__lte", 1000)
                ),
                name="mailterms_number_in_range",
            ),
        ),
    ]
