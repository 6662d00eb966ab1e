"""One question per resolution, answered once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from feedback.actions import ask_for_rating, rate_survey
from feedback.models import SatisfactionSurvey
from feedback.tokens import token_for_incident, token_for_survey
from hypercare.lib.errors import DomainError
from incidents.actions import reopen_incident
from incidents.models import Incident, IncidentEvent
from tests.factories.feedback import incident_of, resolve, staff_of, submit, tell_all
from tests.factories.incidents import REPORTED_AT, make_incident
from tests.factories.launches import LaunchFactory, ReporterFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def incident() -> Incident:
    """One that came from the form and is solved."""
    solved = resolve(incident_of(submit()), at=REPORTED_AT + MINUTE)
    tell_all(solved)
    return solved


@pytest.fixture
def survey(incident: Incident) -> SatisfactionSurvey:
    """The question about its solution."""
    return incident.surveys.get()


def url_of(survey: SatisfactionSurvey) -> str:
    return reverse("feedback:survey", args=[token_for_survey(survey)])


def rate(survey: SatisfactionSurvey, score: object) -> Any:
    return Client(enforce_csrf_checks=True).post(url_of(survey), {"score": score}, follow=True)


def test_a_solution_is_asked_about_once(incident: Incident) -> None:
    tell_all(incident)
    assert incident.surveys.count() == 1


def test_a_second_solution_is_asked_about_anew(incident: Incident) -> None:
    reopen_incident(incident, body="Again", actor=staff_of(incident), at=REPORTED_AT + 2 * MINUTE)
    resolve(incident, at=REPORTED_AT + 3 * MINUTE)
    tell_all(incident)
    assert incident.surveys.count() == 2


def test_two_questions_about_one_solution_cannot_be_stored(survey: SatisfactionSurvey) -> None:
    survey.pk = None
    with pytest.raises(IntegrityError):
        survey.save()


def test_imported_history_is_never_asked_about(incident: Incident) -> None:
    incident.surveys.all().delete()
    IncidentEvent.objects.update(actor_kind="import")
    tell_all(incident)
    assert not SatisfactionSurvey.objects.exists()


def test_nobody_is_asked_where_nobody_can_answer() -> None:
    assert ask_for_rating(make_incident(), resolution_seq=2, at=REPORTED_AT) is None


def test_somebody_with_only_an_address_is_asked() -> None:
    launch = LaunchFactory()
    incident = make_incident(launch, reporter=ReporterFactory(launch=launch))
    assert ask_for_rating(incident, resolution_seq=2, at=REPORTED_AT)


def test_somebody_with_only_a_page_is_asked() -> None:
    assert ask_for_rating(incident_of(submit(email="", name="")), resolution_seq=2, at=REPORTED_AT)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_outside_1_to_5_is_refused_by_name(survey: SatisfactionSurvey, score: Any) -> None:
    with pytest.raises(DomainError, match="1 to 5") as refused:
        rate_survey(survey, score=score, at=REPORTED_AT)
    assert refused.value.field == "score"


def test_opening_the_page_rates_nothing(survey: SatisfactionSurvey) -> None:
    assert Client().get(url_of(survey), {"score": "5"}).status_code == 200
    survey.refresh_from_db()
    assert survey.score is None


def test_one_tap_rates(survey: SatisfactionSurvey) -> None:
    html = rate(survey, 4).content.decode()
    survey.refresh_from_db()
    assert (survey.score, survey.rated_at is not None) == (4, True)
    assert "Thank you" in html


def test_the_first_answer_counts_and_the_page_says_so(survey: SatisfactionSurvey) -> None:
    rate(survey, 5)
    html = rate(survey, 1).content.decode()
    survey.refresh_from_db()
    assert survey.score == 5
    assert "Your first answer counts" in html


@pytest.mark.parametrize(("score", "is_offered"), [(1, True), (2, True), (3, False), (5, False)])
def test_a_low_score_offers_to_go_on(survey: SatisfactionSurvey, score: Any, is_offered: Any) -> None:
    assert ("?not_fixed=1#reply" in rate(survey, score).content.decode()) is is_offered


@pytest.mark.parametrize("score", ["", "0", "6", "good", "4.5", "\0"])
def test_any_other_answer_is_refused_with_the_rule(survey: SatisfactionSurvey, score: Any) -> None:
    response = rate(survey, score)
    survey.refresh_from_db()
    assert (response.status_code, survey.score) == (422, None)
    assert "Choose one of the five answers." in response.content.decode()


def test_a_forged_link_rates_nothing() -> None:
    assert Client().post(reverse("feedback:survey", args=["forged"]), {"score": "5"}).status_code == 404


def test_an_unfinished_rating_of_an_earlier_solution_still_counts(
    incident: Incident, survey: SatisfactionSurvey
) -> None:
    reopen_incident(incident, body="Again", actor=staff_of(incident), at=REPORTED_AT + 2 * MINUTE)
    rate(survey, 1)
    survey.refresh_from_db()
    assert survey.score == 1


def status_of(incident: Incident) -> str:
    return Client().get(reverse("feedback:status", args=[token_for_incident(incident)])).content.decode()


def test_the_status_page_asks_too(incident: Incident, survey: SatisfactionSurvey) -> None:
    assert "How satisfied are you" in status_of(incident)


def test_the_status_page_asks_no_more_once_answered(incident: Incident, survey: SatisfactionSurvey) -> None:
    rate(survey, 4)
    assert "You rated how this was solved" in status_of(incident)


def test_the_status_page_asks_nothing_about_what_was_taken_up_again(incident: Incident) -> None:
    reopen_incident(incident, body="Again", actor=staff_of(incident), at=REPORTED_AT + 2 * MINUTE)
    assert "How satisfied are you" not in status_of(incident)
