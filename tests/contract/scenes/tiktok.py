"""TikTok before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="tiktok",
    host="open.tiktokapis.com",
    site="www.tiktok.com",
    account="mapleandrye",
    write="PUT /video/",
    read_posts="POST /v2/post/publish/status/fetch/",
    token_seconds=86_400,
    narrow_scope="user.info.basic,video.list",
    needs="video",
    options={"privacy": "PUBLIC_TO_EVERYONE"},
    tells_when=False,
    grows="video_views",
    described_by="tiktok.json",
    used=frozenset(
        {
            "GET v2/user/info/",
            "POST v2/post/publish/content/init/",
            "POST v2/post/publish/creator_info/query/",
            "POST v2/post/publish/status/fetch/",
            "POST v2/post/publish/video/init/",
            "POST v2/video/list/",
            "POST v2/video/query/",
        }
    ),
)
