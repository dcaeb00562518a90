from django.db import migrations, models
from django.utils.crypto import salted_hmac

SALT = "calendar.source-place"


def fill(apps, schema_editor):
    places = apps.get_model("calendar", "SourcePlace")
    for place in places.objects.all():
        digest = salted_hmac(SALT, place.text, algorithm="sha256").hexdigest()
        places.objects.filter(pk=place.pk).update(digest=digest)


class Migration(migrations.Migration):
    dependencies = [("calendar", "0004_aftermath")]

    operations = [
        migrations.AddField(
            model_name="sourceplace",
            name="digest",
            field=models.CharField(default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="sourceplace", name="sourceplace_once_a_source"
        ),
        migrations.AddConstraint(
            model_name="sourceplace",
            constraint=models.UniqueConstraint(
                fields=("source", "digest"), name="sourceplace_once_a_source"
            ),
        ),
    ]
