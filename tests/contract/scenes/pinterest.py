"""Pinterest before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="pinterest",
    host="api.pinterest.com",
    site="www.pinterest.com",
    account="mapleandrye",
    write="POST /v5/pins",
    read_posts="GET /v5/pins",
    token_seconds=2_592_000,
    narrow_scope="boards:read pins:read user_accounts:read",
    needs="image",
    options={"board": "1095232031239558"},
    one_alt=True,
    described_by="pinterest.json",
    used=frozenset(
        {
            "DELETE v5/pins/_",
            "GET v5/boards",
            "GET v5/media/_",
            "GET v5/pins",
            "GET v5/pins/_",
            "GET v5/user_account",
            "POST v5/media",
            "POST v5/pins",
        }
    ),
)
