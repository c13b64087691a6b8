"""The web process: gunicorn around the application."""

from __future__ import annotations

from typing import Any

from gunicorn.app.base import BaseApplication

from velocitypost.core import log
from velocitypost.settings import Settings
from velocitypost.web.memory import give_back_quickly

_GRACE_SECONDS = 5
_KEEP_ALIVE_SECONDS = 15


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        options: dict[str, Any] = {
            "bind": f"{settings.host}:{settings.port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": settings.web_threads,
            "graceful_timeout": _GRACE_SECONDS,
            "keepalive": _KEEP_ALIVE_SECONDS,
            "timeout": 60,
            "proc_name": "velocitypost-web",
            "loglevel": settings.log_level.lower(),
            "control_socket_disable": True,
            # ProxyFix alone decides whom to believe, by settings.trusted_proxies.
            "forwarded_allow_ips": "",
            "post_worker_init": _stop_streams_with,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Runs in the worker, after the fork: connections are never shared with the parent."""
        from velocitypost.web.app import create_app
        from velocitypost.wiring import build

        return create_app(build(self._settings))


def _stop_streams_with(worker: Any) -> None:
    from velocitypost.web import stream

    stream.stop_when(worker.wsgi, lambda: not worker.alive)


def serve(settings: Settings) -> None:
    """Serves until it is told to stop. Does not return."""
    log.configure(settings.log_level, settings.log_format)
    give_back_quickly()
    _Server(settings).run()
