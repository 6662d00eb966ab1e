import django.contrib.postgres.fields
from django.db import migrations, models

SCOPES = [
    ('read', 'Read'),
    ('write_incidents', 'Work on incidents'),
    ('write_submissions', 'Hand in and release submissions'),
]


class Migration(migrations.Migration):
    """Keys made before there were scopes could only read numbers."""

    dependencies = [('accounts', '0001_initial')]

    operations = [
        migrations.AddField(
            model_name='apikey',
            name='scopes',
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=SCOPES, max_length=20), default=['read'], size=None
            ),
            preserve_default=False,
        ),
    ]
