"""Instagram, by Instagram Login, before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="instagram",
    host="graph.instagram.com/v26.0",
    site="www.instagram.com",
    account="mapleandrye",
    write="POST /:version/:name/media_publish",
    read_posts="GET /:version/:name",
    token_seconds=60 * 24 * 3600,
    narrow_scope="instagram_business_basic",
    needs="image",
    limit_step=60,
)
