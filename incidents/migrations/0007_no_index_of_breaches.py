"""What is breached is what was due before now, so the index by due instant finds it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("incidents", "0006_fewer_indexes")]

    operations = [migrations.RemoveIndex(model_name="incident", name="queue_breached")]
