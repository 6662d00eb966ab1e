"""What was just done is said once, at the edge of the next page."""

from django.template.loader import render_to_string


def test_messages_are_toasts_of_the_page() -> None:
    page = render_to_string("base_public.html", {"messages": ["You have signed out."]})
    assert '<div class="toast">You have signed out.</div>' in page


def test_signing_in_says_nothing() -> None:
    assert render_to_string("account/messages/logged_in.txt").strip() == ""
