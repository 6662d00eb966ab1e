from django.db import migrations

# What was reported before incidents kept it themselves; as `incidents.domain.likeness.page_of` has it.
COPY = r"""
    UPDATE incidents_incidentsearch AS words
    SET page = left(regexp_replace(rtrim(regexp_replace(regexp_replace(
                   said.page, '^\w+://[^/]*', ''), '[?#].*$', ''), '/'), '\d+', '#', 'g'), 200),
        version = said.version
    FROM feedback_submission AS said
    WHERE said.incident_id = words.incident_id AND (said.page <> '' OR said.version <> '')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0002_survey_by_asking'),
        ('incidents', '0013_where_it_happened'),
    ]

    operations = [
        migrations.RunSQL(COPY, reverse_sql=migrations.RunSQL.noop),
    ]
