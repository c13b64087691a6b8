"""Pictures, videos and documents: registered, sent to an address of their own, processed, then of use.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/images-api, …/videos-api and
…/documents-api
"""

import secrets
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.linkedin.answers import LinkedInAnswers
from velocitypost.sandbox.services.linkedin.asking import Asking
from velocitypost.sandbox.services.linkedin.rules import API, DAY_S, SITE
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, Upload, body_of_any_size

KINDS = {"images": "image", "videos": "video", "documents": "document"}
PART = 4_194_304
MB = 1024 * 1024
MOST = {"image": 36 * MB, "video": 500 * MB, "document": 100 * MB}
PIXELS, GIF_FRAMES, PAGES = 36_152_320, 250, 300
VIDEO_MS, VIDEO_RATIO = (3_000, 1_800_000), (1 / 2.4, 2.4)
TYPES = {
    "image": {"image/jpeg", "image/png", "image/gif"},
    "video": {"video/mp4"},
    "document": {"application/pdf"},
}
MAY_UPLOAD = {"person": {"w_member_social"}, "organization": {"w_organization_social"}}
LOGO = "urn:li:image:LOGO"


class MediaApi:
    """Views below /rest/images, /rest/videos, /rest/documents and /dms-uploads."""

    def __init__(self, kit: Kit, answers: LinkedInAnswers, asking: Asking) -> None:
        self._kit = kit
        self._answers = answers
        self._asking = asking

    def mount(self, api: Blueprint) -> None:
        """Add the endpoints."""
        for resource in KINDS:
            api.post(f"{API}/rest/{resource}", endpoint=f"act_on_{resource}")(self.act)
            api.get(f"{API}/rest/{resource}/<urn>", endpoint=f"get_{resource}")(self.show)
        api.put(f"{SITE}/dms-uploads/<asset>/<part>")(self.receive)

    def act(self) -> Response:
        resource = request.path.rpartition("/")[2]
        action = self._asking.query({"action"}).get("action")
        body = self._asking.body()
        if action == "initializeUpload" and set(body) == {"initializeUploadRequest"}:
            return self._register(resource, body["initializeUploadRequest"])
        if action == "finalizeUpload" and resource == "videos" and set(body) == {"finalizeUploadRequest"}:
            return self._finalize(body["finalizeUploadRequest"])
        raise self._answers.problem(400, "ILLEGAL_ARGUMENT", "Resource method could not be resolved from the request")

    def _register(self, resource: str, wanted: Any) -> Response:
        kind = KINDS[resource]
        known = {"owner", "fileSizeBytes", "uploadCaptions", "uploadThumbnail"} if kind == "video" else {"owner"}
        errors = [
            (f"/initializeUploadRequest/{n}", "unrecognized field found but not allowed") for n in set(wanted) - known
        ]
        if kind == "video" and not isinstance(wanted.get("fileSizeBytes"), int):
            errors.append(
                ("/initializeUploadRequest/fileSizeBytes", "field is required but not found and has no default value")
            )
        if errors:
            raise self._answers.bad_shape(errors)
        owner_kind, owner = self._asking.owner(wanted.get("owner"), "/initializeUploadRequest/owner")
        self._asking.need(MAY_UPLOAD, owner_kind)
        size = wanted.get("fileSizeBytes")
        if size is not None and not 0 < size <= MOST["video"]:
            raise self._answers.bad_field(
                "INVALID_VALUE_FOR_FIELD", "fileSizeBytes", "The video's size is out of range"
            )
        urn = f"urn:li:{kind}:D4E{secrets.token_urlsafe(14)}"
        token = secrets.token_urlsafe(24)
        self._kit.uploads.begin(owner.id, upload_id=urn, total=size, sort=kind, token=token, uploader=g.account.id)
        ends = int((self._kit.sandbox.clock.now() + DAY_S) * 1000)
        return answer({"value": self._told(urn, kind, token, size, ends)})

    def _told(self, urn: str, kind: str, token: str, size: int | None, ends: int) -> dict[str, Any]:
        def address(part: int) -> str:
            return self._kit.address(f"{SITE}/dms-uploads/{urn.rpartition(':')[2]}/{part}?m={kind}&ut={token}")

        if size is None:
            return {"uploadUrlExpiresAt": ends, "uploadUrl": address(0), kind: urn}
        parts = [
            {"uploadUrl": address(n), "firstByte": start, "lastByte": min(start + PART, size) - 1}
            for n, start in enumerate(range(0, size, PART))
        ]
        return {"uploadUrlsExpireAt": ends, kind: urn, "uploadInstructions": parts, "uploadToken": token[:8]}

    def receive(self, asset: str, part: str) -> Response:
        """The address is a secret of its own: no token is asked for."""
        kind = request.args.get("m", "")
        upload = self._kit.uploads.find(f"urn:li:{kind}:{asset}")
        if upload is None or upload.data["token"] != request.args.get("ut") or not part.isdigit():
            raise self._answers.problem(403, "ACCESS_DENIED", "The upload address is not valid")
        late = self._kit.sandbox.clock.now() > upload.begun + DAY_S
        if late or upload.finished is not None:
            raise self._answers.problem(400, "ILLEGAL_ARGUMENT", "The upload address is used up")
        try:
            most = PART if kind == "video" else MOST[kind]
            etag = self._kit.uploads.put_part(upload, int(part), body_of_any_size(), most=most)
        except TooLarge:
            raise self._answers.problem(400, "ILLEGAL_ARGUMENT", "The file is too large") from None
        if kind == "video":
            self._note_part(upload, part, etag)
            response = Response(status=200)
            response.headers["etag"] = etag
            return response
        self._judge(self._kit.uploads.finish(self._kit.uploads.join(upload), slow=True if kind == "document" else None))
        return Response(status=201)

    def _note_part(self, upload: Upload, part: str, etag: str) -> None:
        etags = {**upload.data.get("etags", {}), str(int(part)): etag}
        self._kit.uploads.note(upload, data={**upload.data, "etags": etags})

    def _finalize(self, wanted: Any) -> Response:
        upload = self._owned(wanted.get("video"), "video")
        if upload.finished is not None:
            raise self._answers.problem(400, "ILLEGAL_ARGUMENT", "The upload was finalized before")
        etags = upload.data.get("etags", {})
        expected = [etags.get(str(n)) for n in range(-(-(upload.total or 0) // PART))]
        if wanted.get("uploadToken") != upload.data["token"][:8] or wanted.get("uploadedPartIds") != expected:
            words = "The ids of the uploaded parts do not match what was received"
            raise self._answers.bad_field("INVALID_VALUE_FOR_FIELD", "uploadedPartIds", words)
        self._judge(self._kit.uploads.finish(self._kit.uploads.join(upload)))
        return Response(status=200)

    def _judge(self, upload: Upload) -> None:
        """What cannot be processed fails while it is processed, not before."""
        seen, kind = upload.seen, upload.data["sort"]
        wrong = ""
        if seen is None or seen.mime not in TYPES[kind]:
            wrong = "its type is not supported"
        elif kind == "image" and (seen.width * seen.height >= PIXELS or seen.frames > GIF_FRAMES):
            wrong = "it has too many pixels or frames"
        elif kind == "document" and (seen.pages or 0) > PAGES:
            wrong = "it has too many pages"
        elif kind == "video" and not VIDEO_MS[0] <= (seen.duration_ms or 0) <= VIDEO_MS[1]:
            wrong = "it is too short or too long"
        elif kind == "video" and not VIDEO_RATIO[0] <= seen.ratio <= VIDEO_RATIO[1]:
            wrong = "it is too narrow or too wide"
        elif kind == "video" and upload.size != upload.total:
            wrong = "it has another size than was said"
        if wrong:
            self._kit.uploads.note(upload, broken=wrong)

    def status(self, upload: Upload) -> str:
        """As the API names it."""
        if upload.finished is None:
            return "WAITING_UPLOAD"
        if self._kit.uploads.ripeness(upload) < 1:
            return "PROCESSING"
        return "PROCESSING_FAILED" if upload.broken else "AVAILABLE"

    def _owned(self, urn: Any, kind: str) -> Upload:
        upload = self._kit.uploads.find(urn) if isinstance(urn, str) and urn.startswith(f"urn:li:{kind}:") else None
        if upload is None:
            raise self._answers.problem(404, "NOT_FOUND", f"Could not find entity {urn}")
        owner = self._kit.sandbox.accounts.get(self._kit.key, upload.account)
        self._asking.owner(self._asking.urn_of(owner), "owner")
        return upload

    def show(self, urn: str) -> Response:
        kind = KINDS[request.path.split("/")[3]]
        if urn.startswith(LOGO):
            account = self._kit.account(urn.removeprefix(LOGO))
            if account is not None:
                shown = {"id": urn, "status": "AVAILABLE", "downloadUrl": self._kit.avatar(account)}
                return answer({**shown, "owner": self._asking.urn_of(account)})
        upload = self._owned(urn, kind)
        shown = {"id": urn, "status": self.status(upload)}
        owner = self._kit.sandbox.accounts.get(self._kit.key, upload.account)
        shown["owner"] = self._asking.urn_of(owner)
        if shown["status"] == "AVAILABLE":
            shown["downloadUrl"] = self._kit.media_address(upload.name or "")
        return answer(shown)

    def usable(self, urn: Any, kinds: set[str], owner_id: str, path: str) -> Upload:
        """An upload that a post of this owner may hold; raises LinkedIn's refusals."""
        sort = urn.split(":")[2] if isinstance(urn, str) and urn.count(":") == 3 else ""
        if sort not in kinds:
            raise self._answers.bad_field("INVALID_URN_TYPE", path, f"{urn} is no {' or '.join(sorted(kinds))}")
        upload = self._kit.uploads.find(urn)
        if upload is None:
            raise self._answers.bad_field("INVALID_URN_ID", path, f"{urn} does not exist")
        if upload.account != owner_id:
            raise self._answers.bad_field("INVALID_CONTENT_OWNERSHIP", path, f"{urn} belongs to another author")
        status = self.status(upload)
        if status != "AVAILABLE":
            words = f"Media asset error; asset {urn} has an error status of {status}"
            code = f"MEDIA_ASSET_{status}"
            raise self._answers.bad_field(code, path, words)
        return upload
