"""What every call to /rest must bring: a version that is alive, the protocol, lists and ids as Rest.li writes them.

https://learn.microsoft.com/en-us/linkedin/marketing/versioning
https://learn.microsoft.com/en-us/linkedin/shared/api-guide/concepts/protocol-version
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from flask import Response, g, request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.linkedin.answers import LinkedInAnswers
from velocitypost.sandbox.services.linkedin.rules import MAY_POST, roles_of
from velocitypost.sandbox.social.answers import Problem
from velocitypost.sandbox.social.kit import Kit

FIRST_VERSION = (2022, 6)
SUNSET_DAY = 15
_OWNER = re.compile(r"urn:li:(person|organization):([A-Za-z0-9_-]+)")


class Asking:
    """Reads requests, and refuses those that LinkedIn would not read."""

    def __init__(self, kit: Kit, answers: LinkedInAnswers) -> None:
        self._kit = kit
        self._answers = answers

    def check_headers(self) -> Response | None:
        """Before every view of /rest."""
        if not request.path.startswith("/api.linkedin.com/rest/"):
            return None
        version = request.headers.get("linkedin-version")
        if version is None:
            words = "A version must be present. Please specify a version by adding the LinkedIn-Version header."
            return self._answers.say(400, "VERSION_MISSING", words)
        if not self._is_active(version):
            return self._answers.say(426, "NONEXISTENT_VERSION", f"Requested version {version} is not active")
        if request.headers.get("x-restli-protocol-version") != "2.0.0":
            return self._answers.say(400, "ILLEGAL_ARGUMENT", "Rest.li protocol version 2.0.0 must be requested")
        return None

    def _is_active(self, version: str) -> bool:
        """Each month's version is out by its end, and ends in the middle of the same month a year later."""
        match = re.fullmatch(r"(20\d\d)(0[1-9]|1[0-2])", version)
        if match is None:
            return False
        year, month = int(match[1]), int(match[2])
        now = datetime.fromtimestamp(self._kit.sandbox.clock.now(), UTC)
        sunset = datetime(year + 1, month, SUNSET_DAY, tzinfo=UTC)
        return FIRST_VERSION <= (year, month) <= (now.year, now.month) and now < sunset

    def body(self) -> dict[str, Any]:
        """The JSON object that was sent."""
        try:
            found = json.loads(request.get_data())
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            words = "Request body could not be converted to data map"
            raise self._answers.problem(400, "ILLEGAL_ARGUMENT", words)
        return found

    def query(self, known: Iterable[str]) -> Mapping[str, str]:
        """The query's parameters; none may be unknown, and an id may not stand there bare."""
        unknown = set(request.args) - set(known)
        if unknown:
            words = f"Query parameter(s) {sorted(unknown)} not allowed"
            raise self._answers.problem(400, "QUERY_PARAM_NOT_ALLOWED", words)
        if b"urn:li:" in request.query_string:
            raise self._answers.bad_field(
                "PARAM_INVALID", "urn", "Invalid value for param; wrong type or other syntax error"
            )
        return request.args

    def listed(self, name: str) -> list[str]:
        """The members of `name=List(a,b)`: its brackets and commas stand bare, all else is encoded."""
        raw = next((p for p in request.query_string.decode().split("&") if p.startswith(f"{name}=")), "")
        match = re.fullmatch(r"List\((.*)\)", raw.partition("=")[2])
        if match is None:
            raise self._answers.bad_field(
                "PARAM_INVALID", name, "Invalid value for param; wrong type or other syntax error"
            )
        return [unquote(member) for member in match[1].split(",") if member]

    def page(self) -> tuple[int, int]:
        """Where the page begins, and how many it may hold."""
        try:
            start, count = int(request.args.get("start", 0)), int(request.args.get("count", 10))
        except ValueError:
            start, count = -1, 0
        if start < 0 or not 0 < count <= 100:
            raise self._answers.bad_field(
                "PARAM_INVALID", "count", "Invalid value for param; wrong type or other syntax error"
            )
        return start, count

    def owner(self, urn: object, path: str) -> tuple[str, Account]:
        """The kind and the account of an id for which the caller may act; raises 403 for others."""
        match = _OWNER.fullmatch(urn) if isinstance(urn, str) else None
        if match is None:
            raise self._answers.bad_field("INVALID_URN_TYPE", path, f"{urn} is not a person or an organization")
        kind, number = match[1], match[2]
        caller: Account = g.account
        account = self._kit.account(number)
        if kind == "person" and account is not None and account.id == caller.id:
            return kind, caller
        if kind == "organization" and account is not None and roles_of(caller).get(number) in MAY_POST:
            return kind, account
        words = f"Data Processing Exception while processing fields [{path}]"
        raise Problem(self._answers.say(403, "ACCESS_DENIED", words, serviceErrorCode=100))

    def need(self, scopes: Mapping[str, set[str]], kind: str) -> None:
        """Refuses a token without the scope that this kind of owner asks for."""
        if lacking := scopes[kind] - g.bearer.scopes:
            raise Problem(self._answers.lacking(frozenset(lacking)))

    def urn_of(self, account: Account) -> str:
        """A person's or an organization's id."""
        kind = "organization" if account.kind == "organization" else "person"
        return f"urn:li:{kind}:{account.id}"
