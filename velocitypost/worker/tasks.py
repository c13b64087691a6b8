"""The tasks: thin, short, and safe to run twice."""

from __future__ import annotations

from celery import Celery

from velocitypost.core.log import get_logger
from velocitypost.wiring import Product
from velocitypost.worker.app import PUBLISH

log = get_logger(__name__)


def register(app: Celery, product: Product) -> None:
    """Gives the workers their tasks."""

    @app.task(name=PUBLISH)  # type: ignore[untyped-decorator]
    def publish(publication_id: str) -> None:
        product.publish(publication_id)
