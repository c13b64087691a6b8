"""Thirty days of posts: how soon the first is there, how long they all take, and whether each would be taken."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2

from bench import scene
from bench.measures import Row
from bench.stack import Stack, cpu_seconds
from velocitypost.contract.registry import load
from velocitypost.generation.desk import refusals
from velocitypost.generation.experts import experts
from velocitypost.sandbox.services.models.babble import WAYS

DAYS = 30
PLATFORMS = 5
DRAFTS = 300
MODEL_SECONDS = 2.0
MODELS_AT_ONCE = 8
POSTS = 1_000
_SANDBOX_KEY = "velocitypost-sandbox-key"
_ENGINES = ("mistral", "groq", "openai")
_LOOK_SECONDS = 0.05


def measure(stack: Stack) -> list[Row]:
    """With an engine's twin that takes two seconds for an answer and writes eight at a time; then without a model."""
    with stack.control() as control:
        control.patch(
            "/control/api/dials", json={"model_seconds": MODEL_SECONDS, "models_at_once": MODELS_AT_ONCE}
        ).raise_for_status()
        try:
            by_model = _batch(stack, control, key=_SANDBOX_KEY)
        finally:
            control.patch("/control/api/dials", json={"model_seconds": 0, "models_at_once": 0}).raise_for_status()
        before = _busy(stack)
        alone = _batch(stack, control, key=None)
        busy = _busy(stack) - before
    engine = f"{MODEL_SECONDS:.0f} s an answer, {MODELS_AT_ONCE} at once"
    return [
        Row(
            f"{by_model.total} drafts of {DAYS} days by a model ({engine})",
            f"first after {by_model.first:.1f} s, all after {by_model.all:.1f} s; {by_model.told}",
            "first within 3 s, all within 30 s",
            by_model.first < 3 and by_model.all < 30 and by_model.fine,
        ),
        Row(
            f"{alone.total} drafts of {DAYS} days without a model",
            f"first after {alone.first:.1f} s, all after {alone.all:.1f} s, {busy:.1f} s of one core in the worker; "
            f"{alone.told}",
            "all within 5 s",
            alone.all < 5 and alone.fine,
        ),
    ]


def every_post_is_taken(stack: Stack) -> list[Row]:
    """Posts of all experts for all platforms, from all engines in good and in bad moods, and from none."""
    platforms = [platform.spec.key for platform in load()]
    rounds = itertools.cycle((thread, engine) for thread in (False, True) for engine in _ENGINES)
    posts, refused, by = 0, list[str](), Counter[str]()
    with stack.control() as control:
        space = scene.workspace(stack.product(), control)
        headers = {"authorization": f"Bearer {space.access_token}"}
        with httpx2.Client(base_url=stack.url, headers=headers, timeout=120) as client:
            while posts < POSTS:
                for mood, expert in itertools.product([None, *WAYS, "composer"], experts()):
                    thread, engine = next(rounds)
                    with _in_mood(client, control, engine, mood):
                        body = {
                            "domain": expert.id,
                            "platforms": platforms,
                            "custom_prompt": "Small habits that make software teams calmer",
                            "thread": thread,
                        }
                        answer = client.post("/api/ai/generate-content", json=body)
                    answer.raise_for_status()
                    for key, suggestion in answer.json()["generated_content"].items():
                        posts += 1
                        by[suggestion["engine"]] += 1
                        refused += _refusals(key, suggestion)
    told = ", ".join(f"{engine} {count}" for engine, count in sorted(by.items()))
    return [
        Row(
            f"{posts:,} posts: {len(platforms)} platforms, every expert, {len(WAYS)} kinds of bad answers",
            f"{len(refused)} refused by their platform's check ({told})",
            "none refused",
            not refused,
        )
    ]


@contextmanager
def _in_mood(client: httpx2.Client, control: httpx2.Client, engine: str, mood: str | None) -> Iterator[None]:
    """With a key for this engine alone, which spoils each of its answers in this way."""
    if mood == "composer":
        yield
        return
    client.put(f"/api/ai/engines/{engine}/key", json={"key": _SANDBOX_KEY}).raise_for_status()
    if mood is not None:
        fault = {"service": engine, "operation": "POST */chat/completions", "kind": "babble", "code": mood}
        control.post("/control/api/faults", json={**fault, "times": None}).raise_for_status()
    try:
        yield
    finally:
        control.delete("/control/api/faults").raise_for_status()
        client.delete(f"/api/ai/engines/{engine}/key").raise_for_status()


class _Measured:
    """One batch, as it was seen through the API."""

    def __init__(self, first: float, last: float, batch: dict[str, Any], drafts: list[dict[str, Any]]) -> None:
        self.first = first
        self.all = last
        self.total = batch["total"]
        self.refused = [refusal for draft in drafts for refusal in _refusals(draft["platform"], draft["suggestion"])]
        self.missing = batch["total"] - len(drafts)
        self.engines = sorted({draft["suggestion"]["engine"] for draft in drafts})
        self.same = len(drafts) - len({(draft["platform"], draft["suggestion"]["content"]) for draft in drafts})

    @property
    def fine(self) -> bool:
        return not self.refused and not self.missing

    @property
    def told(self) -> str:
        wrong = f"missing {self.missing}, refused {len(self.refused)}" if not self.fine else "none a platform refuses"
        return f"by {', '.join(self.engines)}; {wrong}; {self.same} alike to the letter"


def _batch(stack: Stack, control: httpx2.Client, *, key: str | None) -> _Measured:
    space = scene.workspace(stack.product(), control)
    headers = {"authorization": f"Bearer {space.access_token}"}
    with httpx2.Client(base_url=stack.url, headers=headers, timeout=60) as client:
        if key is not None:
            client.put("/api/ai/engines/mistral/key", json={"key": key}).raise_for_status()
        platforms = [platform.spec.key for platform in load()][:PLATFORMS]
        wish = {
            "days": DAYS,
            "posts_per_day": DRAFTS // DAYS // len(platforms),
            "platforms": platforms,
            "domains": [{"domain": "memes", "percent": 60}, {"domain": "tech", "percent": 40}],
            "custom_prompt": "Small habits that make software teams calmer",
            "seed": 1,
        }
        began = time.monotonic()
        answer = client.post("/api/ai/batches", json=wish)
        answer.raise_for_status()
        batch = answer.json()["batch"]
        first = 0.0
        while batch["state"] in ("waiting", "running"):
            time.sleep(_LOOK_SECONDS)
            batch = client.get(f"/api/ai/batches/{batch['id']}").json()["batch"]
            if batch["done"] and not first:
                first = time.monotonic() - began
        return _Measured(first, time.monotonic() - began, batch, _drafts(client, batch["id"]))


def _busy(stack: Stack) -> float:
    """Processor seconds that the worker has taken so far."""
    return sum(cpu_seconds(pid) for name, ids in stack.processes().items() if name == "work" for pid in ids)


def _drafts(client: httpx2.Client, batch_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        query = {"limit": "200", **({"cursor": cursor} if cursor else {})}
        page = client.get(f"/api/ai/batches/{batch_id}/drafts", params=query).json()
        found += page["drafts"]
        if (cursor := page["next_cursor"]) is None:
            return found


def _refusals(key: str, suggestion: dict[str, Any]) -> list[str]:
    platform = load().get(key)
    found = refusals(platform, suggestion["content"], suggestion["options"])
    for part in suggestion["parts"]:
        found += refusals(platform, part, {}, follows=True)
    return found
