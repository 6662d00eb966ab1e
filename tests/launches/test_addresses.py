"""A form's address and the launch behind it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from hypercare.launches.addresses import launch_of_form
from hypercare.launches.models import Launch
from tests.factories.launches import LaunchFactory

pytestmark = pytest.mark.django_db


def test_an_address_asked_for_again_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    launch = LaunchFactory()
    assert launch_of_form(launch.form_key) == launch
    with django_assert_num_queries(0):
        launch_of_form(launch.form_key)


def test_an_address_that_leads_nowhere_is_asked_for_each_time() -> None:
    with pytest.raises(Launch.DoesNotExist):
        launch_of_form("new")
    assert launch_of_form(LaunchFactory(form_key="new").form_key).form_key == "new"
