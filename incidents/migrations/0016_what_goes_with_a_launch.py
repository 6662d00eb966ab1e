"""A service and a team belong to one launch.

A planner that takes them for independent of the launch expects a twentieth of the rows, and sorts
thousands of them to show fifty.
"""

from django.db import migrations

CREATE = """
    CREATE STATISTICS incident_of_launch (dependencies) ON launch_id, service_id, team_id, state
    FROM incidents_incident
"""


class Migration(migrations.Migration):
    dependencies = [("incidents", "0015_bulk_changes")]
    operations = [migrations.RunSQL(CREATE, reverse_sql="DROP STATISTICS incident_of_launch")]
