"""What every answer tells the browser not to do."""

from __future__ import annotations

from flask import Flask, Response, request

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        # Components position popovers and animate by style attributes; text from people never becomes markup.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
_ONE_YEAR = "max-age=31536000"


def protected(*, https: bool) -> dict[str, str]:
    """The headers of every answer that does not say otherwise itself."""
    return {**_HEADERS, **({"Strict-Transport-Security": _ONE_YEAR} if https else {})}


def install(app: Flask, *, https: bool) -> None:
    """Protects every answer of `app`, and keeps answers of the API out of every cache."""

    @app.after_request
    def add_headers(answer: Response) -> Response:
        for name, value in protected(https=https).items():
            answer.headers.setdefault(name, value)
        if request.path.startswith("/api/"):
            answer.headers.setdefault("Cache-Control", "no-store")
        return answer
