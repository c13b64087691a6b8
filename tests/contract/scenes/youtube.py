"""YouTube before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="youtube",
    host="youtube.googleapis.com",
    site="www.youtube.com",
    account="mapleandrye",
    write="PUT /upload/youtube/v3/videos",
    read_posts="PUT /upload/youtube/v3/videos (status)",
    token_seconds=3599,
    narrow_scope="https://www.googleapis.com/auth/youtube.readonly",
    needs="video",
    options={"title": "Bread, step by step"},
    refuses_signs="<>",
    tells_when=False,
    grows="video_views",
    described_by="youtube.json",
    used=frozenset(
        {
            "DELETE youtube/v3/videos",
            "GET youtube/v3/channels",
            "GET youtube/v3/commentThreads",
            "GET youtube/v3/playlists",
            "GET youtube/v3/videos",
            "POST upload/youtube/v3/thumbnails/set",
            "POST upload/youtube/v3/videos",
            "POST youtube/v3/commentThreads",
            "POST youtube/v3/playlistItems",
            "PUT upload/youtube/v3/videos",
        }
    ),
)
