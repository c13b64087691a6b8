"""Files for the platforms that fetch them: no sign-in, but an address that nobody can guess and that ends."""

from __future__ import annotations

from flask import Response, send_file
from pydantic import BaseModel, Field

from velocitypost.media.links import LinkEnded
from velocitypost.web.context import product
from velocitypost.web.description import api_blueprint
from velocitypost.web.problems import Problem

routes = api_blueprint("shared", prefix="/shared", about="Files for platforms that fetch them")

_FILE = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}


class SharedPath(BaseModel):
    """A signed token, and a name for services that look at endings."""

    token: str = Field(max_length=500)
    name: str = Field(max_length=60)


@routes.get("/<token>/<name>", operation_id="fetchShared", summary="A file of a post", responses={200: _FILE})
def fetch_shared(path: SharedPath) -> Response:
    try:
        shared = product().links.read(path.token)
        place = product().media.blob_path(shared.key)
    except (LinkEnded, ValueError):
        raise Problem("not_found", "This link has ended, or it never was one.") from None
    if not place.exists():
        raise Problem("not_found", "This file is gone.")
    answer = send_file(place, mimetype=shared.mime, as_attachment=False, conditional=True, etag=shared.key)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
