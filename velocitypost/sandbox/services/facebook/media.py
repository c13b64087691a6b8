"""Photos and videos before they are in a post: uploaded whole or in pieces, and looked at.

https://developers.facebook.com/docs/graph-api/reference/page/videos
"""

import secrets
from typing import Any, BinaryIO, cast

from flask import request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.facebook import rules
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Given
from velocitypost.sandbox.social.answers import Problem
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.fetching import CannotFetch, fetched
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import OutOfPlace, TooLarge, Upload, body_of_any_size

PHOTO, VIDEO = "photo", "video"


class Media:
    """What a Page has uploaded."""

    def __init__(self, kit: Kit, answers: GraphAnswers) -> None:
        self._kit = kit
        self._answers = answers

    # ---- photos

    def photo(self, page: Account) -> Held:
        """A picture from a form or from an address."""
        asked = Given(self._answers)
        sent, address = request.files.get("source"), asked.text("url")
        if (sent is None) == (not address):
            raise self._answers.problem(400, "324", "(#324) Requires upload file")
        try:
            if sent is not None:
                upload = self._kit.uploads.take(page.id, cast(BinaryIO, sent.stream), most=rules.PHOTO_BYTES)
            else:
                with fetched(address) as stream:
                    upload = self._kit.uploads.take(page.id, stream, most=rules.PHOTO_BYTES)
        except CannotFetch:
            raise self._answers.problem(400, "324/2069019", "(#324) Missing or invalid image file") from None
        except TooLarge:
            raise self._refused() from None
        if upload.seen is None or upload.seen.mime not in rules.PHOTO_TYPES:
            raise self._refused()
        self._kit.uploads.note(upload, alt=asked.text("alt_text_custom"))
        return self._kit.drafts.open(PHOTO, page.id, {"upload": upload.id}, draft_id=_new_id(), ready_in_s=0)

    def _refused(self) -> Problem:
        words = "Your photos couldn't be uploaded. Photos should be saved as JPG, PNG, GIF, TIFF, HEIF or WebP files."
        return self._answers.problem(400, "1/1366046", "(#1) Invalid image", words)

    def own(self, page: Account, name: str, kind: str) -> Held:
        """An upload of this Page that is in no post yet. Raises the service's complaint."""
        held = self._kit.drafts.find(name, kind)
        if held is None or held.account != page.id:
            raise self._answers.invalid(f"Invalid {kind} id {name}")
        if held.state != "open":
            raise self._answers.invalid(f"The {kind} {name} was already published")
        return held

    def attached(self, held: Held) -> dict[str, Any]:
        """What a post keeps of it."""
        return self.upload(held).attached(node=held.id)

    def upload(self, held: Held) -> Upload:
        found = self._kit.uploads.find(held.data["upload"])
        assert found is not None  # noqa: S101  uploads do not expire here
        return found

    # ---- videos

    def begin(self, page: Account, kind: str, total: int | None = None) -> Held:
        """A video of which nothing is here yet."""
        upload = self._kit.uploads.begin(page.id, total=total)
        return self._kit.drafts.open(VIDEO, page.id, {"kind": kind, "upload": upload.id}, draft_id=_new_id())

    def begin_pieces(self, page: Account) -> tuple[Held, dict[str, str]]:
        """The first phase of a video for the feed, and the range that is wanted."""
        size = Given(self._answers).whole("file_size")
        if size is None or not 0 < size <= rules.VIDEO_BYTES:
            raise self._answers.invalid("Param file_size must be the number of bytes of the video")
        held = self.begin(page, "feed", size)
        return held, self._range(self.upload(held))

    def piece(self, page: Account) -> dict[str, str]:
        """A middle phase: the range that was asked for, or its beginning."""
        asked = Given(self._answers)
        held = self._session(page, asked.needed("upload_session_id"))
        sent, start = request.files.get("video_file_chunk"), asked.whole("start_offset")
        upload = self.upload(held)
        if sent is None or start is None:
            raise self._answers.invalid("video_file_chunk and start_offset are required")
        try:
            self._kit.uploads.append(upload, cast(BinaryIO, sent.stream), at=start, most=upload.total)
        except OutOfPlace:
            raise self._answers.problem(400, "6001/1363037", "There was a problem uploading your video file.") from None
        except TooLarge:
            raise self._answers.invalid("The piece goes beyond the end of the video") from None
        return self._range(upload)

    def _session(self, page: Account, session: str) -> Held:
        return self.own(page, session, VIDEO)

    def session_of_request(self, page: Account) -> Held:
        """The video that the last phase is about."""
        held = self._session(page, Given(self._answers).needed("upload_session_id"))
        self.require_whole(held)
        return held

    def _range(self, upload: Upload) -> dict[str, str]:
        here, total = self._kit.uploads.received(upload), upload.total or 0
        return {"start_offset": str(here), "end_offset": str(min(here + rules.PIECE_BYTES, total))}

    def require_whole(self, held: Held) -> None:
        upload = self.upload(held)
        if upload.total is None or self._kit.uploads.received(upload) < upload.total:
            raise self._answers.problem(400, "6000/1363130", "The video file is not uploaded completely.")

    def receive(self, held: Held) -> str | None:
        """The upload host's part: all bytes from an offset on. Returns what is wrong, in its own word."""
        upload = self.upload(held)
        if address := request.headers.get("file_url"):
            return self._pull(upload, address)
        total, offset = request.headers.get("file_size", ""), request.headers.get("offset", "")
        if not total.isdigit() or not offset.isdigit() or int(total) > rules.VIDEO_BYTES:
            return "HeadersInvalidError"
        if upload.total not in (None, int(total)):
            return "OffsetInvalidError"
        self._kit.uploads.note(upload, total=int(total))
        try:
            here = self._kit.uploads.append(upload, body_of_any_size(), at=int(offset), most=int(total))
        except (OutOfPlace, TooLarge):
            return "OffsetInvalidError"
        return None if here == int(total) else "PartialRequestError"

    def _pull(self, upload: Upload, address: str) -> str | None:
        try:
            with fetched(address) as stream:
                here = self._kit.uploads.append(upload, stream, most=rules.VIDEO_BYTES)
        except (CannotFetch, TooLarge):
            return "FileUrlProcessingError"
        self._kit.uploads.note(upload, total=here)
        return None

    def finish(self, held: Held) -> str:
        """Looks into the bytes; what is wrong with them, or nothing."""
        upload = self._kit.uploads.finish(self.upload(held), slow=True)
        seen, kind = upload.seen, held.data["kind"]
        if seen is None or seen.kind != "video":
            return "The video file you selected is in a format that we don't support."
        seconds = (upload.duration_ms or 0) / 1000
        if kind == "feed":
            return "" if 0 < seconds <= rules.VIDEO_SECONDS else "The video is too long."
        least, most = rules.REEL_SECONDS if kind == "reel" else rules.STORY_SECONDS
        if not least <= seconds <= most:
            return f"The video must be {least} to {most} seconds long."
        if abs(seen.ratio - rules.REEL_RATIO) > rules.RATIO_SLACK:
            return "The aspect ratio of the video must be 9:16."
        small = seen.width < rules.REEL_SIZE[0] or seen.height < rules.REEL_SIZE[1]
        return "The resolution of the video is too low." if small else ""

    def status(self, held: Held) -> dict[str, Any]:
        """https://developers.facebook.com/docs/graph-api/reference/video-status"""
        upload = self.upload(held)
        here = self._kit.uploads.received(upload)
        whole = upload.total is not None and here >= upload.total
        uploading = {
            "status": "complete" if whole else "in_progress" if here else "not_started",
            "bytes_transfered": here,
        }
        phases: dict[str, Any] = {"uploading_phase": uploading, "processing_phase": {"status": "not_started"}}
        phases["publishing_phase"] = {"status": "not_started"}
        if held.state == "failed":
            phases["processing_phase"] = {"status": "error", "errors": [{"code": 1363008, "message": held.why}]}
            return {"video_status": "error", **phases}
        if held.state != "done":
            return {"video_status": "upload_complete" if whole else "uploading", **phases}
        ripe = self._kit.uploads.ripeness(upload) >= 1
        phases["processing_phase"] = {"status": "complete" if ripe else "in_progress"}
        phases["publishing_phase"] = {"status": "complete", "publish_status": "published"}
        return {"video_status": "ready" if ripe else "processing", **phases}


def _new_id() -> str:
    return "1" + str(secrets.randbelow(10**15)).zfill(15)
