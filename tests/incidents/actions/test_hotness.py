"""What was reported lately, service by service."""

from datetime import timedelta

import pytest

from incidents.actions.hotness import DAY, WEEK, recent_reports
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import ServiceFactory

pytestmark = pytest.mark.django_db
AT = REPORTED_AT + timedelta(hours=1)


def test_reports_of_the_last_day_are_told_from_those_of_the_week_before() -> None:
    service = ServiceFactory()
    for ago in (timedelta(), DAY - timedelta(seconds=1), DAY, DAY + WEEK, DAY + timedelta(hours=1)):
        make_incident(service.launch, service=service, at=AT - ago)
    assert recent_reports(at=AT) == {service.pk: (2, 2)}


def test_a_service_nobody_reports_is_counted_as_none() -> None:
    service = ServiceFactory()
    assert recent_reports(at=AT) == {service.pk: (0, 0)}


def test_a_launch_whose_hypercare_has_ended_is_not_asked() -> None:
    service = ServiceFactory()
    assert recent_reports(at=service.launch.hypercare_ends_at + DAY) == {}
