"""Is the process alive, and can it do its work?"""

from __future__ import annotations

from flask import Blueprint

from velocitypost.core.cache import CacheError
from velocitypost.core.database import DatabaseError
from velocitypost.core.log import get_logger
from velocitypost.web.context import product
from velocitypost.web.problems import Problem

log = get_logger(__name__)
pages = Blueprint("health", __name__)


@pages.get("/health")
def read_health() -> dict[str, str]:
    """The process answers. Says nothing of what it depends on."""
    return {"status": "ok"}


@pages.get("/ready")
def read_ready() -> dict[str, str]:
    """The database and Redis answer too."""
    try:
        product().database.command("ping")
        product().cache.ping()
    except DatabaseError as error:
        raise _not_ready("The database", error) from error
    except CacheError as error:
        raise _not_ready("Redis", error) from error
    return {"status": "ok", "database": "ok", "redis": "ok"}


def _not_ready(what: str, error: Exception) -> Problem:
    log.warning("not_ready", part=what, error=type(error).__name__)
    return Problem("unavailable", f"{what} does not answer.", retry_after=5)
