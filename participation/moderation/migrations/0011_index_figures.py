from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0010_grade_hints_and_trust")]

    operations = [
        migrations.AddIndex(
            "decision", models.Index(fields=["decided_at"], name="decision_when")
        ),
        migrations.AddIndex(
            "queueitem", models.Index(fields=["submitted_at"], name="queueitem_came")
        ),
    ]
