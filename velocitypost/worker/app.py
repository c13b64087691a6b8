"""The Celery application: a fast way to wake a worker, and nothing more. MongoDB is the queue."""

from __future__ import annotations

from collections.abc import Sequence

from celery import Celery
from kombu import Queue

from velocitypost.publishing.store import Due
from velocitypost.settings import Settings

PUBLISH = "publishing.publish"
QUEUE = "publishing"


def create_celery(settings: Settings) -> Celery:
    """Configured so that losing every message in Redis costs a second, and never a post.

    https://docs.celeryq.dev/en/stable/userguide/configuration.html
    """
    app = Celery("velocitypost", broker=settings.redis_url, set_as_current=False)
    app.conf.update(
        task_default_queue=QUEUE,
        # Messages are hints: nobody acknowledges them, and a worker whose cache goes away has nothing to give back
        # (it would end over that: with Celery 5.7 it tries to over the connection that is gone).
        task_queues=[Queue(QUEUE, no_ack=True)],
        task_ignore_result=True,
        task_acks_late=False,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_send_task_events=False,
        worker_enable_remote_control=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={"socket_timeout": 10, "socket_connect_timeout": 5},
        broker_pool_limit=4,
    )
    return app


class Send:
    """Puts some publications before the workers, as one message."""

    def __init__(self, app: Celery) -> None:
        self._app = app

    def __call__(self, items: Sequence[Due]) -> None:
        named = [(item.id, item.platform) for item in items]
        self._app.send_task(PUBLISH, args=(named,), queue=QUEUE, retry=False, ignore_result=True)
