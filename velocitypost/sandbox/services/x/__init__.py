"""The twin of X, from its documentation: https://docs.x.com"""

from collections.abc import Sequence

from flask import Blueprint

from velocitypost.sandbox.service import Service
from velocitypost.sandbox.services.x import api, consent, control, media, pages, posts, token_endpoint, tokens
from velocitypost.sandbox.services.x.limits import LIMITS
from velocitypost.sandbox.state import Sandbox


def _blueprints(sandbox: Sandbox) -> Sequence[Blueprint]:
    return [
        consent.blueprint(sandbox),
        token_endpoint.blueprint(sandbox),
        api.blueprint(sandbox),
        pages.blueprint(sandbox),
        control.blueprint(sandbox),
    ]


SERVICE = Service(
    key="x",
    name="X",
    host="x.com",
    schema=tokens.SCHEMA + posts.SCHEMA + media.SCHEMA,
    blueprints=_blueprints,
    timeline="/x.com/{handle}",
    operations=(*LIMITS, "POST /2/oauth2/token", "POST /2/oauth2/revoke"),
    begin=tokens.register_default_client,
    post_counts=pages.post_counts,
)
