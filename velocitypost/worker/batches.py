"""Writing batches beside the publishing tasks: in threads of their own, so that no post waits for a model."""

from __future__ import annotations

import threading

from velocitypost.core import log
from velocitypost.wiring import Product

AT_ONCE = 2
_LOOK_SECONDS = 1.0
logger = log.get_logger(__name__)


def write_in_background(product: Product, stop: threading.Event) -> None:
    """Writes what is due, up to `AT_ONCE` batches at a time, until `stop` is set. A batch cut short is gone on with."""
    for number in range(AT_ONCE):
        threading.Thread(target=_write, args=(product, stop), name=f"batches-{number}", daemon=True).start()


def _write(product: Product, stop: threading.Event) -> None:
    bell = product.generation.bell()
    while not stop.is_set():
        try:
            if product.generation.runner.run_due():
                continue
        except Exception as error:
            logger.warning("batches_failed", reason=type(error).__name__, detail=str(error)[:200])
        bell.wait(_LOOK_SECONDS)
