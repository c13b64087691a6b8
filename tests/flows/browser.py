"""A browser, as far as the API sees one: it keeps cookies and repeats the value against forgery."""

from __future__ import annotations

import itertools
from typing import Any

from flask_openapi.openapi import OpenAPI
from werkzeug.test import TestResponse

PASSWORD = "Sup3r!Secret"
_numbers = itertools.count(1)


class Browser:
    """`user` is whoever is signed in here."""

    def __init__(self, app: OpenAPI, *, address: str = "203.0.113.7") -> None:
        self.client = app.test_client()
        self.address = address
        self.user: dict[str, Any] = {}
        self.access_token = ""

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.ask("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.ask("POST", path, json={} if json is None and not options else json, **options)

    def patch(self, path: str, json: Any) -> TestResponse:
        return self.ask("PATCH", path, json=json)

    def delete(self, path: str) -> TestResponse:
        return self.ask("DELETE", path)

    def ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **options: Any) -> TestResponse:
        headers = {"User-Agent": "A browser", **(headers or {})}
        if proof := self.cookie("vp_csrf"):
            headers.setdefault("X-CSRF-Token", proof)
        options |= {"headers": headers, "environ_overrides": {"REMOTE_ADDR": self.address}, "buffered": True}
        return self.client.open(path, method=method, **options)

    def cookie(self, name: str) -> str | None:
        path = "/api/auth" if name == "vp_refresh" else "/"
        found = self.client.get_cookie(name, path=path)
        return found.value if found else None

    def register(self, **changes: Any) -> TestResponse:
        form = {
            "name": "Ada Lovelace",
            "email": f"ada{next(_numbers)}@example.com",
            "password": PASSWORD,
            "plan_type": "free",
            "terms_accepted": True,
            "time_zone": "Europe/London",
        }
        return self._remember(self.post("/api/auth/register", {**form, **changes}))

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        return self._remember(self.post("/api/auth/login", {"email": email, "password": password}))

    def _remember(self, answer: TestResponse) -> TestResponse:
        if answer.status_code < 300 and answer.json:
            self.user, self.access_token = answer.json["user"], answer.json["access_token"]
        return answer


def problem(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    """The problem that the answer is; fails if it is another one, or not one by RFC 9457."""
    body: dict[str, Any] = answer.get_json(force=True)
    assert (answer.status_code, body.get("code")) == (status, code), body
    assert answer.mimetype == "application/problem+json"
    assert body["status"] == status
    assert body["type"] == f"/problems/{code}"
    assert body["title"]
    assert body["detail"]
    return body


def faulty_fields(body: dict[str, Any]) -> set[str]:
    """The fields that a problem complains about."""
    return {fault["field"] for fault in body.get("errors", [])}
