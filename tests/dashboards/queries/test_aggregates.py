"""What the aggregates of the database promise."""

from datetime import timedelta

import pytest

from dashboards.queries.aggregates import Hours, Mean
from incidents.models import Incident
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [(0.1, 0.2, 0.3), (0.3, 0.2, 0.1)])
def test_a_mean_is_the_same_in_whatever_order_rows_are_read(hours: tuple[float, ...]) -> None:
    launch = LaunchFactory()
    for each in hours:
        incident = make_incident(launch)
        Incident.objects.filter(pk=incident.pk).update(acknowledged_at=REPORTED_AT + timedelta(hours=each))
    rows = Incident.objects.annotate(hours=Hours.between("reported_at", "acknowledged_at"))
    assert rows.order_by().aggregate(mean=Mean("hours")) == {"mean": 0.2}
