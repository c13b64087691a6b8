"""Instagram, by Facebook Login, before the twins of both."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="instagram_facebook",
    faults_at="facebook",
    host="graph.facebook.com/v26.0",
    site="www.instagram.com",
    account="mapleandrye",
    write="POST /:version/:name/media_publish",
    read_posts="GET /:version/:name",
    narrow_scope="instagram_basic pages_read_engagement",
    needs="image",
    limit_step=60,
    person={"person": "mapleandrye"},
    described_by="meta_graph.json",
    used=frozenset(
        {
            "GET v26.0/_/comments",
            "GET v26.0/_/content_publishing_limit",
            "GET v26.0/_/insights",
            "GET v26.0/_/media",
            "GET v26.0/me/accounts",
            "POST v26.0/_/comments",
            "POST v26.0/_/media",
            "POST v26.0/_/media_publish",
        }
    ),
)
