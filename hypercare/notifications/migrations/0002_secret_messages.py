from django.db import migrations, models


class Migration(migrations.Migration):
    """Some letters hold a link that is as good as a password."""

    dependencies = [('notifications', '0001_initial')]

    operations = [
        migrations.AddField(
            model_name='outgoingmessage',
            name='is_secret',
            field=models.BooleanField(default=False, help_text='Blanked once it left; shown to nobody.'),
        ),
    ]
