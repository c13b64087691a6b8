"""The twins. Adding one: a module here with a `SERVICE`, and its name in `SERVICES`."""

from velocitypost.sandbox.service import Service
from velocitypost.sandbox.services.mastodon import SERVICE as MASTODON
from velocitypost.sandbox.services.models import SERVICES as MODELS
from velocitypost.sandbox.services.x import SERVICE as X

SERVICES: tuple[Service, ...] = (
    X,
    MASTODON,
    *MODELS,
)
