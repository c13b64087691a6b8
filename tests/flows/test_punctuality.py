"""The punctuality page's figures, and the same for Prometheus."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask_openapi.openapi import OpenAPI
from prometheus_client.parser import text_string_to_metric_families

from tests.flows.browser import Browser, problem
from tests.publications import published, scheduled
from velocitypost.core.clock import ManualClock
from velocitypost.publishing.model import PublicationChanged
from velocitypost.web.app import create_app
from velocitypost.wiring import Product

PATH = "/api/publishing/punctuality"
HERE = "127.0.0.1"
TOKEN = "m3Trics-4re-not-f0r-everybody"


@pytest.fixture
def app(product: Product) -> OpenAPI:
    """One with counts of its own."""
    return create_app(product, dist=Path("no-interface"))


def test_a_workspace_sees_its_own_figures_only(
    product: Product, owner: Browser, neighbour: Browser, clock: ManualClock
) -> None:
    earlier = clock.now() - timedelta(hours=1)
    mine, other = (browser.user["workspace"]["id"] for browser in (owner, neighbour))
    product.publications.insert([published(earlier, timedelta(seconds=n), workspace_id=mine) for n in (0, 5, 30, 7200)])
    product.publications.insert([published(earlier, timedelta(0), workspace_id=other)])
    product.publications.insert([scheduled(earlier, workspace_id=mine)])

    told = owner.get(f"{PATH}?days=7").get_json()

    total = told["total"]
    assert (told["days"], told["zone"], total["count"]) == (7, "Europe/London", 4)
    assert (total["within_1_second"], total["within_10_seconds"], total["within_60_seconds"]) == (0.25, 0.5, 0.75)
    assert (total["median_seconds"], total["p95_seconds"], total["worst_seconds"]) == (5, 7200, 7200)
    assert [interval["count"] for interval in total["histogram"]] == [1, 1, 1, 0, 0, 1]
    assert total["histogram"][1] == {"above_seconds": 1, "until_seconds": 10, "count": 1}
    assert total["histogram"][-1]["until_seconds"] is None
    assert [platform["platform"] for platform in told["platforms"]] == ["x"]
    assert [day["date"] for day in told["per_day"]][-1] == "2026-03-02"
    assert told["queue"] == {"due": 1, "under_way": 0, "waiting_for_a_person": 0, "paused": 0}


@pytest.mark.parametrize("days", ["0", "91", "many"])
def test_a_span_that_cannot_be_told_is_refused(owner: Browser, days: str) -> None:
    problem(owner.get(f"{PATH}?days={days}"), 422, "validation_failed")


def test_an_outcome_anywhere_shows_in_the_metrics(product: Product, stranger: Browser, clock: ManualClock) -> None:
    gone = published(clock.now(), timedelta(seconds=1.5), workspace_id="workspace_secret")
    product.events.publish(PublicationChanged.of(gone))
    product.publications.insert([scheduled(clock.now(), workspace_id="workspace_secret")])
    product.tally.note_tick(clock.now())
    clock.advance(3)
    stranger.get("/api/meta")

    told, text = _metrics(stranger)

    assert told["velocitypost_publications_total", ("published", "x")] == 1
    assert told["velocitypost_lateness_seconds_bucket", ("1.0", "x")] == 0
    assert told["velocitypost_lateness_seconds_bucket", ("2.0", "x")] == 1
    assert told["velocitypost_lateness_seconds_bucket", ("+Inf", "x")] == 1
    assert told["velocitypost_lateness_seconds_sum", ("x",)] == 1.5
    assert told["velocitypost_queue_publications", ("due",)] == 1
    assert told["velocitypost_clockwork_seconds_since_tick", ()] == 3
    assert told["velocitypost_http_requests_total", ("GET", "/api/meta", "200")] == 1
    assert told["velocitypost_http_request_seconds_count", ("GET", "/api/meta")] == 1
    assert "workspace" not in text


def test_ids_in_addresses_make_no_series_of_their_own(owner: Browser) -> None:
    owner.get("/api/posts/post_of_somebody")
    owner.get("/api/no/such/place")
    _, text = _metrics(owner)
    assert 'route="/api/posts/<post_id>"' in text
    assert "post_of_somebody" not in text
    assert "/no/such/place" not in text


def test_requests_that_are_turned_away_are_counted_and_timed_too(stranger: Browser) -> None:
    stranger.get("/api/posts")
    told, _ = _metrics(stranger)
    assert told["velocitypost_http_requests_total", ("GET", "/api/posts", "401")] == 1
    assert told["velocitypost_http_request_seconds_count", ("GET", "/api/posts")] == 1


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer "}, {"Authorization": "Bearer guessed"}])
def test_the_metrics_are_not_for_the_world(stranger: Browser, headers: dict[str, str]) -> None:
    problem(stranger.get("/metrics", headers=headers), 403, "forbidden")


def test_a_sign_in_does_not_open_the_metrics(owner: Browser) -> None:
    problem(owner.get("/metrics"), 403, "forbidden")


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_proxy_on_this_machine_does_not_make_the_world_local(stranger: Browser, name: str) -> None:
    stranger.address = HERE
    problem(stranger.get("/metrics", headers={name: "for=198.51.100.7"}), 403, "forbidden")


class TestWithToken:
    @pytest.fixture
    def variables(self, variables: dict[str, str]) -> dict[str, str]:
        return {**variables, "METRICS_TOKEN": TOKEN}

    def test_who_has_the_token_reads_the_metrics_from_anywhere(self, stranger: Browser) -> None:
        answer = stranger.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        assert answer.mimetype == "text/plain"

    def test_who_guesses_does_not(self, stranger: Browser) -> None:
        problem(stranger.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}x"}), 403, "forbidden")


class TestWithoutCache:
    @pytest.fixture
    def variables(self, variables: dict[str, str]) -> dict[str, str]:
        return {**variables, "REDIS_URL": "redis://127.0.0.1:9"}

    def test_what_the_database_tells_is_told_without_redis(self, stranger: Browser) -> None:
        told, _ = _metrics(stranger)
        assert told["velocitypost_queue_publications", ("due",)] == 0
        assert not any(name.startswith("velocitypost_lateness") for name, _ in told)


def _metrics(browser: Browser) -> tuple[dict[tuple[str, tuple[str, ...]], float], str]:
    """Each sample by its name and its labels' values in the order of the labels' names, and the text itself."""
    answer = browser.client.get("/metrics", environ_overrides={"REMOTE_ADDR": HERE})
    assert answer.status_code == 200, answer.text
    samples: dict[Any, float] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            samples[sample.name, tuple(value for _, value in sorted(sample.labels.items()))] = sample.value
    return samples, answer.text
