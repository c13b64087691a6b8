"""Mastodon before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="mastodon",
    host="mastodon.social",
    site="mastodon.social",
    account="mapleandrye",
    write="POST /api/v1/statuses",
    read_posts="GET /api/v1/accounts/:account_id/statuses",
    narrow_scope="read:statuses",
    repeats_safely=True,
    grows="likes",
)
