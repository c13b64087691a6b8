"""Pictures for a Page, and the post that shows them. https://developers.facebook.com/docs/pages-api/posts"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from velocitypost.contract import bodies
from velocitypost.contract.answers import object_of
from velocitypost.contract.client import Client
from velocitypost.contract.types import Attachment, Draft
from velocitypost.platforms import _graph_places

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]", re.IGNORECASE)


def upload(client: Client, file: Attachment) -> str:
    """Uploads a picture that is shown nowhere yet. https://developers.facebook.com/docs/graph-api/reference/page/photos"""
    fields = {"published": "false"} | ({"alt_text_custom": file.alt} if file.alt.strip() else {})
    body = bodies.form(fields, file, field="source", name=file.name or "picture")
    path = f"/{client.platform_user_id}/photos"
    response = client.send("POST", path, content=body.content, headers=body.headers)
    return str(object_of(response, "Facebook")["id"])


def feed_fields(draft: Draft, photos: Sequence[str]) -> dict[str, str]:
    """A post of a text with its pictures, or with the card of a link."""
    fields = {"message": draft.text, **_graph_places.fields(draft, "place")}
    if photos:
        fields["attached_media"] = json.dumps([{"media_fbid": photo} for photo in photos])
        return fields
    named = _LINK.search(draft.text)
    if link := draft.options.get("link") or (named[0] if named else ""):
        fields["link"] = link
    return fields
