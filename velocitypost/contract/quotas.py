"""What the headers of an answer tell of a limit, as many services name them: `…limit`, `…remaining`, `…reset`."""

from __future__ import annotations

from datetime import datetime, timedelta

from velocitypost.contract.moments import at_second
from velocitypost.contract.types import Quota
from velocitypost.core.http import Response


def quota_of(response: Response, prefix: str, operation: str, *, reset: datetime | None) -> Quota | None:
    """The limit of this operation, whose headers begin with `prefix`; None where they do not tell it whole."""
    try:
        limit, remaining = (int(response.headers[f"{prefix}{name}"]) for name in ("limit", "remaining"))
    except (KeyError, ValueError):
        return None
    return Quota(operation, limit, remaining, reset) if reset else None


def reset_of(response: Response, prefix: str) -> datetime | None:
    """When the limit begins anew, told in whole seconds since 1970; a second later, so that it surely has."""
    moment = at_second(response.headers.get(f"{prefix}reset", ""))
    return moment + timedelta(seconds=1) if moment else None
