"""Writes docs/platforms.md from the platforms' own data. `--check` only says whether it is up to date.

python -m scripts.platforms_page [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.contract import scenes
from velocitypost.contract import registry
from velocitypost.contract.capabilities import CAPABILITIES, Platform, capabilities_of
from velocitypost.contract.spec import AppPassword, Limits, Source

PAGE = Path(__file__).parents[1] / "docs" / "platforms.md"
_KINDS = (
    *("text", "link", "image", "images", "carousel", "gif", "video", "reel", "short", "story", "document", "poll"),
    *("thread", "first_comment"),
)
_INTRODUCTION = """# Platforms

Made by `python -m scripts.platforms_page` from the data in `velocitypost/platforms/`; a test says when it is too old.

Which requests were held against which description: [conformance.md](conformance.md).

Three states, and no more is claimed than was done:

- **specification-checked**: every request of the whole test run is held against the service's published description;
- **twin-tested**: the contract suite (`tests/contract`) runs against the twin in the sandbox, every fault included;
- **live-verified**: tried with real keys at the real service. None is yet.
"""

_LEFT_OUT_ON = "2026-11-27"
_LEFT_OUT = {
    "X": "quoting a post, communities, tagging people in pictures, subtitles, and the longer texts and videos of "
    "accounts that pay.",
    "Facebook": "albums, live videos, tagging people, looking up places (as on Instagram), naming the sponsor of a "
    "paid partnership, posts for an audience by country, and Facebook's own scheduling (ours can be changed until the "
    "last second). A label for AI is in nothing that is published of its Pages.",
    "Instagram": "products of a shop, naming the brand of a paid partnership, trial reels, and looking up places (only "
    "the Page's own is offered; another is named by the number of its Facebook Page). People are tagged side by side "
    "on the first picture; where they stand cannot be chosen.",
    "Threads": "texts of 10,000 characters as an attachment, posts that vanish after a day, quoting a post, and places "
    "(they need a permission that Meta approves by itself; asked for without it, no account could be connected). A GIF "
    "is named by its address at GIPHY, the only source that Threads has left; one that is uploaded goes out as a video "
    "that repeats.",
    "LinkedIn": "mentions (`@[name](urn)`), and posts for a part of a page's followers.",
    "YouTube": "captions, live streams, and publishing at an hour of YouTube's own (ours can be changed until the last "
    "second).",
    "TikTok": "nothing of its Content Posting API; what it sells to marketing partners is another one.",
    "Pinterest": "products of a catalogue.",
    "Reddit": "polls (none is in the API that is described) and crossposts.",
    "Bluesky": "signing in by OAuth (its servers would have to fetch our description from a public address, which an "
    "installation in an office has not, and each request would be signed with a key of its own; an app password does "
    "all that we need, and is what its guide begins with), subtitles, who may reply or quote, quoting a post.",
    "Mastodon": "quoting a status, and Mastodon's own scheduling (ours can be changed until the last second).",
}
_GIFS = (
    "A GIF goes out as one where the service takes GIFs; elsewhere it becomes a video that repeats until it is as long "
    "as the service wants at least, and the composer shows that before."
)


def main() -> int:
    text = "\n".join(page()) + "\n"
    if "--check" in sys.argv:
        return 0 if PAGE.exists() and PAGE.read_text() == text else 1
    PAGE.write_text(text)
    return 0


def page() -> Iterator[str]:
    platforms = list(registry.load())
    yield _INTRODUCTION
    yield from _states(platforms)
    yield from _matrix("What can be posted", platforms, _KINDS, lambda p, kind: kind in p.spec.kinds)
    yield f"{_GIFS}\n"
    yield from _matrix(
        "What else can be done", platforms, tuple(CAPABILITIES), lambda p, name: name in capabilities_of(p)
    )
    yield from _left_out()
    yield "## Limits, with their sources\n"
    for platform in platforms:
        yield from _facts(platform)


def _left_out() -> Iterator[str]:
    yield "## What these services could do and we do not\n"
    yield f"As their documentation stood on {_LEFT_OUT_ON}.\n"
    for name, things in _LEFT_OUT.items():
        yield f"- **{name}**: {things}"
    yield ""


def _states(platforms: list[Platform]) -> Iterator[str]:
    told = scenes.load()
    yield "| platform | connected by | specification-checked | twin-tested | live-verified |"
    yield "|---|---|---|---|---|"
    for platform in platforms:
        scene = told.get(platform.spec.key)
        described = f"{len(scene.used)} operations by `{scene.described_by}`" if scene and scene.described_by else "–"
        yield f"| {platform.spec.name} | {_sign_in(platform)} | {described} | {'yes' if scene else 'no'} | no |"
    yield ""


def _sign_in(platform: Platform) -> str:
    auth = platform.spec.auth
    if isinstance(auth, AppPassword):
        return "app password"
    return "OAuth 2.0 at each server" if auth.registers_at else "OAuth 2.0" + (" with PKCE" if auth.pkce else "")


def _matrix(title: str, platforms: list[Platform], rows: tuple[str, ...], has: object) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| | " + " | ".join(platform.spec.name for platform in platforms) + " |"
    yield "|---|" + "---|" * len(platforms)
    for row in rows:
        marks = ("●" if has(platform, row) else "" for platform in platforms)  # type: ignore[operator]
        yield f"| {row.replace('_', ' ')} | " + " | ".join(marks) + " |"
    yield ""


def _facts(platform: Platform) -> Iterator[str]:
    spec = platform.spec
    yield f"### {spec.name} (`{spec.key}`)\n"
    if spec.about:
        yield f"{spec.about}.\n"
    for line in _limits(spec.limits):
        yield f"- {line}"
    pace = spec.pace
    proof = (
        f"absence proves after {pace.absence_proves_after:g} s"
        if pace.absence_proves_after
        else "absence proves nothing"
    )
    yield f"- pace: {pace.posts_per_window:,} posts in {_span(pace.window_seconds)}; {proof}"
    if spec.repeats:
        yield "- the same text twice: refused" + (" in a row" if spec.repeats.in_a_row_only else "")
    if spec.version:
        ends = spec.version.source.expires_on
        yield f"- version: {spec.version.name}" + (f", switched off on {ends}" if ends else "")
    for option in spec.options:
        needed = "must" if option.required else "may"
        yield f"- option `{option.key}` ({needed}): {option.label}"
    for note in spec.notes:
        yield f"- note: {note}"
    yield "- sources: " + ", ".join(_source(source) for source in dict.fromkeys(spec.sources))
    yield ""


def _limits(limits: Limits) -> Iterator[str]:
    yield f"text: {limits.text_max:,} ({limits.count_rule.replace('_', ' ')})"
    if limits.images_max:
        yield (
            f"pictures: {limits.images_max}, {', '.join(mime.partition('/')[2] for mime in limits.image_types)}, "
            f"up to {_size(limits.image_max_bytes)}{_shape(limits.image_aspect)}"
        )
    if limits.videos_max:
        seconds = limits.video_seconds
        lasting = f", {seconds[0]:g} s to {_span(seconds[1])}" if seconds else ""
        yield f"video: {limits.videos_max}, up to {_size(limits.video_max_bytes)}{lasting}{_shape(limits.video_aspect)}"
    if limits.documents_max:
        yield f"document: up to {_size(limits.document_max_bytes)}, {limits.document_pages_max} pages"
    if limits.alt_text_max:
        yield f"alt text: {limits.alt_text_max:,}"
    if limits.hashtags_max is not None:
        yield f"hashtags: {limits.hashtags_max}"
    if limits.links_max is not None:
        yield f"links: {limits.links_max}"
    yield f"further parts: {limits.follow_ups}"


def _shape(aspect: tuple[float, float] | None) -> str:
    return f", {aspect[0]:.2f} to {aspect[1]:.2f} wide for each high" if aspect else ""


def _size(count: int) -> str:
    megabytes = count / 1024**2
    return f"{megabytes / 1024:.3g} GB" if megabytes >= 1024 else f"{megabytes:.3g} MB"


def _span(seconds: float) -> str:
    for size, name in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.4g} {name}"
    return f"{seconds:g} s"


def _source(source: Source) -> str:
    return f"<{source.url}> ({source.verified_on})"


if __name__ == "__main__":
    sys.exit(main())
