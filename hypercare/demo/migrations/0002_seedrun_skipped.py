from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("demo", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="seedrun",
            name="skipped",
            field=models.JSONField(default=list, help_text="Reports that cannot be made, and why."),
        ),
    ]
