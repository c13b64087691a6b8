"""The tasks: thin, short, and safe to run twice."""

from __future__ import annotations

from celery import Celery

from velocitypost.wiring import Product
from velocitypost.worker.app import PUBLISH


def register(app: Celery, product: Product) -> None:
    """Gives the workers their tasks."""

    @app.task(name=PUBLISH)
    def publish(publication_id: str, platform: str) -> None:
        try:
            product.delivery.run(publication_id)
        finally:
            product.hints.done(publication_id, platform)
