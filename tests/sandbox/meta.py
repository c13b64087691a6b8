"""Calls the twins of Meta's services as an app would."""

from __future__ import annotations

import io
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
from PIL import Image

from tests.sandboxed import Sandbox, loopback_client

APP = ("velocitypost-sandbox", "velocitypost-sandbox-secret")


class GraphCaller:
    """One account's authorised calls to one host."""

    def __init__(self, sandbox: Sandbox, service: str, host: str, **token_request: Any) -> None:
        body = {"account": "mapleandrye", **token_request}
        answer = sandbox.control.post(f"/control/api/{service}/tokens", json=body)
        assert answer.status_code == 201, answer.text
        minted = answer.json()
        self.sandbox = sandbox
        self.service = service
        self.account: dict[str, str] = minted["account"]
        self.id = self.account["id"]
        self.token: str = minted["access_token"]
        self.client = loopback_client(f"{sandbox.url}/{host}", {"Authorization": f"Bearer {self.token}"})

    def __enter__(self) -> GraphCaller:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.client.close()

    def get(self, path: str, **parameters: Any) -> httpx2.Response:
        return self.client.get(path, params=parameters)

    def read(self, path: str, **parameters: Any) -> Any:
        """What had to be answered."""
        answer = self.get(path, **parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **form: Any) -> httpx2.Response:
        return self.client.post(path, data=form)

    def done(self, path: str, **form: Any) -> Any:
        """What had to be taken."""
        answer = self.post(path, **form)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def posts(self, account: str = "mapleandrye") -> list[dict[str, Any]]:
        """What the twin holds of apps' posts, oldest first."""
        answer = self.sandbox.control.get(f"/control/api/{self.service}/posts", params={"account": account})
        return [post for post in answer.json()["posts"] if not post["deleted"]]


def code_of(answer: httpx2.Response) -> str:
    """Code and subcode of a refusal, such as 190/463."""
    assert answer.status_code >= 400, answer.text
    error = answer.json()["error"]
    return f"{error['code']}/{error['error_subcode']}" if "error_subcode" in error else str(error["code"])


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 640)) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, kind)
    return content.getvalue()


def decide(http: httpx2.Client, path: str, asked: dict[str, Any], decision: str = "authorize") -> dict[str, list[str]]:
    """Presses a button on a consent page; what the app gets in its redirect."""
    answer = http.post(path, data={"account": "mapleandrye", **asked, "decision": decision})
    assert answer.status_code == 302, answer.text
    return parse_qs(urlsplit(answer.headers["location"]).query)
