"""Holds what a twin answers against the service's published description."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import jsonschema

from tests.sandboxed import loopback_client


class Described:
    """The answers that a description knows. `seen` are the operations whose answers were looked at."""

    def __init__(self, file: Path) -> None:
        self._description: dict[str, Any] = json.loads(file.read_text("utf-8"))
        self.seen: set[str] = set()

    def check(self, response: httpx2.Response, host: str) -> None:
        """Fails where the answer is not as described. Operations that the description leaves out are passed over."""
        path = response.request.url.path.removeprefix(f"/{host}")
        method = response.request.method.lower()
        for template, operations in self._description["paths"].items():
            if method in operations and _fits(path, template):
                self._hold(operations[method]["responses"], response)
                self.seen.add(f"{method.upper()} {template}")
                return

    def _hold(self, answers: dict[str, Any], response: httpx2.Response) -> None:
        said = answers.get(str(response.status_code)) or answers.get("default") or {}
        schema = said.get("content", {}).get("application/json", {}).get("schema")
        if schema is not None and response.content:
            whole = {"components": self._description["components"], "allOf": [schema]}
            jsonschema.Draft202012Validator(whole).validate(response.json())


def _fits(path: str, template: str) -> bool:
    parts, wanted = path.split("/"), template.split("/")
    return len(parts) == len(wanted) and all(w[:1] == "{" or w == p for w, p in zip(wanted, parts, strict=True))


def authorised(sandbox: Any, service: str, base: str, account: str = "mapleandrye", **details: Any) -> httpx2.Client:
    """A client with a token for an account. `details` go to the twin's control: scope, client_id, …"""
    minted = sandbox.control.post(f"/control/api/{service}/tokens", json={"account": account, **details})
    assert minted.status_code == 201, minted.text
    headers = {"authorization": f"Bearer {minted.json()['access_token']}"}
    return loopback_client(f"{sandbox.url}/{base}", headers)
