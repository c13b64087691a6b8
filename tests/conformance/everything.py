"""Everything that we ask of a platform, once."""

from __future__ import annotations

from datetime import timedelta

from tests.contract import files
from tests.contract.conftest import Stage
from velocitypost.contract.capabilities import (
    DeletesPosts,
    FindsPosts,
    OffersAccounts,
    OffersChoices,
    ReadsAudience,
    ReadsComments,
    ReadsMetrics,
)
from velocitypost.contract.types import Attachment


def use_everything(stage: Stage) -> None:
    """Every kind of post that the platform takes, and every other thing it can do."""
    platform, client, since = stage.platform, stage.client, stage.now - timedelta(minutes=1)
    platform.identify(client)
    if isinstance(platform, OffersAccounts):
        platform.accounts(stage.session(**stage.scene.person) if stage.scene.person else client)
    chosen: dict[str, object] = {}
    if isinstance(platform, OffersChoices):
        for option in platform.spec.options:
            if option.from_account:
                given = str(stage.scene.options.get(option.depends_on, "")) if option.depends_on else ""
                choices = platform.choices(client, option.key, given=given)
                chosen |= {option.key: choices[0].value} if option.key not in stage.scene.options else {}
    kinds = [*_kinds(stage), *([("with every choice made", None, chosen)] if chosen else [])]
    posts = [_post(stage, name, attachments, options) for name, attachments, options in kinds]
    first = posts[0]
    if stage.can("thread") or stage.can("first_comment"):
        _follow(stage, first)
    if isinstance(platform, FindsPosts):
        stage.last_pending = None
        stage.find(stage.draft("Never sent"), since=since, key="never")
    if isinstance(platform, ReadsMetrics):
        platform.metrics(client, [first])
    if isinstance(platform, ReadsComments):
        platform.comments(client, first)
    if isinstance(platform, ReadsAudience):
        platform.audience(client)
    if isinstance(platform, DeletesPosts):
        platform.delete(client, posts[-1])


def _post(stage: Stage, name: str, attachments: tuple[Attachment, ...] | None, options: dict[str, object]) -> str:
    return stage.go(stage.draft(f"This is {name}", attachments, options=options), key=name).platform_post_id


def _follow(stage: Stage, first: str) -> None:
    further = stage.draft("And more", reply_to=first, root=first)
    stage.go(further, key="further")
    if isinstance(stage.platform, FindsPosts):
        stage.find(further, since=stage.now - timedelta(minutes=1), key="further")


def _kinds(stage: Stage) -> list[tuple[str, tuple[Attachment, ...] | None, dict[str, object]]]:
    shelf = stage.shelf
    kinds: list[tuple[str, tuple[Attachment, ...] | None, dict[str, object]]] = [("the least", None, {})]
    if stage.can("image"):
        kinds.append(("a picture", (files.picture(shelf),), {}))
    if stage.can("images") or stage.can("carousel"):
        kinds.append(("two pictures", (files.picture(shelf), files.picture(shelf, n=1)), {}))
    if stage.can("gif"):
        kinds.append(("a GIF", (files.moving(shelf),), {}))
    if stage.can("video") or stage.can("reel") or stage.can("short"):
        kinds.append(("a video", (files.video(shelf),), {}))
    if stage.can("video") and stage.platform.spec.limits.mixed_media:
        kinds.append(("a video and a picture", (files.video(shelf), files.picture(shelf)), {}))
    if stage.can("story"):
        kinds.append(("a story", (files.picture(shelf, size=(720, 1280)),), {"format": "story"}))
    if stage.can("document"):
        kinds.append(("a document", (files.document(shelf),), {}))
    if stage.can("poll"):
        kinds.append(("a poll", (), {"poll": {"choices": ["Yes", "No"], "minutes": 1440}}))
    return kinds
