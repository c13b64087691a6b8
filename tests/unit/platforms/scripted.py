"""A session that answers what a test has laid out, and keeps what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from velocitypost.contract.capabilities import Platform
from velocitypost.core.http import Response

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@dataclass
class Scripted:
    """`answers` are given in their order: a JSON value, or a whole `Response`."""

    platform: Platform
    answers: list[Any] = field(default_factory=list)
    facts: Mapping[str, Any] = field(default_factory=dict)
    now: datetime = NOON
    platform_user_id: str = "me"
    username: str = "bakery"
    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    @property
    def site_url(self) -> str:
        return self.platform.spec.site_url

    @property
    def writes(self) -> list[str]:
        """The paths of the calls that were marked as writes."""
        return [path for _, path, request in self.asked if request.get("writes")]

    def get(self, path: str, params: Mapping[str, str] | None = None) -> Any:
        return self.send("GET", path, params=params).json()

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        content: bytes | Callable[[], Iterable[bytes]] | None = None,
        headers: Mapping[str, str] | None = None,
        writes: bool = False,
        authorised: bool = True,
        **_more: Any,
    ) -> Response:
        request = {"params": params, "json": json, "form": form, "headers": headers, "writes": writes}
        self.asked.append((method, path, {**request, "content": content, "authorised": authorised}))
        given = self.answers.pop(0)
        response = given if isinstance(given, Response) else answer(given)
        if not response.ok:
            raise self.platform.read_error(response, writes=writes, now=self.now)
        return response


def answer(body: Any, status: int = 200, **headers: str) -> Response:
    """A JSON answer; `_` in a header's name stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, named, json.dumps(body).encode())
