"""Threads before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="threads",
    host="graph.threads.net/v1.0",
    site="www.threads.com",
    account="mapleandrye",
    write="POST /v1.0/:name/threads_publish",
    read_posts="GET /v1.0/:name",
    token_seconds=60 * 24 * 3600,
    narrow_scope="threads_basic",
    limit_step=60,
    described_by="threads.json",
    used=frozenset(
        {
            "DELETE v1.0/_",
            "GET v1.0/_",
            "GET v1.0/_/insights",
            "GET v1.0/_/replies",
            "GET v1.0/_/threads_publishing_limit",
            "GET v1.0/me",
            "GET v1.0/me/replies",
            "GET v1.0/me/threads",
            "GET v1.0/me/threads_insights",
            "POST v1.0/_/threads",
            "POST v1.0/_/threads_publish",
        }
    ),
)
