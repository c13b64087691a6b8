"""X before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="x",
    host="api.x.com",
    site="x.com",
    account="mapleandrye",
    write="POST /2/tweets",
    read_posts="GET /2/users/:user_id/tweets",
    token_seconds=7200,
    narrow_scope="tweet.read users.read",
    refuses_repetition=True,
    described_by="x.json",
    used=frozenset(
        {
            "DELETE 2/tweets/_",
            "GET 2/media/upload",
            "GET 2/tweets",
            "GET 2/tweets/search/recent",
            "GET 2/users/_/tweets",
            "GET 2/users/me",
            "POST 2/media/metadata",
            "POST 2/media/upload/_/append",
            "POST 2/media/upload/_/finalize",
            "POST 2/media/upload/initialize",
            "POST 2/tweets",
        }
    ),
)
