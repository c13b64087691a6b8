"""From a request to post to a post: what was begun, what was uploaded or fetched, what became of it.

https://developers.tiktok.com/doc/content-posting-api-reference-get-video-status
"""

import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import g

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.tiktok.rules import (
    CLOSED,
    LARGEST_PHOTO,
    LONGEST_CLOSED_S,
    LONGEST_S,
    PHOTO_MIMES,
    PHOTO_SIDE,
    PUBLIC,
    SHORTEST_S,
    UPLOAD_LIFE_S,
    VIDEO_SIDE,
)
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.fetching import CannotFetch, fetched
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, Upload

SEEN_BY = {PUBLIC: "post", "MUTUAL_FOLLOW_FRIENDS": "friends", "FOLLOWER_OF_CREATOR": "followers", "SELF_ONLY": "self"}


def longest_s(account: Account) -> int:
    """How long a video of this account may be."""
    return LONGEST_CLOSED_S if account.handle in CLOSED else LONGEST_S


class Jobs:
    """Everything that has a publish_id."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def begin(self, kind: str, said: dict[str, Any], fingerprint: str) -> Held:
        """Of a kind "v_pub_file", "v_inbox_file", "p_pub_url" or "p_inbox_url"."""
        publish_id = f"{kind}~v2.{secrets.randbelow(10**18):018}"
        data = {"said": said, "app": g.app, "kind": kind, "fingerprint": fingerprint}
        return self._kit.drafts.open("job", g.account.id, data, draft_id=publish_id)

    def expect(self, job: Held, total: int, chunk: int, count: int) -> Upload:
        """The upload that the job waits for."""
        upload = self._kit.uploads.begin(
            job.account,
            total=total,
            life_s=UPLOAD_LIFE_S,
            job=job.id,
            chunk=chunk,
            count=count,
            token=secrets.token_hex(24),
        )
        self._kit.drafts.note(job, upload=upload.id)
        return upload

    def arrived(self, upload: Upload) -> None:
        """All bytes of a video are here."""
        upload = self._kit.uploads.finish(self._kit.uploads.join(upload), slow=True)
        job = self._kit.drafts.find(upload.data["job"], "job")
        assert job is not None  # noqa: S101 (its upload names it)
        account = self._kit.sandbox.accounts.get(self._kit.key, job.account)
        self._settle(job, [upload], _video_fault(upload, longest_s(account)))

    def fetch(self, job: Held, addresses: list[str]) -> None:
        """Photos come from where the app says that they are."""
        uploads: list[Upload] = []
        fault = ""
        for address in addresses:
            try:
                with fetched(address) as stream:
                    upload = self._kit.uploads.take(job.account, stream, most=LARGEST_PHOTO)
            except (CannotFetch, TooLarge) as reason:
                fault = "photo_pull_failed" if isinstance(reason, CannotFetch) else "picture_size_check_failed"
                break
            uploads.append(upload)
            fault = fault or _photo_fault(upload)
        self._settle(job, uploads, fault)

    def _settle(self, job: Held, uploads: list[Upload], fault: str) -> None:
        """What becomes of it is decided now; the app is told when processing is over."""
        job = self._kit.drafts.ripen(job, self._kit.sandbox.dials.number("media_processing_s"))
        job = self._kit.drafts.note(job, files=[upload.attached() for upload in uploads], fault=fault)
        if not fault and "_inbox_" not in job.id:
            post = self._publish(job)
            self._kit.drafts.note(job, post=post.id)

    def _publish(self, job: Held) -> Post:
        said = job.data["said"]
        photo = job.id.startswith("p_")
        privacy = said.get("privacy_level", PUBLIC)
        return self._kit.keep(
            Draft(
                job.account,
                said.get("description", "") if photo else said.get("title", ""),
                kind=SEEN_BY[privacy],
                title=(said.get("title") or None) if photo else None,
                media=job.data["files"],
                options={**said, "photo": photo},
                app=job.data["app"],
                fingerprint=job.data["fingerprint"],
            )
        )

    def finish_in_app(self, job: Held) -> Post:
        """The creator opens the draft in TikTok's app and posts it."""
        post = self._publish(job)
        self._kit.drafts.note(job, post=post.id)
        return post

    def told(self, job: Held) -> dict[str, Any]:
        """What the status endpoint says."""
        now = self._kit.sandbox.clock.now()
        photo = job.id.startswith("p_")
        if job.ready_at is None or now < job.ready_at:
            return (
                {"status": "PROCESSING_DOWNLOAD"} if photo else {"status": "PROCESSING_UPLOAD", **self._uploaded(job)}
            )
        if job.data["fault"]:
            return {"status": "FAILED", "fail_reason": job.data["fault"]}
        if "post" not in job.data:
            return {"status": "SEND_TO_USER_INBOX"}
        post = self._kit.feed.find(job.data["post"])
        moderated = now >= job.ready_at + self._kit.sandbox.dials.number("media_processing_s")
        shown = post is not None and post.kind == "post" and moderated
        return {"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [int(job.data["post"])] if shown else []}

    def _uploaded(self, job: Held) -> dict[str, int]:
        upload = self._kit.uploads.find(job.data["upload"])
        if upload is None:
            return {"uploaded_bytes": 0}
        if upload.size is not None:
            return {"uploaded_bytes": upload.size}
        return {"uploaded_bytes": len(self._kit.uploads.parts(upload)) * upload.data["chunk"]}

    def verified(self, address: str, prefixes: list[str] | None) -> bool:
        """Whether a photo's address lies where the app has shown that it is at home; without a list, anywhere here."""
        return prefixes is None or (
            any(address.startswith(prefix) for prefix in prefixes) and bool(urlsplit(address).netloc)
        )


def _video_fault(upload: Upload, longest: int) -> str:
    seen = upload.seen
    if seen is None or seen.kind != "video":
        return "file_format_check_failed"
    if not VIDEO_SIDE[0] <= min(seen.width, seen.height) <= max(seen.width, seen.height) <= VIDEO_SIDE[1]:
        return "picture_size_check_failed"
    seconds = (seen.duration_ms or 0) / 1000
    return "" if SHORTEST_S <= seconds <= longest + 0.5 else "duration_check_failed"


def _photo_fault(upload: Upload) -> str:
    seen = upload.seen
    if seen is None or seen.mime not in PHOTO_MIMES:
        return "file_format_check_failed"
    return "picture_size_check_failed" if min(seen.width, seen.height) > PHOTO_SIDE else ""
