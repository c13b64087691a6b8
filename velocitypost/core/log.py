"""One log: structured, readable on a console or as JSON lines, with secrets taken out before anything is written."""

from __future__ import annotations

import logging
import re
import sys
from typing import Literal

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

_SECRET_NAME = re.compile(r"token|secret|password|authorization|cookie|api_?key|verifier|^code$|^state$", re.IGNORECASE)
_SECRET_TEXT = re.compile(r"(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}")
HIDDEN = "[hidden]"


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replaces values under telling names, and credentials inside any text."""
    for name, value in event.items():
        if _SECRET_NAME.search(name):
            event[name] = HIDDEN
        elif isinstance(value, str):
            event[name] = _SECRET_TEXT.sub(rf"\1 {HIDDEN}", value)
    return event


def configure(level: str = "INFO", style: Literal["console", "json"] = "console") -> None:
    """Sets up logging for this process, for our own events and for the libraries'."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            pad_event_to=28,
            # Never with local variables: they hold texts and secrets.
            exception_formatter=structlog.dev.plain_traceback,
        )
    )
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, hide_secrets, last],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                hide_secrets,
                last,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(logging.WARNING, getattr(logging, level)))


def get_logger(name: str) -> FilteringBoundLogger:
    """A logger for one module. Events are named in snake_case; facts go in keywords."""
    logger: FilteringBoundLogger = structlog.get_logger(module=name)
    return logger
