from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0012_snoozed_until'),
    ]

    operations = [
        migrations.AddField(
            model_name='incidentsearch',
            name='page',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='incidentsearch',
            name='version',
            field=models.CharField(blank=True, db_default='', default='', max_length=60),
        ),
    ]
