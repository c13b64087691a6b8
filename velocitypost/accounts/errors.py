"""What can go wrong with an account, in words for the person."""

from __future__ import annotations

from collections.abc import Mapping


class Invalid(Exception):
    """Some fields cannot be taken. `fields` tells for each what to change. Nothing was stored."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


class EmailTaken(Exception):
    """There is an account with this address already."""


class WrongCredentials(Exception):
    """The address and the password do not belong together, or there is no such account: we do not say which."""


class NotSignedIn(Exception):
    """There is no valid sign-in. The text says why and what to do."""


class TokenInvalid(Exception):
    """A link from an e-mail was used up, is too old, or was never ours."""


class TooManyAttempts(Exception):
    """Too many tries in a short time. `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"too many attempts; wait {retry_after} seconds")
        self.retry_after = retry_after


class NoSuchWorkspace(Exception):
    """There is no workspace with this id."""
