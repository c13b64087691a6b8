"""What a view may reach: the product's services, and who asks."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, g

from velocitypost.accounts.model import Viewer
from velocitypost.wiring import Product

_KEY = "velocitypost"


def install(app: Flask, product: Product) -> None:
    """Gives every view of `app` this product."""
    app.extensions[_KEY] = product


def product() -> Product:
    """The services of this process."""
    return cast(Product, current_app.extensions[_KEY])


def viewer() -> Viewer:
    """Who asks. There always is one where an operation is not public: `auth` lets nobody else through."""
    return cast(Viewer, g.viewer)


def sign_in_as(viewer: Viewer) -> None:
    """From here on the request is this viewer's."""
    g.viewer = viewer
