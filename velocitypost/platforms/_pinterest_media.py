"""How pictures and videos come to Pinterest. https://developers.pinterest.com/docs/api/v5/media-create/"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from velocitypost.contract import bodies
from velocitypost.contract.answers import json_of
from velocitypost.contract.client import Client
from velocitypost.contract.types import Attachment


def pictures(files: Sequence[Attachment]) -> dict[str, Any]:
    """The `media_source` of a pin of one picture, or of several to swipe through."""
    items = [{"content_type": file.mime, "data": base64.b64encode(bodies.whole(file)).decode()} for file in files]
    if len(items) == 1:
        return {"source_type": "image_base64", **items[0]}
    return {"source_type": "multiple_image_base64", "items": items}


def uploaded(client: Client, film: Attachment) -> str:
    """Registers a video and sends it, with the form that Pinterest signed, to where that says. Its id."""
    begun = json_of(client.send("POST", "/v5/media", json={"media_type": "video"}), "Pinterest")
    body = bodies.form(begun["upload_parameters"], film, name="film")
    client.send("POST", begun["upload_url"], content=body.content, headers=body.headers, authorised=False)
    return str(begun["media_id"])
