"""The operator's secret keys: they encrypt what is stored of tokens.

Each is a passphrase from which the key is derived (HKDF, RFC 5869, for this purpose alone). The first one encrypts, every
one decrypts: that is how a key is replaced.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SHORTEST_KEY = 32  # characters; token_urlsafe(32) gives 43, and a typed passphrase of fewer can be guessed offline
HOW_TO_MAKE_ONE = 'python -c "import secrets; print(secrets.token_urlsafe(32))"'


class SecretKeyError(ValueError):
    """The setting holds no key that can be used; the message says why and how to make one, never what was set."""


class CannotDecryptError(ValueError):
    """None of the keys encrypted this text."""


class SecretKeys:
    """Encrypts and decrypts with the keys of SMALLPRINT_SECRET_KEY."""

    def __init__(self, passphrases: Sequence[str], purpose: bytes = b"smallprint: encrypt") -> None:
        """Take passphrases as `read` gives them, the one that encrypts first."""
        self._passphrases = tuple(passphrases)
        fernets = [Fernet(base64.urlsafe_b64encode(_derive(passphrase, purpose))) for passphrase in passphrases]
        self._count = len(fernets)
        self._first = fernets[0]
        self._all = MultiFernet(fernets)

    @classmethod
    def read(cls, text: str) -> SecretKeys:
        """Read the setting: one key, or several divided by commas, the newest first; SecretKeyError where one is too short."""
        passphrases = [passphrase.strip() for passphrase in text.split(",")]
        for place, passphrase in enumerate(passphrases, 1):
            if len(passphrase) < SHORTEST_KEY:
                which = "the key" if len(passphrases) == 1 else f"key {place} of {len(passphrases)}"
                raise SecretKeyError(
                    f"SMALLPRINT_SECRET_KEY: {which} has {len(passphrase)} characters, it needs at least {SHORTEST_KEY}. "
                    f"Make one with: {HOW_TO_MAKE_ONE}"
                )
        return cls(passphrases)

    def for_purpose(self, purpose: bytes) -> SecretKeys:
        """Return keys from the same passphrases for something else: what one encrypts the other cannot read."""
        return SecretKeys(self._passphrases, b"smallprint: " + purpose)

    def encrypt(self, text: str) -> str:
        """Encrypt a text with the first key."""
        return self._first.encrypt(text.encode()).decode()

    def decrypt(self, encrypted: str) -> str:
        """Decrypt a text, whichever key encrypted it; CannotDecryptError if none did."""
        try:
            return self._all.decrypt(encrypted).decode()
        except InvalidToken:
            raise CannotDecryptError("none of the keys in SMALLPRINT_SECRET_KEY encrypted this") from None

    def renewed(self, encrypted: str) -> str | None:
        """Encrypt a text anew with the first key, None if it already is; CannotDecryptError as for `decrypt`."""
        try:
            self._first.decrypt(encrypted)
        except InvalidToken:
            return self.encrypt(self.decrypt(encrypted))
        return None

    def __repr__(self) -> str:
        return f"SecretKeys({self._count} hidden)"


def _derive(passphrase: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=purpose).derive(passphrase.encode())
