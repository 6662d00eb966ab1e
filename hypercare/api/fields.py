"""Values as JSON has them: a number is no text, a text no truth, and what is not asked for is refused."""

import re
from typing import Any

from django.core.validators import RegexValidator
from rest_framework import serializers

READABLE = r"^[^\u0000]*$"
# JSON Schema and Python disagree about what is a blank, so whatever is one to either is named. Linear.
_BLANK = r"\s\u001c-\u001f\u0085\ufeff"
SOMETHING = rf"^[{_BLANK}]*[^{_BLANK}\u0000][^\u0000]*$"
LARGEST_ID = 2**63 - 1
DAY = r"\d{4}-\d{2}-\d{2}"


class Text(serializers.CharField):
    """Words with something to read in them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        pattern = READABLE if self.allow_blank else SOMETHING
        self.validators.append(RegexValidator(pattern, "Write something that can be read.", "blank"))

    def to_internal_value(self, data: Any) -> str:
        """Only a JSON string, no longer than it may be even with the blanks around it."""
        if not isinstance(data, str):
            self.fail("invalid")
        if self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return super().to_internal_value(data)


class Mail(serializers.EmailField):
    """A mail address, and nothing around it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, trim_whitespace=False, **options)


class Whole(serializers.IntegerField):
    """A whole number."""

    def to_internal_value(self, data: Any) -> int:
        """Only a JSON number without a fraction."""
        if type(data) is float and data.is_integer():
            data = int(data)
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


class Truth(serializers.BooleanField):
    """True or false."""

    def to_internal_value(self, data: Any) -> bool:
        """Only a JSON truth value."""
        if type(data) is not bool:
            self.fail("invalid", input=data)
        return data


class RowId(Whole):
    """The id of a row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **options)


class Choice(serializers.ChoiceField):
    """One of the values, of their type."""

    def to_internal_value(self, data: Any) -> Any:
        """Only a value itself, not its spelling in another type."""
        if type(data) not in {type(value) for value in self.choices}:
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Instant(serializers.DateTimeField):
    """An instant with its zone."""

    default_error_messages = {"zone": "Say the zone too, such as 2026-11-24T09:30:00Z."}

    def to_internal_value(self, value: Any) -> Any:
        """Only a JSON string in ISO 8601 that says its zone."""
        if not isinstance(value, str):
            self.fail("invalid", format="2026-11-24T09:30:00Z")
        return super().to_internal_value(value)

    def enforce_timezone(self, value: Any) -> Any:
        """As it was sent; a guess would be wrong twice a year."""
        if value.tzinfo is None:
            self.fail("zone")
        return super().enforce_timezone(value)


class Day(serializers.DateField):
    """A day."""

    def to_internal_value(self, value: Any) -> Any:
        """Only a JSON string such as 2026-11-24."""
        if not isinstance(value, str) or not re.fullmatch(DAY, value, re.ASCII):
            self.fail("invalid", format="2026-11-24")
        return super().to_internal_value(value)


class Asks(serializers.Serializer[Any]):
    """A body. Whatever it does not know is refused by name."""

    least_fields = 0

    def to_internal_value(self, data: Any) -> Any:
        """The clean values; `ValidationError` by field."""
        if isinstance(data, dict):
            unknown = sorted(set(data) - set(self.fields))[:10]
            if unknown:
                known = ", ".join(self.fields) or "nothing"
                raise serializers.ValidationError(
                    {name[:80]: [f"There is no such field here; this takes {known}."] for name in unknown}
                )
            if len(data) < self.least_fields:
                sentence = f"Say at least one of {', '.join(self.fields)}."
                raise serializers.ValidationError({"non_field_errors": [sentence]})
        return super().to_internal_value(data)


class Nothing(Asks):
    """An empty body."""


class Named(serializers.Serializer[Any]):
    """A row by its id and its name."""

    id = serializers.IntegerField()
    name = serializers.CharField()
