"""Platforms made for one test: what they take is said there, and nothing else differs."""

from __future__ import annotations

from datetime import date
from typing import Any

import regex

from velocitypost.contract.capabilities import Platform
from velocitypost.contract.client import Client
from velocitypost.contract.spec import Limits, OAuth2, Option, Pace, Source, Spec
from velocitypost.contract.types import Profile

_SOURCE = Source("https://example.com", date(2026, 11, 1))
_LINK = regex.compile(r"https?://\S+")


def place(
    key: str = "somewhere",
    *,
    text_max: int = 280,
    weighted: bool = False,
    options: tuple[Option, ...] = (),
    **more: Any,
) -> Platform:
    """A platform that takes `text_max` characters. `weighted` counts a link as 23 and every emoji twice."""

    class Place(Platform):
        spec = Spec(
            key=key,
            name=key.title(),
            kind="social",
            api_url="https://api.example.com",
            site_url="https://example.com",
            auth=OAuth2("https://example.com/a", "https://example.com/t", (), "EXAMPLE", _SOURCE),
            limits=Limits(text_max, "weighted" if weighted else "characters", _SOURCE, **more),
            pace=Pace(10, 60, 1, _SOURCE),
            options=options,
        )

        def identify(self, client: Client) -> Profile:
            raise NotImplementedError

        def measure(self, text: str) -> int:
            if not weighted:
                return super().measure(text)
            links = len(_LINK.findall(text))
            rest = regex.findall(r"\X", _LINK.sub("", text))
            return 23 * links + sum(
                2 if ord(cluster[0]) > 0x10FF and not cluster[0].isspace() else 1 for cluster in rest
            )

    return Place()
