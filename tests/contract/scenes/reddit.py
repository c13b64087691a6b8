"""Reddit before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="reddit",
    host="oauth.reddit.com",
    site="www.reddit.com",
    account="mapleandrye",
    write="POST /api/submit",
    read_posts="GET /user/:username/submitted",
    token_seconds=86_400,
    narrow_scope="identity read",
    options={"title": "From the oven", "subreddit": "r/Breadit"},
    grows="likes",
    described_by="reddit.json",
    used=frozenset(
        {
            "GET api/info",
            "GET api/v1/me",
            "GET comments/_",
            "GET r/Breadit/api/_",
            "GET user/mapleandrye/submitted",
            "POST api/comment",
            "POST api/del",
            "POST api/media/asset.json",
            "POST api/submit",
        }
    ),
)
