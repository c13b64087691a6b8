"""The web application: every room of the API, the guard before them, and the interface."""

from __future__ import annotations

from pathlib import Path

from flask import Response
from flask_openapi.openapi import OpenAPI
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.middleware.proxy_fix import ProxyFix

from velocitypost.web import auth, context, headers, health, interface, limits, metrics, requests, short_links, stream
from velocitypost.web.api import auth as auth_api
from velocitypost.web.api import (
    automation,
    batches,
    billing,
    campaigns,
    cards,
    connections,
    credentials,
    dashboard,
    engines,
    evergreens,
    feeds,
    files,
    generation,
    imports,
    labels,
    links,
    media,
    meta,
    notes,
    notices,
    platforms,
    posts,
    publications,
    publishing,
    punctuality,
    queues,
    series,
    sessions,
    shared,
    sources,
    style,
    templates,
    trails,
    uploads,
)
from velocitypost.web.description import new_app
from velocitypost.web.problems import problem_of
from velocitypost.wiring import Product

ROOMS = (
    meta.routes,
    auth_api.routes,
    sessions.routes,
    credentials.routes,
    platforms.routes,
    connections.oauth_routes,
    connections.routes,
    notices.routes,
    dashboard.routes,
    automation.routes,
    queues.routes,
    evergreens.category_routes,
    evergreens.routes,
    billing.routes,
    media.routes,
    uploads.routes,
    files.routes,
    shared.routes,
    sources.routes,
    posts.routes,
    labels.routes,
    campaigns.routes,
    templates.routes,
    links.routes,
    trails.routes,
    series.routes,
    feeds.routes,
    imports.routes,
    imports.export_routes,
    publications.routes,
    publishing.calendar_routes,
    notes.routes,
    publishing.routes,
    punctuality.routes,
    generation.routes,
    batches.routes,
    engines.routes,
    style.routes,
    cards.routes,
    stream.routes,
)
_THREADS_FOR_REQUESTS = 16


def create_app(product: Product, *, dist: Path = interface.DIST) -> OpenAPI:
    """A WSGI application over these services, with the interface that is built in `dist`."""
    settings = product.settings
    https = settings.base_url.startswith("https://")
    app = new_app("velocitypost.web")
    app.validation_error_callback = requests.refuse_invalid
    metrics.install(app)
    headers.install(app, https=https)
    requests.install(app, upload_max_bytes=max(settings.max_file_size, settings.media_max_file_size))
    limits.install(app)
    auth.guard(app)
    app.register_error_handler(Exception, _answer_error)
    for room in ROOMS:
        app.register_api(room)
    app.register_blueprint(health.pages)
    app.register_blueprint(short_links.pages)
    interface.install(app, https=https, dist=dist)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    give(app, product)
    return app


def give(app: OpenAPI, product: Product) -> None:
    """Lets `app` answer with these services; what it was made with of their settings must be the same."""
    context.install(app, product)
    limits.give(app, limits.Limits(product.cache, product.clock, product.settings))
    stream.install(app, product.cache, most=max(1, product.settings.web_threads - _THREADS_FOR_REQUESTS))


def _answer_error(error: Exception) -> Response:
    answer = problem_of(error).answer()
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(error.valid_methods)
    return answer
