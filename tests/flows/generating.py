"""What the tests of writing share: products with and without models, and requests as the interface sends them."""

from __future__ import annotations

import json
from typing import Any

from tests.sandboxed import Sandbox
from velocitypost.wiring import Product

KEY = "velocitypost-sandbox-key"
COMPLETE = "POST */chat/completions"
KEYS = dict.fromkeys(("MISTRAL_API_KEY", "GROQ_API_KEY", "OPENAI_API_KEY"), KEY)
# The user's document's own request, word for word, but for the file.
REQUEST: dict[str, Any] = {
    "domain": "tech",
    "platforms": ["instagram", "twitter"],
    "custom_prompt": "Create a post about AI automation in 2025",
    "creativity_level": 80,
    "include_hashtags": True,
    "include_emojis": True,
}


def wish(**more: Any) -> dict[str, Any]:
    """A small batch: two days, two posts a day, two platforms."""
    return {
        "days": 2,
        "posts_per_day": 2,
        "platforms": ["x", "linkedin"],
        "domains": [{"domain": "memes", "percent": 50}, {"domain": "tech", "percent": 50}],
        "custom_prompt": "Calm software teams",
        "seed": 4,
    } | more


def asked(sandbox: Sandbox) -> list[str]:
    """Which services' models were asked, in order."""
    calls = [one["service"] for one in sandbox.requests() if one["operation"].endswith("/chat/completions")]
    return calls[::-1]


def events(body: str) -> list[tuple[str, dict[str, Any]]]:
    """Server-sent events by their kind."""
    found = []
    for block in filter(None, body.split("\n\n")):
        kind, data = block.split("\n")
        found.append((kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def run_all(product: Product) -> None:
    """The worker writes what there is to write."""
    while product.generation.runner.run_due():
        pass
