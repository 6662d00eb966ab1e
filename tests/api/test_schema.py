"""The OpenAPI document says what is true, with an example of everything."""

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # comes without

Operation = tuple[str, dict[str, Any]]
EMPTY = "#/components/schemas/Nothing"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The whole document."""
    made = StringIO()
    call_command("spectacular", "--format", "openapi-json", stdout=made)
    return dict(json.loads(made.getvalue()))


def operations(schema: dict[str, Any]) -> Iterator[Operation]:
    """Every method of every address."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def media(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is sent, and what comes back when all is well."""
    if "requestBody" in operation:
        yield operation["requestBody"]["content"]["application/json"]
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            yield from answer["content"].values()


def is_said(content: dict[str, Any]) -> bool:
    """Whether there is an example, or nothing to give one of."""
    named = content["schema"].get("$ref")
    is_binary = content["schema"].get("format") == "binary"
    return bool(content.get("examples")) or named == EMPTY or is_binary


def test_every_operation_has_its_examples(schema: dict[str, Any]) -> None:
    silent = [
        name for name, each in operations(schema) if not all(is_said(content) for content in media(each))
    ]
    assert silent == []


def test_every_example_is_what_the_schema_says(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        for content in media(operation):
            described = {**content["schema"], "components": schema["components"]}
            for example in content.get("examples", {}).values():
                found = [
                    str(each.message)
                    for each in Draft202012Validator(described).iter_errors(example["value"])
                ]
                assert (name, found) == (name, [])


def test_every_operation_says_what_it_does_and_how_it_fails(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        assert (name, bool(operation.get("description"))) == (name, True)
        assert {"400", "401", "403", "404", "429"} <= set(operation["responses"])


def test_every_command_asks_for_its_key(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        asked = {each["name"] for each in operation.get("parameters", ())}
        assert (name, "Idempotency-Key" in asked) == (name, name.startswith("POST"))


def test_every_part_of_a_path_is_described_by_example(schema: dict[str, Any]) -> None:
    for name, operation in operations(schema):
        parts = [each for each in operation.get("parameters", ()) if each["in"] == "path"]
        assert (name, [each["name"] for each in parts if not each.get("examples")]) == (name, [])
