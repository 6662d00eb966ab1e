"""Links that cannot be guessed, forged, kept for ever, or used for anything else."""

from datetime import timedelta

import pytest
import time_machine
from django.core.signing import BadSignature, SignatureExpired
from django.utils import timezone

from feedback.actions import ask_for_rating
from feedback.models import SatisfactionSurvey
from feedback.tokens import (
    MAX_AGE,
    AboutIncident,
    AboutItem,
    subject_of,
    survey_of,
    token_for_incident,
    token_for_item,
    token_for_survey,
)
from tests.factories.feedback import incident_of, submit
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, ReporterFactory

pytestmark = pytest.mark.django_db


def survey() -> SatisfactionSurvey:
    asked = ask_for_rating(incident_of(submit()), resolution_seq=2, at=REPORTED_AT)
    assert asked
    return asked


def test_a_link_leads_to_its_item() -> None:
    item = submit()
    assert subject_of(token_for_item(item)) == AboutItem(item.pk)


def test_an_incident_from_the_form_has_its_items_link() -> None:
    item = submit()
    assert subject_of(token_for_incident(incident_of(item))) == AboutItem(item.pk)


def test_an_incident_written_down_has_a_link_for_its_reporter() -> None:
    launch = LaunchFactory()
    reporter = ReporterFactory(launch=launch)
    incident = make_incident(launch, reporter=reporter)
    assert subject_of(token_for_incident(incident)) == AboutIncident(incident.pk, reporter.pk)


def test_a_survey_link_leads_to_its_survey() -> None:
    asked = survey()
    assert survey_of(token_for_survey(asked)) == asked


def test_any_changed_letter_is_a_forgery() -> None:
    token = token_for_item(submit())
    for place in range(len(token)):
        letter = "A" if token[place] != "A" else "B"
        with pytest.raises(BadSignature):
            subject_of(token[:place] + letter + token[place + 1 :])


def test_a_link_works_for_180_days_and_not_longer() -> None:
    token = token_for_item(submit())
    with time_machine.travel(timezone.now() + MAX_AGE - timedelta(minutes=1)):
        subject_of(token)
    with (
        time_machine.travel(timezone.now() + MAX_AGE + timedelta(minutes=1)),
        pytest.raises(SignatureExpired),
    ):
        subject_of(token)


def test_a_survey_link_opens_no_status_page() -> None:
    with pytest.raises(BadSignature):
        subject_of(token_for_survey(survey()))


def test_a_status_link_rates_nothing() -> None:
    with pytest.raises(BadSignature):
        survey_of(token_for_item(submit()))


def test_a_survey_that_is_gone_has_no_link() -> None:
    asked = survey()
    token = token_for_survey(asked)
    asked.delete()
    with pytest.raises(BadSignature):
        survey_of(token)
