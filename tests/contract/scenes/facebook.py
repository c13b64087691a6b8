"""A Facebook Page before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="facebook",
    host="graph.facebook.com/v26.0",
    site="www.facebook.com",
    account="mapleandryebakery",
    write="POST /:version/:name/feed",
    read_posts="GET /:version/:name/published_posts",
    narrow_scope="pages_show_list pages_read_engagement",
    refuses_repetition=True,
    limit_step=60,
    person={"account": "mapleandrye"},
    described_by="meta_graph.json",
    used=frozenset(
        {
            "GET v26.0/_/comments",
            "GET v26.0/_/insights",
            "GET v26.0/_/published_posts",
            "GET v26.0/me/accounts",
            "POST v26.0/_/comments",
            "POST v26.0/_/feed",
            "POST v26.0/_/photos",
            "POST v26.0/_/video_reels",
        }
    ),
)
