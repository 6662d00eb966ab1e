"""What a canned reply may leave open."""

import pytest

from hypercare.lib.errors import DomainError
from incidents.domain.placeholders import PLACEHOLDERS, check_placeholders, filled

KNOWN = {"reporter.name": "Rosa", "incident.key": "TRD-42"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Hello {{ reporter.name }}.", "Hello Rosa."),
        ("{{reporter.name}}, {{  incident.key  }}", "Rosa, TRD-42"),
        ("About {{ incident.service }}", "About the service"),
        ("{{ colour }} stays", "{{ colour }} stays"),
        ("Braces { stay }", "Braces { stay }"),
    ],
)
def test_what_is_known_is_filled_in(words: str, said: str) -> None:
    assert filled(words, KNOWN) == said


def test_an_unknown_reporter_is_greeted_all_the_same() -> None:
    assert filled("Hello {{ reporter.name }}", {"reporter.name": ""}) == "Hello there"


def test_what_is_filled_in_is_not_read_again() -> None:
    assert filled("{{ reporter.name }}", {"reporter.name": "{{ me.name }}"}) == "{{ me.name }}"


def test_every_placeholder_may_be_used() -> None:
    check_placeholders(" ".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS), field="body")


@pytest.mark.parametrize("words", ["{{ reporter.email }}", "{{ }}", "{{ Reporter.name }}"])
def test_an_unknown_one_is_named(words: str) -> None:
    with pytest.raises(DomainError, match="There is no placeholder “") as problem:
        check_placeholders(f"Hello {words}", field="body")
    assert problem.value.field == "body"
    assert "{{ reporter.name }}" in problem.value.message
