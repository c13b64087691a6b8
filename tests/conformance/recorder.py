"""Looks over the shoulder of everything that leaves, and holds it against the services' published descriptions."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2

# Which description covers a service's host, and the address that the description itself gives.
DESCRIBED = {
    "api.x.com": "x.json",
    "youtube.googleapis.com": "youtube.json",
    "open.tiktokapis.com": "tiktok.json",
    "oauth.reddit.com": "reddit.json",
    "api.linkedin.com": "linkedin.json",
    "api.pinterest.com": "pinterest.json",
    "graph.facebook.com": "meta_graph.json",
    "graph.threads.net": "threads.json",
    "api.mistral.ai": "mistral.json",
    "api.groq.com": "groq.json",
    "api.openai.com": "openai.json",
}
# Hosts that answer the same as another for what they are for.
SAME_AS = {"graph-video.facebook.com": "graph.facebook.com"}
# Operations of a service that its description, which is trimmed, leaves out.
LEFT_OUT = {
    "meta_graph.json": {
        "GET v26.0/me",
        "GET v26.0/[0-9]*",
        "DELETE v26.0/[0-9]*",
        "POST v26.0/*/photo_stories",
        "POST v26.0/*/video_stories",
        "GET v26.0/*/stories",
    },
    "youtube.json": {"GET youtube/v3/playlistItems", "DELETE youtube/v3/comments"},
    "reddit.json": {"GET subreddits/mine/subscriber", "POST api/submit_gallery_post.json"},
    # The analytics' metrics are described as of one of two lists that share most of their members: none of those fits.
    "pinterest.json": {"GET v5/boards/*/sections", "GET v5/pins/*/analytics"},
    "linkedin.json": {
        "GET rest/videos/*",
        "GET rest/documents/*",
        "GET rest/people",
        "GET rest/organizationsLookup",
        "GET rest/networkSizes/*",
        "POST rest/socialMetadata/*",
        "DELETE rest/socialActions/*/comments/*",
    },
}
# Parameters that came after the description.
NEWER = {"meta_graph.json": ("is_paid_partnership", "is_ai_generated")}


@cache
def description(folder: Path, name: str) -> Any:
    """The service's description, ready to check requests against."""
    spec = importlib.util.spec_from_file_location("conformance", folder / "conformance.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("conformance", module)
    spec.loader.exec_module(module)
    return module.Spec.load(str(folder / name))


class LookingTransport(httpx2.BaseTransport):
    """Sends as usual, and notes each request under the address it would have had outside the sandbox.

    `elsewhere` is a door to which everything goes instead.
    """

    def __init__(self, specs: Path | None) -> None:
        self._inner = httpx2.HTTPTransport(verify=False)
        self._specs = specs
        self.elsewhere: tuple[str, int] | None = None
        self.faults: list[str] = []
        self.seen: Counter[str] = Counter()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self._look(request)
        if self.elsewhere is not None:
            host, port = self.elsewhere
            request.url = request.url.copy_with(host=host, port=port)
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()

    def _look(self, request: httpx2.Request) -> None:
        host, _, path = urlsplit(str(request.url)).path.lstrip("/").partition("/")
        host = SAME_AS.get(host, host)
        if self._specs is None or host not in DESCRIBED:
            return
        if any(_fits(f"{request.method} {path}", left) for left in LEFT_OUT.get(DESCRIBED[host], ())):
            return
        query = request.url.query.decode()
        url = f"https://{host}/{path}" + (f"?{query}" if query else "")
        headers = {name.lower(): value for name, value in request.headers.items()}
        found = description(self._specs, DESCRIBED[host]).check(request.method, url, headers, request.content)
        self.seen[f"{DESCRIBED[host]} {request.method} {path.split('?')[0]}"] += 1
        newer = NEWER.get(DESCRIBED[host], ())
        self.faults += [f"{request.method} {url}: {one}" for one in found if not any(name in one for name in newer)]


def _fits(operation: str, pattern: str) -> bool:
    """Part by part: a star stands for one part of a path."""
    parts, wanted = operation.split("/"), pattern.split("/")
    return len(parts) == len(wanted) and all(fnmatchcase(part, want) for part, want in zip(parts, wanted, strict=True))


def described_on(folder: Path, name: str) -> str:
    """The version that a description gives itself."""
    return str(json.loads((folder / name).read_text())["info"].get("version", "?"))


def titled(folder: Path, name: str) -> str:
    """What a description calls itself."""
    return str(json.loads((folder / name).read_text())["info"].get("title", name))


def without_ids(seen: str) -> str:
    """Parts of a path that hold a digit and are longer than a version's name are ids."""
    method, _, path = seen.partition(" ")
    parts = ("_" if any(char.isdigit() for char in part) and len(part) > 5 else part for part in path.split("/"))
    return f"{method} " + "/".join(parts)
