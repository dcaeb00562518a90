from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="address",
            name="lon",
            field=models.FloatField(blank=True, null=True, verbose_name="Länge"),
        ),
        migrations.AddField(
            model_name="address",
            name="lat",
            field=models.FloatField(blank=True, null=True, verbose_name="Breite"),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="address_point_is_lon_lat",
            ),
        ),
    ]
