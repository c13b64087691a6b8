"""Secrets at rest: AES-256-GCM, the key's id in the envelope, the owner's place as associated data.

An envelope reads `v1.<key id>.<base64url of nonce and ciphertext>`. The associated data binds it to the row and
field it was sealed for: an envelope copied to another row does not open.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = "v1"
_NONCE_BYTES = 12


class CannotOpen(Exception):
    """The envelope is damaged, was sealed for another place, or its key is not among ours."""


class Vault:
    """Seals and opens small secrets. The first key seals; every key opens."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        if not keys:
            raise ValueError("a vault needs at least one key")
        self._keys = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._sealing = next(iter(keys))

    def seal(self, secret: str, *, place: str) -> str:
        """An envelope that only `open` with the same `place` (such as `connection_…/access_token`) opens."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + self._keys[self._sealing].encrypt(nonce, secret.encode(), place.encode())
        return f"{_VERSION}.{self._sealing}.{base64.urlsafe_b64encode(sealed).decode()}"

    def open(self, envelope: str, *, place: str) -> str:
        """The secret inside. Raises `CannotOpen`."""
        version, _, rest = envelope.partition(".")
        key_id, _, encoded = rest.partition(".")
        if version != _VERSION or key_id not in self._keys:
            raise CannotOpen(f"no key {key_id!r} to open this secret")
        try:
            sealed = base64.urlsafe_b64decode(encoded)
            return self._keys[key_id].decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], place.encode()).decode()
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise CannotOpen("the secret is damaged or was sealed for another place") from error

    def is_current(self, envelope: str) -> bool:
        """Whether the envelope was sealed with the key that seals today; if not, `rotate` it."""
        return envelope.startswith(f"{_VERSION}.{self._sealing}.")

    def rotate(self, envelope: str, *, place: str) -> str:
        """The same secret under today's key. Raises `CannotOpen`."""
        return self.seal(self.open(envelope, place=place), place=place)
