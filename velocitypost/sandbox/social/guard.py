"""Who calls a service's API, whether the scopes suffice, and how often."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.rates import Allowance
from velocitypost.sandbox.social.answers import Answers, Problem
from velocitypost.sandbox.social.tokens import Tokens
from velocitypost.sandbox.state import Sandbox

ANYBODY: frozenset[str] = frozenset({"(anybody)"})


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in a window of so many seconds. `whose` is "user", "app" or "all".

    Operations that name the same `bucket` share it; without a name each operation has its own.
    """

    requests: int
    window_s: int
    whose: str = "user"
    bucket: str = ""
    cost: int = 1


def bearer_header() -> str | None:
    """The token of `Authorization: Bearer …`, as most services want it."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def bearer_or_query() -> str | None:
    """The same, or the parameter `access_token`, as Meta's services take it."""
    return bearer_header() or request.values.get("access_token")


def _no_limits(_operation: str) -> tuple[Limit, ...]:
    return ()


@dataclass(frozen=True)
class Guard:
    """Keeps what it finds out in Flask's `g`: account, app, bearer, allowances.

    `needs` gives the scopes that an operation ("POST /api/v1/statuses") asks for; `ANYBODY` lets it pass without a
    token, but a token that is sent must be good. `kind` of token an operation takes; `implied` adds to a token's
    scopes those that they include.
    """

    sandbox: Sandbox
    tokens: Tokens
    answers: Answers
    needs: Callable[[str], frozenset[str]]
    limits: Callable[[str], tuple[Limit, ...]] = _no_limits
    read_token: Callable[[], str | None] = bearer_header
    kind: Callable[[str], str] = lambda _operation: "access"
    implied: Callable[[frozenset[str]], frozenset[str]] = lambda scopes: scopes

    def blueprint(self, name: str) -> Blueprint:
        """A blueprint whose every view is behind the gate and this guard, and may raise `Problem`."""
        api = Blueprint(f"{self.tokens.service}_{name}", __name__)
        Gate(self.sandbox, self.tokens.service, self.answers, self.authenticate, self.limit).guard(api)
        api.after_request(self.tell)
        api.register_error_handler(Problem, lambda problem: problem.response)
        return api

    def authenticate(self) -> Response | None:
        """Refuses without a live token, or when it lacks a scope."""
        needed, token = self.needs(g.operation), self.read_token()
        if token is None:
            return None if needed == ANYBODY else self.answers.unauthorised("missing")
        bearer = self.tokens.find(token, self.kind(g.operation))
        account = self.sandbox.accounts.find(self.tokens.service, bearer.account) if bearer else None
        if bearer is None or account is None:
            return self.answers.unauthorised("unknown")
        g.account, g.app, g.bearer, g.token = account, bearer.app, bearer, token
        if bearer.ended:
            return self.answers.unauthorised("revoked")
        if not bearer.live(self.sandbox.clock.now()):
            return self.answers.unauthorised("expired")
        lacking = needed - ANYBODY - self.implied(bearer.scopes)
        return self.answers.lacking(lacking) if lacking else None

    def limit(self) -> Response | None:
        """Refuses when a window is used up."""
        spent: list[tuple[str, Allowance]] = []
        g.allowances = spent
        turned = self.sandbox.dials.limits().get(f"{self.tokens.service} {g.operation}", {})
        for limit in self.limits(g.operation):
            allowance = self._spend(limit, turned)
            spent.append((limit.bucket or limit.whose, allowance))
            if allowance.exceeded:
                return self.answers.too_many(allowance)
        return None

    def _spend(self, limit: Limit, turned: dict[str, list[int]]) -> Allowance:
        requests, window_s = turned.get(limit.whose, [limit.requests, limit.window_s])
        account = g.get("account")
        who = {"user": account.id if account else request.remote_addr, "app": g.get("app")}.get(limit.whose, "")
        allowed = max(1, int(requests * self.sandbox.dials.number("rate_limit_factor")))
        window = f"{self.tokens.service} {limit.bucket or g.operation} {limit.whose} {who}"
        return self.sandbox.rates.spend(window, allowed, window_s, limit.cost)

    def tell(self, response: Response) -> Response:
        """Every answer says what is left."""
        for name, value in self.answers.rate_headers(g.get("allowances", ())).items():
            response.headers.setdefault(name, value)
        return response
