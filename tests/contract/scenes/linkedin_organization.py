"""LinkedIn for an organisation, before its twin."""

from __future__ import annotations

from tests.contract.scenes._scene import Scene

SCENE = Scene(
    service="linkedin",
    host="api.linkedin.com",
    site="www.linkedin.com",
    account="maple-and-rye",
    write="POST /rest/posts",
    read_posts="GET /rest/posts",
    token_seconds=5_184_000,
    narrow_scope="r_organization_social rw_organization_admin",
    tells_when=False,
    refuses_repetition=True,
    described_by="linkedin.json",
    used=frozenset(
        {
            "DELETE rest/posts/_",
            "GET rest/images/_",
            "GET rest/organizationAcls",
            "GET rest/organizationalEntityShareStatistics",
            "GET rest/organizations",
            "GET rest/organizations/_",
            "GET rest/posts",
            "GET rest/socialActions/_/comments",
            "POST rest/documents",
            "POST rest/images",
            "POST rest/posts",
            "POST rest/socialActions/_/comments",
            "POST rest/videos",
        }
    ),
)
