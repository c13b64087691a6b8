"""Running the sandbox: one lean process behind gunicorn, with the mailbox's SMTP door beside it."""

import ipaddress
import signal
import socket
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

THREADS = 96


class CannotStart(Exception):
    """Says why, and what to do."""


class SandboxWorker(ThreadWorker):  # type: ignore[misc]
    """Wakes requests that a fault holds and closes idle connections, so that the process can end at once."""

    def handle_exit(self, sig: int, frame: object) -> None:
        self.app.release()
        super().handle_exit(sig, frame)
        self.method_queue.defer(self.murder_keepalived, True)

    def handle_quit(self, sig: int, frame: object) -> None:
        self.app.release()
        super().handle_quit(sig, frame)


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, folder: Path, http: socket.socket, smtp: socket.socket) -> None:
        self._folder = folder
        self._http = http
        self._smtp = smtp
        self._stopping: Any = None
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"fd://{self._http.fileno()}",
            "worker_class": SandboxWorker,
            "workers": 1,
            "threads": THREADS,
            "worker_connections": 1_000,
            "keepalive": 60,
            "graceful_timeout": 1,
            "timeout": 0,
            "loglevel": "warning",
            "proc_name": "velocitypost-sandbox",
            "control_socket_disable": True,
            # Meta's upload host wants headers with underscores in their names; nobody stands before this server.
            "header_map": "dangerous",
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from velocitypost.sandbox.app import create_app
        from velocitypost.sandbox.post_office import open_post_office

        app, sandbox = create_app(self._folder)
        open_post_office(sandbox.mailbox, self._smtp)
        self._stopping = sandbox.stopping
        return app.wsgi_app

    def release(self) -> None:
        """Let go of every request that waits."""
        if self._stopping is not None:
            self._stopping.set()


def serve(host: str, port: int, data_dir: Path, smtp_port: int, *, allow_non_loopback: bool = False) -> None:
    """Run until SIGTERM or SIGINT. Raises `CannotStart` when an address is taken or is not loopback's."""
    if not allow_non_loopback and not is_loopback(host):
        raise CannotStart(
            f"The sandbox lets anybody post as anybody, so it listens on loopback only; {host} is not. "
            "Use 127.0.0.1, or pass --allow-non-loopback if you know who can reach this machine."
        )
    http, smtp = _bound(host, port, "web"), _bound(host, smtp_port, "SMTP")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _Server(data_dir.resolve(), http, smtp).run()


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bound(host: str, port: int, what: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
    except OSError as reason:
        raise CannotStart(
            f"The sandbox's {what} port {host}:{port} cannot be used: {reason.strerror}. Choose another port."
        ) from None
    door.listen(512)
    return door
