"""What can go wrong at a platform, by what to do next. There are four kinds, and no fifth.

Platforms map their service's codes to these, never a substring of a body.
"""

from __future__ import annotations

from datetime import datetime


class PlatformError(Exception):
    """Something went wrong at a platform.

    `reason` is the service's own reason in plain words. `code` is the service's code, for the log and for search.
    """

    def __init__(self, reason: str, *, code: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code


class Rejected(PlatformError):
    """The service refuses this, and would refuse it again. Nothing was written. `fix` says what to change."""

    def __init__(self, reason: str, *, code: str = "", fix: str = "", duplicate: bool = False) -> None:
        super().__init__(reason, code=code)
        self.fix = fix
        self.duplicate = duplicate


class ReconnectNeeded(PlatformError):
    """The service no longer accepts our authorisation. Nothing was written. The owner must connect again."""


class Unavailable(PlatformError):
    """Not now. Nothing was written: safe to repeat, not before `retry_at` if the service named a time."""

    def __init__(
        self, reason: str, *, code: str = "", retry_at: datetime | None = None, rate_limited: bool = False
    ) -> None:
        super().__init__(reason, code=code)
        self.retry_at = retry_at
        self.rate_limited = rate_limited


class OutcomeUnknown(PlatformError):
    """The request left and no clear answer came back: it may have been acted on. Look before any repetition."""
