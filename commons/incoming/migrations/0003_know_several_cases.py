"""An answer may be about several cases at once; a person says which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incoming", "0002_keep_terms")]
    operations = [
        migrations.AlterField(
            model_name="mail",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unknown", "ohne gültiges Kennzeichen in der Adresse"),
                    ("expired", "Kennzeichen ist abgelaufen"),
                    ("sender", "Absender gehört nicht zum Amt"),
                    ("closed", "Vorgang liegt nicht mehr beim Amt"),
                    ("several", "Antwort zu mehreren Vorgängen in einer Mail"),
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
    ]
