"""The twins. Adding one: a module here with a `SERVICE`, and its name in `SERVICES`."""

from velocitypost.sandbox.service import Service
from velocitypost.sandbox.services.bluesky import SERVICE as BLUESKY
from velocitypost.sandbox.services.facebook import SERVICE as FACEBOOK
from velocitypost.sandbox.services.instagram import SERVICE as INSTAGRAM
from velocitypost.sandbox.services.linkedin import SERVICE as LINKEDIN
from velocitypost.sandbox.services.mastodon import SERVICE as MASTODON
from velocitypost.sandbox.services.models import SERVICES as MODELS
from velocitypost.sandbox.services.pinterest import SERVICE as PINTEREST
from velocitypost.sandbox.services.reddit import SERVICE as REDDIT
from velocitypost.sandbox.services.threads import SERVICE as THREADS
from velocitypost.sandbox.services.tiktok import SERVICE as TIKTOK
from velocitypost.sandbox.services.x import SERVICE as X
from velocitypost.sandbox.services.youtube import SERVICE as YOUTUBE

SERVICES: tuple[Service, ...] = (
    X,
    FACEBOOK,
    INSTAGRAM,
    THREADS,
    MASTODON,
    BLUESKY,
    YOUTUBE,
    TIKTOK,
    REDDIT,
    LINKEDIN,
    PINTEREST,
    *MODELS,
)
