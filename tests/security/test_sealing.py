"""Sealed secrets, and a key that is replaced."""

import pytest
from cryptography.fernet import InvalidToken
from pytest_django import Settings

from hypercare.lib.sealing import reseal, seal, unseal


def test_what_is_sealed_can_be_read_again_and_does_not_show() -> None:
    assert unseal(seal("secret")) == "secret"
    assert "secret" not in seal("secret")


def test_an_old_key_reads_while_it_is_a_fallback(settings: Settings) -> None:
    settings.SECRET_KEY = "old"
    sealed = seal("secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert unseal(sealed) == "secret"


def test_what_is_sealed_anew_needs_the_old_key_no_longer(settings: Settings) -> None:
    settings.SECRET_KEY = "old"
    sealed = seal("secret")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    renewed = reseal(sealed)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(renewed) == "secret"
    with pytest.raises(InvalidToken):
        unseal(sealed)
