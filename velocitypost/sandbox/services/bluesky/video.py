"""The video service: it takes a file, digests it, and puts the result into the account's repository.

https://docs.bsky.app/docs/tutorials/video
"""

from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.bluesky.answers import XrpcAnswers
from velocitypost.sandbox.services.bluesky.repo import Repo
from velocitypost.sandbox.services.bluesky.rules import (
    BLOB_LIFE_S,
    DAY,
    VIDEO_BYTES,
    VIDEO_BYTES_A_DAY,
    VIDEO_SECONDS,
    VIDEOS_A_DAY,
)
from velocitypost.sandbox.services.bluesky.sessions import PDS
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, body_of_any_size

STATES = {"working": "JOB_STATE_ENCODING", "ready": "JOB_STATE_COMPLETED", "failed": "JOB_STATE_FAILED"}


class VideoService:
    """Jobs. The same bytes again are not digested again."""

    def __init__(self, kit: Kit, answers: XrpcAnswers, repo: Repo) -> None:
        self._kit = kit
        self._answers = answers
        self._repo = repo

    def mount(self, api: Blueprint, base: str) -> None:
        """Add the endpoints."""
        api.post(f"{base}/app.bsky.video.uploadVideo")(self.upload_video)
        api.get(f"{base}/app.bsky.video.getJobStatus")(self.get_job_status)
        api.get(f"{base}/app.bsky.video.getUploadLimits")(self.get_upload_limits)

    def upload_video(self) -> Response:
        if request.args.get("did") != g.account.id or g.bearer.details.get("aud") != f"did:web:{PDS}":
            return self._answers.say(401, "InvalidToken", "The token is not for this account and its server.")
        if request.mimetype != "video/mp4":
            raise self._answers.invalid("Only video/mp4 is taken.")
        made = self._kit.drafts.made_since(g.account.id, "video", self._kit.sandbox.clock.now() - DAY)
        if made >= VIDEOS_A_DAY:
            raise self._answers.invalid("User has exceeded daily upload videos limit", "daily_vids_limit_exceeded")
        try:
            upload = self._kit.uploads.take(g.account.id, body_of_any_size(), most=VIDEO_BYTES, life_s=BLOB_LIFE_S)
        except TooLarge:
            raise self._answers.invalid("file size over limit", "file_size_over_limit") from None
        same = self._kit.drafts.find(f"{g.account.id}/{upload.sha256}", "video")
        if same is not None and not same.why:
            return answer({**self._shown(same), "error": "already_exists", "message": "Video already processed"}, 409)
        seen = upload.seen
        failed = ""
        if seen is None or seen.kind != "video":
            failed = "The file is not a video that can be read."
        elif (seen.duration_ms or 0) > VIDEO_SECONDS * 1000:
            failed = f"The video is longer than {VIDEO_SECONDS} seconds."
        blob = self._repo.referred(upload, "video/mp4")
        held = self._kit.drafts.open(
            "video",
            g.account.id,
            {"blob": blob},
            draft_id=f"{g.account.id}/{upload.sha256}",
            ready_in_s=self._kit.sandbox.dials.number("media_processing_s"),
            failed=failed,
        )
        return answer(self._shown(held))

    def _shown(self, held: Held) -> dict[str, Any]:
        status = held.status(self._kit.sandbox.clock.now())
        shown: dict[str, Any] = {"jobId": _job_id(held), "did": held.account, "state": STATES[status]}
        if status == "ready":
            return {**shown, "progress": 100, "blob": held.data["blob"]}
        if status == "failed":
            return {**shown, "error": "processing_failed", "message": held.why}
        whole = self._kit.sandbox.dials.number("media_processing_s") or 1
        passed = (self._kit.sandbox.clock.now() - held.made) / whole
        return {**shown, "progress": min(99, max(0, int(passed * 100)))}

    def get_job_status(self) -> Response:
        held = self._kit.drafts.find(request.args.get("jobId", "").replace("~", "/"), "video")
        if held is None:
            raise self._answers.invalid("Job not found")
        return answer({"jobStatus": self._shown(held)})

    def get_upload_limits(self) -> Response:
        made = self._kit.drafts.made_since(g.account.id, "video", self._kit.sandbox.clock.now() - DAY)
        left = max(0, VIDEOS_A_DAY - made)
        limits = {"canUpload": left > 0, "remainingDailyVideos": left, "remainingDailyBytes": VIDEO_BYTES_A_DAY}
        return answer(limits | ({} if left else {"message": "User has exceeded daily upload videos limit"}))


def _job_id(held: Held) -> str:
    return held.id.replace("/", "~")
