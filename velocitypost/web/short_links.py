"""Where short links lead: for whoever reads a post, without a sign-in and without a trace of the reader."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from velocitypost.content.short_links import PATH, NoSuchShortLink, is_person
from velocitypost.web.context import product

pages = Blueprint("short_links", __name__)

_HEADERS = {
    # Each click is to be counted, and what a browser keeps never asks again.
    "Cache-Control": "no-store",
    # The page is told by its own tags where its visitors come from, not by us what they read.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
}


@pages.get(f"{PATH}<code>")
def follow(code: str) -> Response:
    """To the page that a link of a post leads to. Asking with HEAD, fetching ahead and programs are not counted."""
    try:
        link = product().short_links.get(code)
    except NoSuchShortLink:
        return Response(render_template("no_such_link.html"), status=404, headers=_HEADERS)
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    if request.method == "GET" and is_person(request.headers.get("User-Agent", ""), purpose=purpose):
        product().clicks.note(link, product().clock.now())
    return Response(status=302, headers={**_HEADERS, "Location": link.target})
