"""The real application over a real database, cache and mail server, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask_openapi.openapi import OpenAPI

from tests.embedded import free_port
from tests.flows.browser import Browser
from tests.flows.post_office import PostOffice
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.settings import Settings, load
from velocitypost.web.app import create_app, give
from velocitypost.wiring import Product, build


@pytest.fixture(scope="session")
def _post_office() -> Iterator[PostOffice]:
    with PostOffice(free_port()) as office:
        yield office


@pytest.fixture
def post_office(_post_office: PostOffice) -> PostOffice:
    """A mail server that keeps what it takes; empty."""
    _post_office.reopen()
    return _post_office


@pytest.fixture
def variables(
    database_uri: str, redis_url: str, redis: Cache, post_office: PostOffice, tmp_path: Path
) -> dict[str, str]:
    """The environment of the product. A test that needs another one changes it before it asks for `product`."""
    return {
        "FLASK_ENV": "testing",
        "SECRET_KEY": "k3Zr8vQ1mW6xT9bN4cH7jL2pS5dF0gAy",
        "JWT_SECRET_KEY": "u7Yt2Rw9Qe4Po1Lk6Jh3Gf8Ds5Az0XcV",
        "MONGODB_URI": database_uri,
        "REDIS_URL": redis_url,
        "DATA_DIR": str(tmp_path / "var"),
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(post_office.port),
        "SANDBOX_URL": "http://127.0.0.1:9",
    }


@pytest.fixture
def settings(variables: dict[str, str]) -> Settings:
    return load(variables)


@pytest.fixture
def product(settings: Settings, clock: ManualClock) -> Iterator[Product]:
    built = build(settings, clock)
    yield built
    built.outbound.close()
    built.database.client.close()
    built.cache.close()


@pytest.fixture(scope="session")
def _apps() -> dict[tuple[object, ...], OpenAPI]:
    """By what an application is made with: to make one takes longer than most tests."""
    return {}


@pytest.fixture
def app(product: Product, _apps: dict[tuple[object, ...], OpenAPI]) -> OpenAPI:
    """The application over this test's services, without an interface."""
    settings = product.settings
    made_with = (settings.base_url, settings.max_file_size, settings.media_max_file_size, settings.trusted_proxies)
    if made_with not in _apps:
        _apps[made_with] = create_app(product, dist=Path("no-interface"))
    give(_apps[made_with], product)
    return _apps[made_with]


@pytest.fixture
def new_browser(app: OpenAPI) -> Callable[[], Browser]:
    """Makes another browser, signed in nowhere."""
    return lambda: Browser(app)


@pytest.fixture
def stranger(app: OpenAPI) -> Browser:
    """A browser that is signed in nowhere."""
    return Browser(app)


@pytest.fixture
def owner(app: OpenAPI) -> Browser:
    """A browser of somebody who has just registered."""
    browser = Browser(app)
    assert browser.register().status_code == 201
    return browser


@pytest.fixture
def neighbour(app: OpenAPI) -> Browser:
    """A browser of the owner of another workspace."""
    browser = Browser(app, address="203.0.113.8")
    assert browser.register(name="Charles Babbage").status_code == 201
    return browser
