"""`/metrics` for Prometheus: the whole installation in numbers, without a name of anybody.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable
from ipaddress import ip_address
from itertools import accumulate

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from velocitypost.core.cache import CacheError
from velocitypost.core.log import get_logger
from velocitypost.publishing.tally import BOUNDS
from velocitypost.web.context import product
from velocitypost.web.problems import Problem

log = get_logger(__name__)
_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# A proxy on this machine makes the whole world look like this machine; it gives itself away by these.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")


def install(app: Flask) -> None:
    """Counts the requests of `app`, and shows the numbers to this machine and to who has `METRICS_TOKEN`."""
    registry = CollectorRegistry()
    registry.register(_Installation())
    _watch(app, registry)

    pages = Blueprint("metrics", __name__)

    @pages.get("/metrics")
    def read_metrics() -> Response:
        if not (_has_token(product().settings.metrics_token.get_secret_value()) or _is_this_machine()):
            raise Problem(
                "forbidden",
                "These numbers are shown to the machine itself, and to who sends METRICS_TOKEN as a bearer token.",
            )
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    app.register_blueprint(pages)


class _Installation(Collector):
    """Read from the database and Redis when asked."""

    def collect(self) -> Iterable[Metric]:
        """Raises `DatabaseError`. What Redis does not tell is left out."""
        yield self._queue()
        try:
            yield from self._told_by_the_workers()
        except CacheError as error:
            log.warning("metrics_incomplete", error=type(error).__name__)

    def describe(self) -> Iterable[Metric]:
        return ()  # to be registered must not need a database

    def _queue(self) -> Metric:
        depth = product().punctuality.depth()
        family = GaugeMetricFamily(
            "velocitypost_queue_publications", "Publications that wait now, by what they wait for.", labels=["waits"]
        )
        family.add_metric(["due"], depth.due)
        family.add_metric(["under_way"], depth.under_way)
        family.add_metric(["for_a_person"], depth.for_a_person)
        family.add_metric(["paused"], depth.paused)
        return family

    def _told_by_the_workers(self) -> Iterable[Metric]:
        tally = product().tally
        outcomes = CounterMetricFamily(
            "velocitypost_publications", "Publications that reached an outcome.", labels=["platform", "outcome"]
        )
        for (platform, outcome), count in sorted(tally.outcomes().items()):
            outcomes.add_metric([platform, outcome], count)
        lateness = HistogramMetricFamily(
            "velocitypost_lateness_seconds",
            "From the time that was promised (for what was sent now: the click) to the live post.",
            labels=["platform"],
        )
        for platform, times in sorted(tally.lateness().items()):
            names = [*(str(bound) for bound in BOUNDS), "+Inf"]
            lateness.add_metric(
                [platform], list(zip(names, accumulate(map(float, times.counts)), strict=True)), times.seconds
            )
        yield outcomes
        yield lateness
        since = tally.seconds_since_tick(product().clock.now())
        if since is not None:
            yield GaugeMetricFamily(
                "velocitypost_clockwork_seconds_since_tick", "Since the clockwork last looked for what is due.", since
            )


def _watch(app: Flask, registry: CollectorRegistry) -> None:
    requests = Counter(
        "velocitypost_http_requests",
        "Answers of the web process.",
        ["method", "route", "status"],
        registry=registry,
    )
    seconds = Histogram(
        "velocitypost_http_request_seconds",
        "Until the answer began.",
        ["method", "route"],
        registry=registry,
        buckets=_SECONDS,
    )

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def count(answer: Response) -> Response:
        method = request.method if request.method in _METHODS else "other"
        # The rule, never the address itself: ids would make a series each, and are nobody's business.
        route = request.url_rule.rule if request.url_rule else "none"
        requests.labels(method, route, str(answer.status_code)).inc()
        if "began" in g:
            seconds.labels(method, route).observe(time.perf_counter() - g.began)
        return answer


def _has_token(token: str) -> bool:
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    return bool(token) and scheme.lower() == "bearer" and hmac.compare_digest(sent.strip().encode(), token.encode())


def _is_this_machine() -> bool:
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
