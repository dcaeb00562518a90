"""Several referrals travel in one mail, so a delivery may be that of several."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0003_pace_and_bounces"),
        ("referrals", "0010_hear_whether_answers_helped"),
    ]
    operations = [
        migrations.AddField(
            model_name="referral",
            name="goes_along",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="referral",
            name="delivery",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="delivery.delivery",
            ),
        ),
    ]
