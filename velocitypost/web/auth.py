"""Nobody gets past here unasked: every operation needs a sign-in, but for those listed as public."""

from __future__ import annotations

import hmac

from flask import Flask, Request, Response, request

from velocitypost.accounts.errors import NotSignedIn
from velocitypost.accounts.model import Keys, Viewer
from velocitypost.web import limits
from velocitypost.web.context import product, sign_in_as
from velocitypost.web.problems import Problem

ACCESS_COOKIE = "vp_access"
REFRESH_COOKIE = "vp_refresh"
CSRF_COOKIE = "vp_csrf"
CSRF_HEADER = "X-CSRF-Token"
REFRESH_PATH = "/api/auth"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_GUARDED = ("/api/", "/media/")
_COUNTED = "/api/"  # the files of one page are many

# By endpoint (`blueprint.view`). Everything else below `/api/` and `/media/` needs a sign-in.
PUBLIC = frozenset(
    {
        "meta.read_meta",
        "platforms.list_platforms",  # the landing page shows what works here
        "description.read_openapi",
        "description.read_docs",
        "description.read_style",
        "auth.register",
        "auth.sign_in",
        "auth.refresh",
        "auth.verify_email",
        "auth.forgot_password",
        "auth.reset_password",
        "shared.fetch_shared",  # its address is its permission
    }
)


def guard(app: Flask) -> None:
    """Sets the guard before every request of `app`. It counts who comes, too: `limits` says how often one may."""
    app.before_request(_require_viewer)


def _require_viewer() -> None:
    if request.url_rule is None or not request.path.startswith(_GUARDED):
        return
    try:
        viewer = _let_in()
    except (NotSignedIn, Problem):
        _count(None)
        raise
    if viewer is not None:
        sign_in_as(viewer)
    _count(viewer)


def _count(viewer: Viewer | None) -> None:
    if not request.path.startswith(_COUNTED):
        return
    if viewer is not None:
        limits.count_user(viewer.user_id)
    else:
        limits.count_visitor()


def _let_in() -> Viewer | None:
    """Who asks; None where it is open to everyone. Raises what tells why somebody may not."""
    if request.method not in _SAFE_METHODS and request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise _forged()
    if request.endpoint in PUBLIC:
        return None
    if bearer := _bearer(request):
        return product().sessions.authenticate(bearer)
    if not (cookie := request.cookies.get(ACCESS_COOKIE)):
        raise NotSignedIn("Sign in to go on.")
    viewer = product().sessions.authenticate(cookie)
    if request.method not in _SAFE_METHODS:
        _require_proof(viewer.session_id)
    return viewer


def _bearer(request: Request) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _require_proof(session_id: str) -> None:
    sent, kept = request.headers.get(CSRF_HEADER, ""), request.cookies.get(CSRF_COOKIE, "")
    same = hmac.compare_digest(sent.encode(), kept.encode())
    if not (sent and same and product().forgery_proof.holds(sent, session_id)):
        raise _forged()


def _forged() -> Problem:
    return Problem(
        "csrf_failed",
        "Load the page again and repeat what you did. Nothing was changed. "
        f"Programs: send a bearer token, or the cookie {CSRF_COOKIE} as the header {CSRF_HEADER}.",
    )


def give_keys(answer: Response, keys: Keys) -> Response:
    """Puts the session's cookies on the answer."""
    secure = product().settings.base_url.startswith("https://")
    answer.set_cookie(
        ACCESS_COOKIE, keys.access_token, max_age=keys.access_seconds, httponly=True, samesite="Lax", secure=secure
    )
    answer.set_cookie(
        REFRESH_COOKIE,
        keys.refresh_token,
        max_age=keys.refresh_seconds,
        path=REFRESH_PATH,
        httponly=True,
        samesite="Strict",
        secure=secure,
    )
    answer.set_cookie(
        CSRF_COOKIE,
        product().forgery_proof.make(keys.session.id),
        max_age=keys.refresh_seconds,
        samesite="Strict",
        secure=secure,
    )
    return answer


def take_keys(answer: Response) -> Response:
    """Removes the session's cookies."""
    answer.delete_cookie(ACCESS_COOKIE, httponly=True, samesite="Lax")
    answer.delete_cookie(REFRESH_COOKIE, path=REFRESH_PATH, httponly=True, samesite="Strict")
    answer.delete_cookie(CSRF_COOKIE, samesite="Strict")
    return answer
