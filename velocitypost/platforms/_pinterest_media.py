"""How pictures and videos come to Pinterest. https://developers.pinterest.com/docs/api/v5/media-create/"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.errors import Unavailable
from velocitypost.contract.types import Attachment
from velocitypost.core.http import Garbled
from velocitypost.core.ids import new_secret

_SLICE = 256 * 1024


def pictures(files: Sequence[Attachment]) -> dict[str, Any]:
    """The `media_source` of a pin of one picture, or of several to swipe through."""
    items = [{"content_type": file.mime, "data": base64.b64encode(_whole(file)).decode()} for file in files]
    if len(items) == 1:
        return {"source_type": "image_base64", **items[0]}
    return {"source_type": "multiple_image_base64", "items": items}


def uploaded(client: Client, film: Attachment) -> str:
    """Registers a video and sends it, with the form that Pinterest signed, to where that says. Its id."""
    try:
        begun = client.send("POST", "/v5/media", json={"media_type": "video"}).json()
    except Garbled as error:
        raise Unavailable("Pinterest gave an answer that could not be read.", code="garbled") from error
    edge = new_secret(18)
    head, tail = _form(begun["upload_parameters"], film, edge)
    headers = {
        "content-type": f"multipart/form-data; boundary={edge}",
        "content-length": str(len(head) + film.bytes + len(tail)),
    }

    def body() -> Iterator[bytes]:
        yield head
        yield from _slices(film)
        yield tail

    client.send("POST", begun["upload_url"], content=body, headers=headers, authorised=False)
    return str(begun["media_id"])


def _form(fields: Mapping[str, str], film: Attachment, edge: str) -> tuple[bytes, bytes]:
    """What stands before the file's bytes, and after: the file must be the last of the form's fields."""
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    parts.append(
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="film"\r\nContent-Type: {film.mime}\r\n\r\n'
    )
    return "".join(parts).encode(), f"\r\n--{edge}--\r\n".encode()


def _whole(file: Attachment) -> bytes:
    return b"".join(_slices(file))


def _slices(file: Attachment) -> Iterator[bytes]:
    assert file.open is not None  # noqa: S101  a draft that is sent has its files at hand
    with file.open() as source:
        while piece := source.read(_SLICE):
            yield piece
