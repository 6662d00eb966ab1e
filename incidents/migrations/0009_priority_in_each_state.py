"""Few of one state may have one priority: the planner counts them together and does not walk all others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("incidents", "0008_readers_begin_before_zero")]

    operations = [
        migrations.RemoveIndex(model_name="incident", name="incident_by_state"),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["launch", "state", "priority"], name="incident_by_state"),
        ),
    ]
