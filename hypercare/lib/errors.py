"""Errors that a person can act on."""


class DomainError(Exception):
    """A business rule said no: `message` is a whole sentence, `field` names the input it is about."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class ConflictError(DomainError):
    """The thing changed, or was said differently before, while this request was on its way."""


class StaleError(ConflictError):
    """The thing is no longer what the request named as its condition."""
