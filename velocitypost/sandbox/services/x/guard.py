"""Who calls X's API, whether the scopes suffice, and how often."""

from flask import Response, g, request

from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.services.x.limits import LIMITS, Limit
from velocitypost.sandbox.services.x.problems import plain
from velocitypost.sandbox.services.x.tokens import find_bearer
from velocitypost.sandbox.state import Sandbox

_READ = frozenset({"tweet.read", "users.read"})
_WRITE = _READ | {"tweet.write"}


class Guard:
    """Keeps what it finds out in Flask's `g`: account, app, allowance."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def authenticate(self) -> Response | None:
        """401 without a valid access token, 403 when it lacks a scope."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        bearer = find_bearer(self._sandbox, token) if scheme.lower() == "bearer" else None
        account = self._sandbox.accounts.find("x", bearer.account) if bearer else None
        if bearer is None or account is None:
            return plain(401).response()
        g.account, g.app = account, bearer.app
        if not _needed(g.operation) <= bearer.scopes:
            return plain(403).response()
        return None

    def limit(self) -> Response | None:
        """429 when the user's or the app's window is used up."""
        limits = LIMITS.get(g.operation)
        if limits is None:
            return None
        turned = self._sandbox.dials.limits().get(f"x {g.operation}", {})
        user = self._spend("user", g.account.id, turned, limits.user)
        if limits.app and not user.exceeded:
            day = self._spend("app", g.app, turned, limits.app)
            g.app_allowance = day
            if day.exceeded:
                g.allowance = user
                return plain(429).response()
        g.allowance = user
        return plain(429).response() if user.exceeded else None

    def _spend(self, whose: str, who: str, turned: dict[str, list[int]], usual: Limit) -> Allowance:
        requests, window_s = turned.get(whose, [usual.requests, usual.window_s])
        allowed = max(1, int(requests * self._sandbox.dials.number("rate_limit_factor")))
        return self._sandbox.rates.spend(f"x {g.operation} {whose} {who}", allowed, window_s)

    def tell(self, response: Response) -> Response:
        """Every answer says what is left."""
        for prefix, allowance in (("x-rate-limit", g.get("allowance")), ("x-app-limit-24hour", g.get("app_allowance"))):
            if allowance is not None:
                response.headers[f"{prefix}-limit"] = str(allowance.limit)
                response.headers[f"{prefix}-remaining"] = str(allowance.remaining)
                response.headers[f"{prefix}-reset"] = str(allowance.reset)
        return response


def _needed(operation: str) -> frozenset[str]:
    if "/2/media/" in operation:
        return frozenset({"media.write"})
    return _READ if operation.startswith("GET") else _WRITE
