"""The operator's keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.secret_keys import CannotDecryptError, SecretKeyError, SecretKeys

OLD, NEW = "an-old-passphrase-of-the-operator", "a-new-passphrase-of-the-operator!"
SOME, BOTH, OTHER = SecretKeys.read(OLD), SecretKeys.read(f" {NEW} , {OLD} "), SecretKeys.read(NEW)


@given(st.text())
def test_what_is_encrypted_comes_back(text: str) -> None:
    """With any of the keys that are set, and with no other."""
    sealed = SOME.encrypt(text)
    assert SOME.decrypt(sealed) == BOTH.decrypt(sealed) == text
    with pytest.raises(CannotDecryptError):
        OTHER.decrypt(sealed)


def test_the_first_key_encrypts() -> None:
    """What an older one encrypted can be renewed; what the first one encrypted is left alone."""
    renewed = BOTH.renewed(SOME.encrypt("token"))
    assert renewed is not None
    assert OTHER.decrypt(renewed) == "token"
    assert BOTH.renewed(renewed) is None
    with pytest.raises(CannotDecryptError):
        SOME.renewed(renewed)


@pytest.mark.parametrize("setting", ["", "short", "x" * 31, f"{OLD},short", f"{OLD},", "é" * 31])
def test_a_short_key_is_refused(setting: str) -> None:
    """With the way to make a better one, and without the key."""
    with pytest.raises(SecretKeyError, match=r"at least 32.*token_urlsafe") as refused:
        SecretKeys.read(setting)
    assert OLD not in str(refused.value)
    assert "short," not in str(refused.value)


def test_the_place_of_a_short_key_is_said() -> None:
    """Where there are several."""
    with pytest.raises(SecretKeyError, match="key 2 of 2"):
        SecretKeys.read(f"{OLD},short")


def test_keys_are_not_shown() -> None:
    """Not even in a traceback's locals or a debugger's line."""
    assert OLD not in repr(BOTH)
    assert NEW not in repr(BOTH)
    assert str(BOTH) == "SecretKeys(2 hidden)"
