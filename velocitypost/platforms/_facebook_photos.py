"""Pictures for a Page, and the post that shows them. https://developers.facebook.com/docs/pages-api/posts"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from velocitypost.contract.client import Client
from velocitypost.contract.types import Attachment, Draft
from velocitypost.platforms import _graph, _graph_places

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]", re.IGNORECASE)


def upload(client: Client, file: Attachment) -> str:
    """Uploads a picture that is shown nowhere yet. https://developers.facebook.com/docs/graph-api/reference/page/photos"""
    assert file.open is not None  # noqa: S101  a draft that is sent has its files at hand
    with file.open() as opened:
        data = opened.read()
    fields = {"published": "false"} | ({"alt_text_custom": file.alt} if file.alt.strip() else {})
    response = client.send(
        "POST",
        f"/{client.platform_user_id}/photos",
        form=fields,
        files={"source": (file.name or "picture", data, file.mime)},
    )
    return str(_graph.read(response, "Facebook")["id"])


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
