"""Bluesky, by the AT Protocol. https://docs.bsky.app/docs/get-started"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from velocitypost.contract.answers import reading_written
from velocitypost.contract.capabilities import (
    DeletesPosts,
    FindsPosts,
    Publishes,
    ReadsAudience,
    ReadsComments,
    ReadsMetrics,
    SignsIn,
)
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Rejected
from velocitypost.contract.spec import AppPassword, Choice, Limits, Option, Pace, Source, Spec
from velocitypost.contract.types import (
    Audience,
    Comment,
    Draft,
    Grant,
    Metrics,
    Pending,
    Problem,
    Profile,
    Published,
    Quota,
)
from velocitypost.core.http import Response
from velocitypost.platforms._bluesky_errors import error_name, error_of, quota_of
from velocitypost.platforms._bluesky_media import upload_file
from velocitypost.platforms._bluesky_reading import (
    answers_below,
    comment_of,
    grant_of,
    metrics_of,
    published_of,
)
from velocitypost.platforms._bluesky_record import POST, page_of, post_record, read_record, record_key_of, uri_of

_VERIFIED = date(2026, 11, 27)
_LEXICONS = "https://github.com/bluesky-social/atproto/blob/main/lexicons"
_TEXT_BYTES = 3000
_CHECK_AFTER = 2.0
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class Bluesky(Publishes, FindsPosts, DeletesPosts, ReadsMetrics, ReadsAudience, ReadsComments, SignsIn):
    """https://docs.bsky.app/docs/category/http-reference"""

    metrics_batch = 25

    spec = Spec(
        key="bluesky",
        name="Bluesky",
        kind="social",
        api_url="https://bsky.social",
        site_url="https://bsky.app",
        auth=AppPassword(
            name_label="Handle",
            password_label="App password",
            help_url="https://bsky.app/settings/app-passwords",
            source=Source("https://docs.bsky.app/docs/api/com-atproto-server-create-session", _VERIFIED),
        ),
        limits=Limits(
            text_max=300,
            count_rule="graphemes",
            images_max=4,
            videos_max=1,
            attachments_max=4,
            image_types=("image/jpeg", "image/png", "image/webp"),
            image_max_bytes=2_000_000,
            video_types=("video/mp4",),
            video_max_bytes=100_000_000,
            video_seconds=(0, 180),
            alt_text_max=1000,
            follow_ups="thread",
            source=Source(f"{_LEXICONS}/app/bsky/feed/post.json", _VERIFIED),
        ),
        pace=Pace(
            posts_per_window=1_666,
            window_seconds=3_600,
            settle_seconds=1,
            # The record is asked for by the key that we chose: what is not there was not written.
            absence_proves_after=5,
            source=Source("https://docs.bsky.app/docs/advanced-guides/rate-limits", _VERIFIED),
        ),
        kinds=("text", "link", "image", "images", "video", "thread"),
        options=(
            Option("card_title", "Link card: title", "text", max=300, help="Shown for the first link of the text."),
            Option("card_description", "Link card: description", "text", max=1_000),
            Option(
                "content_warning",
                "Content warning",
                "choice",
                choices=(
                    Choice("sexual", "Suggestive"),
                    Choice("nudity", "Nudity"),
                    Choice("porn", "Adult content"),
                    Choice("graphic-media", "Graphic media"),
                ),
                every_part=True,
            ),
            Option("languages", "Languages", "tags", max=3, help="Codes such as en or pt.", every_part=True),
        ),
        hosts=("video.bsky.app",),
        about="Short posts on an open network",
        notes=("A GIF becomes a video, which Bluesky repeats.",),
    )

    # ---- signing in

    def sign_in(self, client: Client, name: str, password: str) -> Grant:
        body = {"identifier": name.strip().removeprefix("@"), "password": password.strip()}
        try:
            return grant_of(client.send("POST", "/xrpc/com.atproto.server.createSession", json=body))
        except ReconnectNeeded as error:
            fix = "Make an app password in Bluesky's settings and copy it whole."
            raise Rejected(
                "Bluesky does not know this handle with this app password.", code=error.code, fix=fix
            ) from error

    def renew(self, client: Client) -> Grant:
        return grant_of(client.send("POST", "/xrpc/com.atproto.server.refreshSession"))

    def sign_out(self, client: Client) -> None:
        client.send("POST", "/xrpc/com.atproto.server.deleteSession")

    def token_ended(self, response: Response) -> bool:
        return response.status == 401 or (response.status == 400 and error_name(response) == "ExpiredToken")

    def identify(self, client: Client) -> Profile:
        session = client.get("/xrpc/com.atproto.server.getSession")
        profile = client.get("/xrpc/app.bsky.actor.getProfile", {"actor": session["did"]})
        services = (session.get("didDoc") or {}).get("service", ())
        servers = [one["serviceEndpoint"] for one in services if one.get("id", "").endswith("#atproto_pds")]
        return Profile(
            platform_user_id=session["did"],
            username=session["handle"],
            name=profile.get("displayName") or session["handle"],
            picture_url=profile.get("avatar"),
            follower_count=profile.get("followersCount"),
            profile_url=f"{client.site_url}/profile/{session['handle']}",
            facts={"server": urlsplit(servers[0]).hostname} if servers else {},
        )

    # ---- posts

    def check(self, draft: Draft) -> list[Problem]:
        problems = super().check(draft)
        size = len(draft.text.encode())
        if size > _TEXT_BYTES and not any(problem.code == "too_long" for problem in problems):
            message = f"Bluesky takes {_TEXT_BYTES:,} bytes of text; these signs need {size:,}."
            problems.insert(0, Problem("error", "text", "too_long", message))
        if strange := [one for one in draft.options.get("languages") or () if not _LANGUAGE.fullmatch(str(one))]:
            message = f"“Languages”: write codes such as en or pt-BR. This is none: {strange[0]}."
            problems.append(Problem("error", "options", "option_invalid", message, "languages"))
        return problems

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        return self._advance(client, draft, [{} for _ in draft.attachments], key)

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        return self._advance(client, draft, [dict(upload) for upload in pending.state["uploads"]], key)

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        try:
            return published_of(client, read_record(client, uri_of(client, record_key_of(key))))
        except Rejected as error:
            if error.code != "RecordNotFound":
                raise
            return None

    def delete(self, client: Client, platform_post_id: str) -> None:
        where = {"repo": client.platform_user_id, "collection": POST, "rkey": platform_post_id.rpartition("/")[2]}
        client.send("POST", "/xrpc/com.atproto.repo.deleteRecord", json=where, writes=True)

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        ids = {uri_of(client, post_id): post_id for post_id in platform_post_ids}
        query = urlencode([("uris", uri) for uri in ids])
        posts = client.get(f"/xrpc/app.bsky.feed.getPosts?{query}")["posts"]
        return {ids[post["uri"]]: metrics_of(post) for post in posts}

    def audience(self, client: Client) -> Audience:
        profile = client.get("/xrpc/app.bsky.actor.getProfile", {"actor": client.platform_user_id})
        return Audience(profile["followersCount"], profile["followsCount"], profile["postsCount"])

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        query = {"uri": uri_of(client, platform_post_id), "depth": "10"}
        thread = client.get("/xrpc/app.bsky.feed.getPostThread", query)["thread"]
        others = [post for post in answers_below(thread) if post["author"]["did"] != client.platform_user_id]
        return sorted((comment_of(client, post) for post in others), key=lambda one: one.created_at, reverse=True)

    def post_id_of(self, url: str) -> str | None:
        found = re.fullmatch(r"/profile/([^/]+)/post/([a-z2-7]{13})/?", urlsplit(url).path)
        return f"at://{found[1]}/{POST}/{found[2]}" if found else None

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        """https://atproto.com/specs/xrpc#error-responses"""
        return error_of(response, writes=writes, now=now)

    def read_quota(self, response: Response, *, operation: str) -> Quota | None:
        return quota_of(response, operation)

    def _advance(self, client: Client, draft: Draft, uploads: list[dict[str, Any]], key: str) -> Published | Pending:
        for attachment, upload in zip(draft.attachments, uploads, strict=True):
            if "blob" not in upload:
                upload_file(client, attachment, upload)
                if "blob" not in upload:
                    wait = _CHECK_AFTER
                    return Pending({"uploads": uploads}, check_after=wait, note="Bluesky is taking in the video.")
                if any("blob" not in other for other in uploads):
                    return Pending({"uploads": uploads}, check_after=0)
        return self._write(client, draft, [upload["blob"] for upload in uploads], key)

    def _write(self, client: Client, draft: Draft, blobs: list[Any], key: str) -> Published:
        record_key = record_key_of(key)
        body = {
            "repo": client.platform_user_id,
            "collection": POST,
            "rkey": record_key,
            "record": post_record(client, draft, blobs),
            # It must not be there yet: a second try at the same publication changes nothing.
            "swapRecord": None,
        }
        try:
            response = client.send("POST", "/xrpc/com.atproto.repo.putRecord", json=body, writes=True)
        except Rejected as error:
            if error.code != "InvalidSwap":
                raise
            return Published(uri_of(client, record_key), page_of(client, client.username, record_key))
        with reading_written("Bluesky", "the post"):
            return Published(response.json()["uri"], page_of(client, client.username, record_key), client.now)
