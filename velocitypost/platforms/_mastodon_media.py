"""Files for Mastodon, streamed into a form. https://docs.joinmastodon.org/methods/media/"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Unavailable
from velocitypost.contract.types import Attachment
from velocitypost.core.http import Garbled, Response

_SLICE = 256 * 1024


def upload_file(client: Client, attachment: Attachment, upload: dict[str, Any]) -> None:
    """Sends one file, and notes its id in `upload` and whether it is ready."""
    boundary = secrets.token_hex(16)
    head, tail = _envelope(attachment, boundary)

    def content() -> Iterator[bytes]:
        assert attachment.open is not None  # noqa: S101  a draft that is sent has its files at hand
        yield head
        with attachment.open() as file:
            while piece := file.read(_SLICE):
                yield piece
        yield tail

    headers = {
        "content-type": f"multipart/form-data; boundary={boundary}",
        "content-length": str(len(head) + attachment.bytes + len(tail)),
    }
    response = client.send("POST", "/api/v2/media", content=content, headers=headers)
    upload.update(id=_read(response)["id"], ready=response.status == 200)


def _envelope(attachment: Attachment, boundary: str) -> tuple[bytes, bytes]:
    """What stands around a file's bytes in a form, so that they can be streamed."""
    name = re.sub(r'[\r\n"\\]', "", attachment.name) or "file"
    described = f'--{boundary}\r\ncontent-disposition: form-data; name="description"\r\n\r\n{attachment.alt}\r\n'
    head = (
        f'--{boundary}\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\n'
        f"content-type: {attachment.mime}\r\n\r\n"
    )
    return ((described if attachment.alt.strip() else "") + head).encode(), f"\r\n--{boundary}--\r\n".encode()


def is_ready(client: Client, upload: dict[str, Any]) -> bool:
    """Whether the server has digested the file; it is asked again until it has."""
    if not upload["ready"]:
        upload["ready"] = client.send("GET", f"/api/v1/media/{upload['id']}").status == 200
    return bool(upload["ready"])


def _read(response: Response) -> Any:
    try:
        return response.json()
    except Garbled as error:
        raise Unavailable("Mastodon gave an answer that could not be read.", code="garbled") from error
