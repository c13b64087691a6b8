"""For each path parameter of the API, how to make a thing that somebody owns: the walks over all endpoints use it.

A new endpoint with a parameter of a new name needs its line here; the walk says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from PIL import Image

from tests.flows.browser import Browser
from velocitypost.wiring import Product

Make = Callable[[Product, Browser], str]


def picture(colour: str = "teal", kind: str = "PNG") -> bytes:
    """A small picture's bytes."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, kind)
    return out.getvalue()


def upload(owner: Browser, data: bytes | None = None, *, name: str = "picture.png", alt: str = "") -> Any:
    """The answer to an upload."""
    form = {"file": (BytesIO(picture() if data is None else data), name), "alt": alt}
    return owner.post("/api/media", data=form, content_type="multipart/form-data")


def media_id(_product: Product, owner: Browser) -> str:
    answer = upload(owner)
    assert answer.status_code == 201, answer.text
    return str(answer.json["media"]["id"])


OWNED: Mapping[str, Make] = {"media_id": media_id}
# Names of things that nobody owns: everybody may see a platform.
PUBLIC_NAMES: Mapping[str, str] = {"platform": "x"}
