"""Bluesky before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="bluesky",
    host="bsky.social",
    site="bsky.app",
    account="mapleandrye.bsky.social",
    write="POST /xrpc/com.atproto.repo.putRecord",
    read_posts="GET /xrpc/com.atproto.repo.getRecord",
    token_seconds=7200,
    repeats_safely=True,
    fillers=("é", "日", "👍🏽", "e\u0301"),
    grows="likes",
)
