"""Forms share their fields, and nothing else."""

from feedback.forms import SubmissionForm

SAID = {"idempotency_key": "key-1", "body": "It hangs.", "kind": "bug"}


def test_a_refused_form_leaves_no_trace_in_the_next() -> None:
    refused = SubmissionForm(SAID | {"email": "rosa", "body": ""})
    assert set(refused.errors) == {"email", "body"}
    assert SubmissionForm(SAID).is_valid()


def test_what_one_was_sent_is_not_shown_by_another() -> None:
    assert "It hangs." in SubmissionForm(SAID).as_p()
    assert "It hangs." not in SubmissionForm().as_p()


def test_all_have_the_very_same_fields() -> None:
    assert SubmissionForm().fields is SubmissionForm(SAID).fields
