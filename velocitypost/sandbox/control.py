"""The control API: what a test or a benchmark turns, and the truth that it asks for afterwards."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest, NotFound

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.dials import checked
from velocitypost.sandbox.faults import KINDS
from velocitypost.sandbox.service import Service
from velocitypost.sandbox.state import Sandbox

API = "/control/api"
_FAULT_TYPES: dict[str, tuple[type, ...]] = {
    "times": (int, type(None)), "every": (int,), "probability": (int, float, type(None)), "seed": (int,),
    "account": (str, type(None)), "seconds": (int, float, type(None)), "status": (int, type(None)),
    "code": (str, type(None)), "reason": (str, type(None)), "retry_after": (int, type(None)),
}  # fmt: skip


def blueprint(sandbox: Sandbox, services: Sequence[Service]) -> Blueprint:
    """Everything below /control/api, and /health."""
    api = Blueprint("control_api", __name__)
    views = _Control(sandbox, services)
    api.get("/health")(views.health)
    api.get(f"{API}/faults")(views.list_faults)
    api.post(f"{API}/faults")(views.add_fault)
    api.delete(f"{API}/faults")(views.clear_faults)
    api.delete(f"{API}/faults/<int:fault_id>")(views.clear_fault)
    api.get(f"{API}/dials")(views.dials)
    api.patch(f"{API}/dials")(views.turn)
    api.post(f"{API}/clock")(views.advance)
    api.get(f"{API}/accounts")(views.accounts)
    api.post(f"{API}/accounts")(views.add_accounts)
    api.get(f"{API}/requests")(views.requests)
    api.get(f"{API}/mailbox")(views.mailbox)
    api.post(f"{API}/reset")(views.reset)
    return api


def body() -> dict[str, Any]:
    """The request's JSON object; 400 in words when it is none."""
    found = request.get_json(silent=True)
    if not isinstance(found, dict):
        raise BadRequest("Send a JSON object with content type application/json.")
    return found


def new_fault(sandbox: Sandbox, known: Sequence[str], given: dict[str, Any]) -> dict[str, Any]:
    """Check a fault and switch it on."""
    details = {name: value for name, value in given.items() if name not in ("service", "operation", "kind")}
    for name, value in details.items():
        if name not in _FAULT_TYPES:
            raise BadRequest(f"A fault has no {name!r}. It has: service, operation, kind, {', '.join(_FAULT_TYPES)}.")
        if not isinstance(value, _FAULT_TYPES[name]) or isinstance(value, bool):
            raise BadRequest(f"{name} has the wrong type.")
    kind, service = given.get("kind"), given.get("service", "*")
    if kind not in KINDS:
        raise BadRequest(f"kind must be one of {', '.join(KINDS)}.")
    if service not in ("*", *known):
        raise BadRequest(f"There is no twin called {service!r}.")
    times = details.get("times", 1)
    if details.get("every", 1) < 1 or (times is not None and times < 1):
        raise BadRequest("every and times must be 1 or more; times null means until cleared.")
    if not 400 <= (details.get("status") or 400) <= 599:
        raise BadRequest("status must be 400 to 599.")
    if not 0 <= (details.get("seconds") or 0) <= 86_400 or not 0 <= (details.get("probability") or 0) <= 1:
        raise BadRequest("seconds must be 0 to 86400, probability 0 to 1.")
    return sandbox.faults.add(service, str(given.get("operation", "*")), kind, **details).shown()


class _Control:
    def __init__(self, sandbox: Sandbox, services: Sequence[Service]) -> None:
        self._sandbox = sandbox
        self._services = services
        self._known = tuple(service.key for service in services)

    def health(self) -> Response:
        return jsonify(status="ok", services=self._known, requests=self._sandbox.journal.count)

    def list_faults(self) -> Response:
        return jsonify(faults=[fault.shown() for fault in self._sandbox.faults.listed()])

    def add_fault(self) -> tuple[Response, int]:
        return jsonify(new_fault(self._sandbox, self._known, body())), 201

    def clear_faults(self) -> Response:
        return jsonify(cleared=self._sandbox.faults.clear())

    def clear_fault(self, fault_id: int) -> Response:
        cleared = self._sandbox.faults.clear(fault_id)
        if not cleared:
            raise NotFound(f"There is no fault {fault_id}.")
        return jsonify(cleared=cleared)

    def dials(self) -> Response:
        return jsonify(self._sandbox.dials.shown())

    def turn(self) -> Response:
        given = body()
        limits = given.pop("rate_limits", None)
        try:
            turned = {name: checked(name, value) for name, value in given.items()}
        except ValueError as reason:
            raise BadRequest(str(reason)) from None
        if limits is not None:
            self._sandbox.dials.turn("rate_limits", _checked_limits(limits))
            self._sandbox.rates.clear()
        turn_dials(self._sandbox, turned)
        return self.dials()

    def advance(self) -> Response:
        seconds = body().get("advance_seconds")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= 4e8:
            raise BadRequest("advance_seconds must be a number of seconds, 0 or more; time does not run back.")
        self._sandbox.clock.advance(seconds)
        return jsonify(now=self._sandbox.clock.now())

    def accounts(self) -> Response:
        service = request.args.get("service", self._known[0])
        return jsonify(accounts=[_shown(account) for account in self._sandbox.accounts.listed(service)])

    def add_accounts(self) -> tuple[Response, int]:
        given = body()
        several = given.get("accounts", [given])
        if not isinstance(several, list) or not all(isinstance(one, dict) for one in several):
            raise BadRequest("accounts must be a list of objects.")
        made = [self._account(one) for one in several]
        self._sandbox.accounts.add(made)
        return jsonify(accounts=[_shown(account) for account in made]), 201

    def _account(self, given: dict[str, Any]) -> Account:
        plain = given.get("handle")
        if not isinstance(plain, str) or not plain.isidentifier() or not plain.isascii() or len(plain) > 15:
            raise BadRequest("An account needs a handle: 1 to 15 letters, digits and _, not beginning with a digit.")
        key = str(given.get("service", self._known[0]))
        service = next((one for one in self._services if one.key == key), None)
        if service is None:
            raise BadRequest(f"There is no twin called {key!r}.")
        kind = str(given.get("kind", service.kinds[0] if service.kinds else "owner"))
        if kind not in ("owner", *service.kinds):
            raise BadRequest(f"{service.name} has accounts of these kinds: {', '.join(service.kinds)}.")
        followers, following = given.get("followers", 500), given.get("following", 100)
        if not all(type(size) is int and 0 <= size < 10**9 for size in (followers, following)):
            raise BadRequest("followers and following must be whole numbers.")
        now_ms = self._sandbox.clock.now_ms()
        handle, bio = service.naming.handle(plain), str(given.get("bio", ""))
        number, name = service.naming.account_id(key, handle), str(given.get("name", plain))
        return Account(key, number, handle, name, bio, followers, following, kind, now_ms)

    def requests(self) -> Response:
        limit = request.args.get("limit", 200, int)
        return jsonify(count=self._sandbox.journal.count, requests=self._sandbox.journal.last(limit))

    def mailbox(self) -> Response:
        mails = self._sandbox.mailbox.listed(request.args.get("to"), request.args.get("limit", 100, int))
        return jsonify(mails=[mail.shown() for mail in mails])

    def reset(self) -> Response:
        reset(self._sandbox, self._services)
        return jsonify(status="fresh")


def turn_dials(sandbox: Sandbox, turned: dict[str, float]) -> None:
    """Set dials that were checked; the audience's speed takes effect from now on."""
    for name, value in turned.items():
        if name == "audience_speed":
            sandbox.clock.set_audience_speed(value)
        else:
            sandbox.dials.turn(name, value)


def reset(sandbox: Sandbox, services: Sequence[Service]) -> None:
    """Back to the first day: no posts, tokens, mails or faults; the ready accounts; the dials' defaults."""
    sandbox.faults.clear()
    sandbox.store.wipe()
    sandbox.dials.load()
    sandbox.clock.start()
    sandbox.rates.clear()
    sandbox.journal.clear()
    for service in services:
        service.prepare(sandbox)


def _checked_limits(limits: Any) -> dict[str, dict[str, list[int]]]:
    form = 'rate_limits looks like {"x POST /2/tweets": {"user": [100, 900], "app": [10000, 86400]}}'
    if not isinstance(limits, dict):
        raise BadRequest(form)
    for each in limits.values():
        if not isinstance(each, dict) or not set(each) <= {"user", "app"}:
            raise BadRequest(form)
        for pair in each.values():
            if not isinstance(pair, list) or len(pair) != 2 or not all(type(n) is int and n > 0 for n in pair):
                raise BadRequest(form)
    return limits


def _shown(account: Account) -> dict[str, Any]:
    return {name: getattr(account, name) for name in Account.__slots__}
