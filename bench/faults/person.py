"""A person before the product: writes, schedules, sends, looks, and presses the button again when it did not answer."""

from __future__ import annotations

import io
import time
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx2
from PIL import Image

from bench.faults.house import House, password
from bench.faults.reckoning import Part
from velocitypost.core.ids import new_id

PATIENCE_SECONDS = 60.0
_AGAIN_AFTER_SECONDS = 0.25
_PAGE = 100


class GaveUp(RuntimeError):
    """The product did not answer as it should for a whole minute."""


@dataclass
class Person:
    """Somebody with a workspace of their own."""

    house: House
    email: str = field(default_factory=lambda: f"{new_id('ann')}@example.com")
    password: str = field(default_factory=password)
    picture_id: str = ""
    client: httpx2.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx2.Client(base_url=self.house.url, timeout=15)
        terms = {"plan_type": "agency", "terms_accepted": True}
        body = {"name": "Ann", "email": self.email, "password": self.password, **terms}
        self._sign_in("/api/auth/register", body)
        self.picture_id = self._upload()

    def connect(self, handle: str) -> str:
        """Makes an account at the twin and connects it; gives the connection's id."""
        with self.house.control() as control:
            control.post("/control/api/accounts", json={"handle": handle}).raise_for_status()
            url = self._ask("GET", "/api/oauth/auth-url/x").json()["auth_url"]
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
            consent = control.post(url.split("?")[0], data={**query, "account": handle, "decision": "authorize"})
        back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(consent.headers["location"]).query))
        body = {"state": back["state"], "code": back["code"]}
        answer = self._ask("POST", "/api/oauth/callback/x", json=body)
        connection_id: str = answer.json()["connection"]["id"]
        return connection_id

    def write(self, connection_id: str, texts: Sequence[str], *, picture: bool = False) -> str:
        """A draft; more than one text makes a thread. With an id of its own it is safe to ask for it again."""
        body = {
            "id": new_id("post"),
            "text": texts[0],
            "connection_ids": [connection_id],
            "follow_ups": [{"text": text} for text in texts[1:]],
            "media": [{"media_id": self.picture_id, "alt": "A plain colour"}] if picture else [],
        }
        post_id: str = self._ask("POST", "/api/posts", json=body).json()["post"]["id"]
        return post_id

    def schedule(self, post_id: str, at: datetime) -> None:
        """For an instant (UTC)."""
        local = at.replace(tzinfo=None).isoformat()
        self._ask("POST", f"/api/posts/{post_id}/schedule", json={"local": local, "zone": "UTC"})

    def send_now(self, post_id: str) -> None:
        """Presses the button until the product says that it goes out, or that it is out already."""
        self._ask("POST", f"/api/posts/{post_id}/publish", json={})

    def look(self, post_ids: Sequence[str]) -> list[Part]:
        """Where everything of these posts stands. Raises `httpx2.HTTPError` while the product is away."""
        wanted, found = set(post_ids), []
        cursor = ""
        while wanted:
            query = {"limit": _PAGE, **({"cursor": cursor} if cursor else {})}
            answer = self._once("GET", "/api/posts", params=query).raise_for_status().json()
            for post in answer["posts"]:
                if post["id"] in wanted:
                    wanted.discard(post["id"])
                    found += _parts(post)
            cursor = answer["next_cursor"]
            if not cursor:
                break
        if wanted:
            raise GaveUp(f"posts that were written are gone: {sorted(wanted)}")
        return found

    def _upload(self) -> str:
        picture = io.BytesIO()
        Image.new("RGB", (64, 48), "teal").save(picture, "PNG")
        files = {"file": ("teal.png", picture.getvalue(), "image/png")}
        answer = self.client.post("/api/media", files=files, data={"alt": "Teal"}).raise_for_status()
        media_id: str = answer.json()["media"]["id"]
        return media_id

    def _ask(self, method: str, path: str, **request: Any) -> httpx2.Response:
        deadline, last = time.monotonic() + PATIENCE_SECONDS, ""
        while time.monotonic() < deadline:
            try:
                answer = self._once(method, path, **request)
            except httpx2.TransportError as error:
                last = repr(error)
                time.sleep(_AGAIN_AFTER_SECONDS)
                continue
            if answer.is_success or _is_out(answer):
                return answer
            if answer.status_code < 500 and answer.status_code != 409:
                raise GaveUp(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
            last = f"{answer.status_code} {answer.text[:300]}"
            time.sleep(_AGAIN_AFTER_SECONDS)
        raise GaveUp(f"{method} {path} was asked for a minute; last: {last}")

    def _once(self, method: str, path: str, **request: Any) -> httpx2.Response:
        answer = self.client.request(method, path, **request)
        if answer.status_code == 401:
            self._sign_in("/api/auth/login", {"email": self.email, "password": self.password})
            answer = self.client.request(method, path, **request)
        return answer

    def _sign_in(self, path: str, body: dict[str, Any]) -> None:
        answer = self.client.post(path, json=body, headers={"authorization": ""}).raise_for_status()
        self.client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        self.client.cookies.clear()


def _is_out(answer: httpx2.Response) -> bool:
    return answer.status_code == 409 and answer.json().get("code") == "already_published"


def _parts(post: dict[str, Any]) -> list[Part]:
    rows = sorted(post["publications"], key=lambda row: row["position"])
    return [
        Part(
            row["text"],
            row["state"],
            row["hold"]["code"] if row["hold"] else None,
            row["platform_post_id"],
            rows[place - 1]["text"] if place else None,
        )
        for place, row in enumerate(rows)
    ]
