"""The tasks: thin, short, and safe to run twice."""

from __future__ import annotations

from collections.abc import Sequence

from celery import Celery

from velocitypost.worker.app import PUBLISH
from velocitypost.worker.hands import Hands


def register(app: Celery, hands: Hands) -> None:
    """Gives the workers their tasks."""

    @app.task(name=PUBLISH)
    def publish(items: Sequence[tuple[str, str]]) -> None:
        hands.take(items)
