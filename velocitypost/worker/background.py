"""Long work beside the publishing: a thread for each kind, so that none waits for another, and no post for any.

What is to be done stands in MongoDB; a claim there is a lease, so that what a dead worker began is done by another one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from velocitypost.core.log import get_logger

logger = get_logger(__name__)
_LOOKS_EVERY_SECONDS = 1.0
_AFTER_A_FAULT_SECONDS = 5.0
Work = Callable[[], bool]


def start(kinds: Mapping[str, Work], stop: threading.Event) -> None:
    """Starts a thread for each kind. A `Work` does one piece and tells whether there was one."""
    for name, work in kinds.items():
        threading.Thread(target=_keep_on, args=(name, work, stop), name=name, daemon=True).start()


def _keep_on(name: str, work: Work, stop: threading.Event) -> None:
    pause = 0.0
    while not stop.wait(pause):
        try:
            pause = 0.0 if work() else _LOOKS_EVERY_SECONDS
        except Exception as error:
            logger.warning("background_failed", kind=name, reason=type(error).__name__, detail=str(error)[:200])
            pause = _AFTER_A_FAULT_SECONDS
