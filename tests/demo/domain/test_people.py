from datetime import UTC, datetime

from hypercare.demo.domain.people import (
    SITES,
    STAFF,
    TEAMS,
    WORKERS,
    address_of,
    colleagues,
    is_at_work,
    next_at_work,
)

LONDON = SITES[0]
FRIDAY_EVENING = datetime(2026, 3, 13, 20, 10, tzinfo=UTC)


def test_every_address_reaches_nobody() -> None:
    addresses = [each.email for each in STAFF] + [each.email for each in colleagues()]
    assert all(address.isascii() and address.endswith(".example") for address in addresses)


def test_nobody_shares_an_address_or_number() -> None:
    assert len({each.email for each in colleagues()}) == len(colleagues()) > 100
    assert len({each.external_id for each in colleagues()}) == len(colleagues())


def test_an_address_is_in_plain_letters() -> None:
    assert address_of("Élodie O'Rourke", "bank.example") == "elodie.orourke@bank.example"


def test_every_team_has_people_who_work() -> None:
    assert WORKERS.keys() == TEAMS.keys()
    assert all(len(handles) >= 2 for handles in WORKERS.values())


def test_permanent_and_hypercare_only_people_take_part() -> None:
    assert {each.is_hypercare_only for each in STAFF} == {True, False}


def test_people_write_again_on_monday() -> None:
    assert next_at_work(LONDON, FRIDAY_EVENING) == datetime(2026, 3, 16, 8, 10, tzinfo=UTC)


def test_somebody_is_awake_at_every_hour() -> None:
    hours = [FRIDAY_EVENING.replace(hour=hour) for hour in range(24)]
    assert all(any(is_at_work(site, at) for site in SITES) for at in hours)
