"""The platforms there are. A new one is one line here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module

from velocitypost.contract.capabilities import Platform

PLATFORMS: Mapping[str, str] = {
    "x": "velocitypost.platforms.x:X",
    "facebook": "velocitypost.platforms.facebook:Facebook",
    "instagram": "velocitypost.platforms.instagram:Instagram",
    "instagram_facebook": "velocitypost.platforms.instagram:InstagramByFacebook",
    "threads": "velocitypost.platforms.threads:Threads",
    "linkedin": "velocitypost.platforms.linkedin:LinkedIn",
    "linkedin_organization": "velocitypost.platforms.linkedin_organization:LinkedInOrganization",
    "youtube": "velocitypost.platforms.youtube:YouTube",
    "tiktok": "velocitypost.platforms.tiktok:TikTok",
    "pinterest": "velocitypost.platforms.pinterest:Pinterest",
    "reddit": "velocitypost.platforms.reddit:Reddit",
    "bluesky": "velocitypost.platforms.bluesky:Bluesky",
    "mastodon": "velocitypost.platforms.mastodon:Mastodon",
}


class UnknownPlatform(Exception):
    """There is no platform of this name."""


class Registry:
    """Platforms by key, or by an older name of theirs."""

    def __init__(self, platforms: Mapping[str, Platform]) -> None:
        self._platforms = dict(platforms)
        self._names = {alias: key for key, p in platforms.items() for alias in (key, *p.spec.aliases)}

    def get(self, name: str) -> Platform:
        """Raises `UnknownPlatform`."""
        if (key := self._names.get(name.lower())) is None:
            raise UnknownPlatform(f"There is no platform called {name!r}.")
        return self._platforms[key]

    def families(self, names: Iterable[str]) -> frozenset[str]:
        """What a plan counts: the platforms behind these names. Raises `UnknownPlatform`."""
        return frozenset(self.get(name).spec.belongs_to for name in names)

    def __iter__(self) -> Iterator[Platform]:
        return iter(self._platforms.values())


def load() -> Registry:
    """Every platform of `PLATFORMS`, imported by name."""
    loaded = {}
    for key, place in PLATFORMS.items():
        module, _, name = place.partition(":")
        loaded[key] = getattr(import_module(module), name)()
    return Registry(loaded)
