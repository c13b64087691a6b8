"""The endpoints of open.tiktokapis.com that the twin answers. https://developers.tiktok.com/doc"""

import hashlib
import json
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.tiktok.answers import TikTokAnswers, ok
from velocitypost.sandbox.services.tiktok.jobs import Jobs, longest_s
from velocitypost.sandbox.services.tiktok.rules import (
    CHUNK,
    CLOSED,
    CLOSED_ACCOUNT,
    DRAFTS_WAITING,
    INBOX_BODY,
    LARGEST_LAST_CHUNK,
    LIMITS,
    LIST_BODY,
    LONGEST_DESCRIPTION,
    LONGEST_PHOTO_TITLE,
    LONGEST_TITLE,
    NEEDS,
    OPEN_ACCOUNT,
    PHOTO_BODY,
    POSTS_A_DAY,
    QUERY_BODY,
    STATUS_BODY,
    UNAUDITED_USERS,
    USER_FIELDS,
    VIDEO_BODY,
    VIDEO_FIELDS,
    units,
)
from velocitypost.sandbox.shapes import Members
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.guard import Guard
from velocitypost.sandbox.social.kit import Kit

BASE = "/open.tiktokapis.com/v2"
DAY_S = 86_400


def blueprint(kit: Kit, answers: TikTokAnswers, jobs: Jobs) -> Blueprint:
    """Everything behind an access token."""
    guard = Guard(
        kit.sandbox,
        kit.tokens,
        answers,
        lambda operation: NEEDS.get(operation, frozenset()),
        lambda operation: LIMITS.get(operation, ()),
    )
    api = guard.blueprint("api")
    views = _Api(kit, answers, jobs)
    api.get(f"{BASE}/user/info/")(views.user_info)
    api.post(f"{BASE}/video/list/")(views.list_videos)
    api.post(f"{BASE}/video/query/")(views.query_videos)
    api.post(f"{BASE}/post/publish/creator_info/query/")(views.creator_info)
    api.post(f"{BASE}/post/publish/video/init/")(views.init_video)
    api.post(f"{BASE}/post/publish/inbox/video/init/")(views.init_inbox_video)
    api.post(f"{BASE}/post/publish/content/init/")(views.init_photos)
    api.post(f"{BASE}/post/publish/status/fetch/")(views.fetch_status)
    return api


class _Api:
    def __init__(self, kit: Kit, answers: TikTokAnswers, jobs: Jobs) -> None:
        self._kit = kit
        self._answers = answers
        self._jobs = jobs

    def _body(self, shape: Members) -> dict[str, Any]:
        try:
            body = json.loads(request.get_data() or b"{}")
        except (ValueError, RecursionError):
            raise self._answers.problem(400, "invalid_params", "The request body is not JSON.") from None
        if wrongs := shape.check(body, "$"):
            raise self._answers.problem(
                400, "invalid_params", f"The request parameters are invalid: {wrongs[0].message}"
            )
        found: dict[str, Any] = body
        return found

    def _fields(self, known: Any) -> list[str]:
        names = [name for name in request.args.get("fields", "").split(",") if name]
        unknown = [name for name in names if name not in known]
        if unknown or not names:
            words = f"Fields {','.join(unknown)} are invalid." if unknown else "Fields is required."
            raise self._answers.problem(400, "invalid_params", words)
        return names

    def _one_of(self, *scopes: str) -> None:
        if not g.bearer.scopes & set(scopes):
            response = self._answers.lacking(frozenset(scopes[:1]))
            raise self._answers.problem(response.status_code, "scope_not_authorized", "The scope is not authorized.")

    def user_info(self) -> Response:
        fields = self._fields(USER_FIELDS)
        needed = {f"user.info.{USER_FIELDS[name]}" for name in fields}
        if lacking := needed - g.bearer.scopes:
            words = f"The user did not authorize the scope required for completing this request: {', '.join(lacking)}."
            raise self._answers.problem(401, "scope_not_authorized", words)
        account = g.account
        face = self._kit.avatar(account)
        whole = {
            "open_id": account.id,
            "union_id": hashlib.sha256(account.id.encode()).hexdigest()[:36],
            "avatar_url": face,
            "avatar_url_100": face,
            "avatar_large_url": face,
            "display_name": account.name,
            "bio_description": account.bio,
            "profile_deep_link": self._kit.address(f"/www.tiktok.com/@{account.handle}"),
            "is_verified": False,
            "username": account.handle,
            "follower_count": account.followers,
            "following_count": account.following,
            "likes_count": 0,
            "video_count": self._kit.feed.counts().get(account.id, 0),
        }
        return ok({"user": {name: whole[name] for name in fields}})

    def list_videos(self) -> Response:
        """Public videos only, and no photos."""
        fields, body = self._fields(VIDEO_FIELDS), self._body(LIST_BODY)
        size = body.get("max_count", 10)
        where = "account=? AND kind='post' AND created_ms<? AND json_extract(options, '$.photo')=0"
        posts = self._kit.feed.select(where, g.account.id, body.get("cursor", 2**62), limit=size + 1)
        page = posts[:size]
        cursor = page[-1].created_ms if page else 0
        return ok({"videos": self._shown(page, fields), "cursor": cursor, "has_more": len(posts) > size})

    def query_videos(self) -> Response:
        fields, body = self._fields(VIDEO_FIELDS), self._body(QUERY_BODY)
        found = self._kit.feed.find_many(body["filters"]["video_ids"])
        mine = [
            post for post in found if post.account == g.account.id and post.kind == "post" and post.reply_to is None
        ]
        return ok({"videos": self._shown(mine, fields)})

    def _shown(self, posts: list[Post], fields: list[str]) -> list[dict[str, Any]]:
        numbers = self._kit.crowd.numbers(posts) if posts else {}
        return [self._video(post, numbers[post.id], fields) for post in posts]

    def _video(self, post: Post, numbers: dict[str, int], fields: list[str]) -> dict[str, Any]:
        medium = post.media[0]
        whole = {
            "id": post.id,
            "create_time": post.created_ms // 1000,
            "cover_image_url": self._kit.avatar(g.account),
            "share_url": self._kit.post_address(post),
            "video_description": post.text,
            "title": post.title or post.text,
            "duration": (medium["duration_ms"] or 0) // 1000,
            "height": medium["height"],
            "width": medium["width"],
            "embed_html": "",
            "embed_link": self._kit.post_address(post),
            "like_count": numbers["likes"],
            "comment_count": numbers["comments"],
            "share_count": numbers["shares"],
            "view_count": numbers["views"],
        }
        return {name: whole[name] for name in fields}

    def creator_info(self) -> Response:
        account = g.account
        closed = account.handle in CLOSED
        self._require_room()
        return ok(
            {
                "creator_avatar_url": self._kit.avatar(account),
                "creator_username": account.handle,
                "creator_nickname": account.name,
                "privacy_level_options": list(CLOSED_ACCOUNT if closed else OPEN_ACCOUNT),
                "comment_disabled": False,
                "duet_disabled": closed,
                "stitch_disabled": closed,
                "max_video_post_duration_sec": longest_s(account),
            }
        )

    def _require_room(self) -> None:
        since = self._kit.sandbox.clock.now() - DAY_S
        made = self._kit.drafts.listed(g.account.id, "job", 200)
        posted = sum(1 for job in made if job.made >= since and "_pub_" in job.id and "post" in job.data)
        if posted >= POSTS_A_DAY * self._kit.sandbox.dials.number("rate_limit_factor"):
            words = "The daily post cap from the API is reached for the current user."
            raise self._answers.problem(403, "spam_risk_too_many_posts", words)

    def init_video(self) -> Response:
        body = self._body(VIDEO_BODY)
        self._check_said(body["post_info"], LONGEST_TITLE)
        self._check_chunks(body["source_info"])
        return self._opened("v_pub_file", body["post_info"], body["source_info"])

    def init_inbox_video(self) -> Response:
        body = self._body(INBOX_BODY)
        self._check_chunks(body["source_info"])
        self._require_inbox()
        return self._opened("v_inbox_file", {}, body["source_info"])

    def _require_inbox(self) -> None:
        waiting = self._kit.drafts.listed(g.account.id, "job", 200)
        since = self._kit.sandbox.clock.now() - DAY_S
        left = [job for job in waiting if "_inbox_" in job.id and job.made >= since and "post" not in job.data]
        if len(left) >= DRAFTS_WAITING:
            words = "There may be at most 5 pending shares within any 24-hour period."
            raise self._answers.problem(403, "spam_risk_too_many_pending_share", words)

    def _opened(self, kind: str, said: dict[str, Any], source: dict[str, Any]) -> Response:
        job = self._jobs.begin(kind, said, hashlib.sha256(request.get_data()).hexdigest())
        upload = self._jobs.expect(job, source["video_size"], source["chunk_size"], source["total_chunk_count"])
        where = f"/open-upload.tiktokapis.com/video/?upload_id={upload.id}&upload_token={upload.data['token']}"
        return ok({"publish_id": job.id, "upload_url": self._kit.address(where)})

    def _check_chunks(self, source: dict[str, Any]) -> None:
        """https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide"""
        size, chunk, count = source["video_size"], source["chunk_size"], source["total_chunk_count"]
        last = size - chunk * (count - 1)
        whole = chunk == size and count == 1 and size <= CHUNK[1]
        parts = CHUNK[0] <= chunk <= CHUNK[1] and count == size // chunk and 0 < last <= LARGEST_LAST_CHUNK
        if not (whole or parts):
            raise self._answers.problem(400, "invalid_params", "The total chunk count is invalid")

    def _check_said(self, said: dict[str, Any], longest: int) -> None:
        account, privacy = g.account, said.get("privacy_level")
        if units(said.get("title", "")) > longest or units(said.get("description", "")) > LONGEST_DESCRIPTION:
            raise self._answers.problem(400, "invalid_params", "The title or the description is too long.")
        if privacy is None:
            raise self._answers.problem(400, "invalid_params", "privacy_level is required.")
        if privacy not in (CLOSED_ACCOUNT if account.handle in CLOSED else OPEN_ACCOUNT):
            words = "privacy_level is not specified or not among the privacy_level_options of the creator."
            raise self._answers.problem(403, "privacy_level_option_mismatch", words)
        if said.get("brand_content_toggle") and privacy == "SELF_ONLY":
            words = "Branded content visibility cannot be set to private."
            raise self._answers.problem(400, "invalid_params", words)
        self._require_room()
        self._require_audit(privacy)

    def _require_audit(self, privacy: str) -> None:
        """https://developers.tiktok.com/doc/content-sharing-guidelines"""
        app = self._kit.tokens.find_app(g.app)
        if app is None or app.details.get("audited", True):
            return
        if g.account.handle not in CLOSED or privacy != "SELF_ONLY":
            words = "Unaudited client can only post to a private account. The publish attempt will be blocked."
            raise self._answers.problem(403, "unaudited_client_can_only_post_to_private_accounts", words)
        everybody = self._kit.sandbox.accounts.listed(self._kit.key, "owner")
        since = self._kit.sandbox.clock.now() - DAY_S
        users = {one.id for one in everybody if self._kit.drafts.made_since(one.id, "job", since)} | {g.account.id}
        if len(users) > UNAUDITED_USERS:
            raise self._answers.problem(403, "reached_active_user_cap", "The daily quota of users is reached.")

    def init_photos(self) -> Response:
        body = self._body(PHOTO_BODY)
        direct = body["post_mode"] == "DIRECT_POST"
        said, source = body["post_info"], body["source_info"]
        self._one_of(*(("video.publish",) if direct else ("video.upload", "video.publish")))
        if direct:
            self._check_said(said, LONGEST_PHOTO_TITLE)
        else:
            self._require_inbox()
        if source["photo_cover_index"] >= len(source["photo_images"]):
            raise self._answers.problem(400, "invalid_params", "photo_cover_index is out of range.")
        app = self._kit.tokens.find_app(g.app)
        prefixes = app.details.get("prefixes") if app else None
        if not all(self._jobs.verified(address, prefixes) for address in source["photo_images"]):
            words = "Please review our URL ownership verification rules."
            raise self._answers.problem(403, "url_ownership_unverified", words)
        kind = "p_pub_url" if direct else "p_inbox_url"
        job = self._jobs.begin(kind, said, hashlib.sha256(request.get_data()).hexdigest())
        self._jobs.fetch(job, source["photo_images"])
        return ok({"publish_id": job.id})

    def fetch_status(self) -> Response:
        self._one_of("video.publish", "video.upload")
        job = self._kit.drafts.find(self._body(STATUS_BODY)["publish_id"], "job")
        if job is None:
            raise self._answers.problem(400, "invalid_publish_id", "The publish_id does not exist.")
        if job.account != g.account.id or job.data["app"] != g.app:
            words = "access_token is not authorized for the specified publish_id."
            raise self._answers.problem(401, "token_not_authorized_for_specified_publish_id", words)
        return ok(self._jobs.told(job))
