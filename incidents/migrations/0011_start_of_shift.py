from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0010_undone'),
        ('launches', '0002_shift'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HandoverNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body', models.TextField()),
                ('written_at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('launch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='launches.launch')),
            ],
            options={
                'ordering': ['-written_at', '-id'],
            },
        ),
        migrations.AddIndex(
            model_name='handovernote',
            index=models.Index(fields=['launch', 'written_at'], name='handover_by_time'),
        ),
        migrations.AddIndex(
            model_name='incidentevent',
            index=models.Index(condition=models.Q(('kind', 'reporter_wrote')), fields=['launch', 'recorded_at'], name='event_of_reporters'),
        ),
    ]
