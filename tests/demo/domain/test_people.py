from datetime import UTC, datetime

import pytest

from hypercare.accounts.roles import Role
from hypercare.demo.domain.people import address_of, is_at_work, next_at_work
from hypercare.demo.domain.plot import Plot
from hypercare.demo.domain.plots import PLOTS
from hypercare.demo.domain.trading import TRADING

LONDON = TRADING.people.site_named("London")
each_plot = pytest.mark.parametrize("plot", PLOTS.values(), ids=PLOTS)
FRIDAY_EVENING = datetime(2026, 3, 13, 20, 10, tzinfo=UTC)


@each_plot
def test_every_address_reaches_nobody(plot: Plot) -> None:
    addresses = [each.email for each in plot.people.staff]
    addresses += [each.email for each in plot.people.colleagues]
    assert all(address.isascii() and address.endswith(".example") for address in addresses)


@each_plot
def test_nobody_shares_an_address_or_number(plot: Plot) -> None:
    colleagues = plot.people.colleagues
    assert len({each.email for each in colleagues}) == len(colleagues) >= 60
    assert len({each.external_id for each in colleagues}) == len(colleagues)


def test_an_address_is_in_plain_letters() -> None:
    assert address_of("Élodie O'Rourke", "bank.example") == "elodie.orourke@bank.example"


@each_plot
def test_every_team_has_people_who_work(plot: Plot) -> None:
    assert all(len(handles) >= 2 for handles in plot.people.workers.values())


@each_plot
def test_permanent_and_hypercare_only_people_take_part(plot: Plot) -> None:
    assert {each.is_hypercare_only for each in plot.people.staff} == {True, False}


@each_plot
def test_a_launch_has_every_role(plot: Plot) -> None:
    assert {each.role for each in plot.people.staff} == set(Role)


@each_plot
def test_who_is_named_to_sign_in_is_there(plot: Plot) -> None:
    handles = {each.handle for each in plot.people.staff}
    assert {*plot.sign_in, plot.people.lead, plot.people.telephonist} <= handles


def test_the_same_handle_is_the_same_person_everywhere() -> None:
    people = {(each.handle, each.name, each.email) for plot in PLOTS.values() for each in plot.people.staff}
    assert len({handle for handle, _, _ in people}) == len({email for _, _, email in people}) == len(people)


def test_people_write_again_on_monday() -> None:
    assert next_at_work(LONDON, FRIDAY_EVENING) == datetime(2026, 3, 16, 8, 10, tzinfo=UTC)


def test_somebody_is_awake_at_every_hour() -> None:
    hours = [FRIDAY_EVENING.replace(hour=hour) for hour in range(24)]
    assert all(any(is_at_work(site, at) for site in TRADING.people.sites) for at in hours)
