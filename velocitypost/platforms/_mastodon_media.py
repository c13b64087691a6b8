"""Files for Mastodon, streamed into a form. https://docs.joinmastodon.org/methods/media/"""

from __future__ import annotations

from typing import Any

from velocitypost.contract import bodies
from velocitypost.contract.answers import json_of
from velocitypost.contract.client import Client
from velocitypost.contract.types import Attachment


def upload_file(client: Client, attachment: Attachment, upload: dict[str, Any]) -> None:
    """Sends one file, and notes its id in `upload` and whether it is ready."""
    described = {"description": attachment.alt} if attachment.alt.strip() else {}
    body = bodies.form(described, attachment, name=attachment.name)
    response = client.send("POST", "/api/v2/media", content=body.content, headers=body.headers)
    upload.update(id=json_of(response, "Mastodon")["id"], ready=response.status == 200)


def is_ready(client: Client, upload: dict[str, Any]) -> bool:
    """Whether the server has digested the file; it is asked again until it has."""
    if not upload["ready"]:
        upload["ready"] = client.send("GET", f"/api/v1/media/{upload['id']}").status == 200
    return bool(upload["ready"])
