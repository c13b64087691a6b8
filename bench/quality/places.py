"""The product's own platforms, as they are fitted to."""

from __future__ import annotations

from velocitypost.contract.capabilities import Platform
from velocitypost.contract.registry import load

PLATFORMS: tuple[Platform, ...] = tuple(load())
X_LIKE: Platform = next(platform for platform in PLATFORMS if platform.spec.key == "x")
