"""X (formerly Twitter), API v2. https://docs.x.com/x-api/posts/create-post"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import regex
from publicsuffixlist import PublicSuffixList

from velocitypost.contract.capabilities import (
    DeletesPosts,
    FindsPosts,
    Publishes,
    ReadsComments,
    ReadsMetrics,
    error_by_status,
)
from velocitypost.contract.client import Client
from velocitypost.contract.errors import (
    OutcomeUnknown,
    PlatformError,
    ReconnectNeeded,
    Rejected,
    Unavailable,
)
from velocitypost.contract.spec import Limits, OAuth2, Option, Pace, Reading, Source, Spec
from velocitypost.contract.types import (
    Attachment,
    Comment,
    Cost,
    Draft,
    Metrics,
    Pending,
    Profile,
    Published,
    Quota,
)
from velocitypost.core.http import Garbled, Response

_VERIFIED = date(2026, 11, 1)
_MEGABYTE = 1024 * 1024
_SEGMENT = 4 * _MEGABYTE
_SEGMENTS_AT_ONCE = 4
_URL_LENGTH = 23
_PRICE, _PRICE_WITH_URL = "0.015", "0.200"
_CATEGORY = {"image": "tweet_image", "gif": "tweet_gif", "video": "tweet_video"}

# X gives a refused repetition no code of its own: status 403 and one of these sentences, whole, is all there is.
_DUPLICATE = frozenset(f"You are not allowed to create a {word} with duplicate content." for word in ("Tweet", "Post"))

_SUFFIXES = PublicSuffixList(accept_unknown=False)
_LINK = regex.compile(
    r"(?<![\w@#$.\-/])(?:(?P<scheme>https?://)[^\s<>\"]+|(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?:[/?#][^\s<>\"]*)?)",
    regex.IGNORECASE,
)
_EMOJI = regex.compile(r"\p{RI}\p{RI}|[#*0-9]\uFE0F?\u20E3|\p{Emoji}")
# Code points that count once; all others count twice.
# https://docs.x.com/fundamentals/counting-characters
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))


class X(Publishes, FindsPosts, DeletesPosts, ReadsMetrics, ReadsComments):
    """https://docs.x.com/x-api/introduction"""

    metrics_batch = 100

    spec = Spec(
        key="x",
        name="X",
        aliases=("twitter",),
        kind="social",
        api_url="https://api.x.com",
        site_url="https://x.com",
        auth=OAuth2(
            authorize_url="https://x.com/i/oauth2/authorize",
            token_url="https://api.x.com/2/oauth2/token",
            revoke_url="https://api.x.com/2/oauth2/revoke",
            scopes=("tweet.read", "tweet.write", "users.read", "media.write", "offline.access"),
            credentials="TWITTER",
            pkce=True,
            client_auth="basic",
            rotates=True,
            source=Source("https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token", _VERIFIED),
        ),
        limits=Limits(
            text_max=280,
            count_rule="x_weighted",
            images_max=4,
            videos_max=1,
            image_types=("image/jpeg", "image/png", "image/webp"),
            image_max_bytes=5 * _MEGABYTE,
            gif_max_bytes=15 * _MEGABYTE,
            video_max_bytes=512 * _MEGABYTE,
            alt_text_max=1000,
            video_types=("video/mp4", "video/quicktime"),
            video_seconds=(0.5, 140),
            attachments_max=4,
            follow_ups="thread",
            source=Source("https://docs.x.com/x-api/media/quickstart/best-practices", _VERIFIED),
        ),
        pace=Pace(
            posts_per_window=100,
            window_seconds=900,
            app_posts_per_day=10_000,
            settle_seconds=3,
            # Twice the delay; and should a post still be hidden then, X refuses its repetition as a duplicate.
            absence_proves_after=6,
            source=Source("https://docs.x.com/x-api/fundamentals/rate-limits", _VERIFIED),
        ),
        kinds=("text", "link", "image", "images", "gif", "video", "thread"),
        options=(
            Option("made_with_ai", "Made with AI", "yes_no", help="Shown on the post.", every_part=True),
            Option("paid_partnership", "Paid partnership", "yes_no", help="Shown on the post.", every_part=True),
        ),
        reading=Reading("0.005", "USD", Source("https://docs.x.com/x-api/getting-started/pricing", _VERIFIED)),
        about="Short posts and threads",
    )

    def identify(self, client: Client) -> Profile:
        user = client.get("/2/users/me", {"user.fields": "profile_image_url,public_metrics,username,name"})["data"]
        return Profile(
            platform_user_id=user["id"],
            username=user["username"],
            name=user["name"],
            picture_url=user.get("profile_image_url"),
            follower_count=user.get("public_metrics", {}).get("followers_count"),
            profile_url=f"{client.site_url}/{user['username']}",
        )

    def measure(self, text: str) -> int:
        """The weighted length: links count 23, an emoji 2, most other scripts than Latin 2, after NFC."""
        text = unicodedata.normalize("NFC", text)
        rest, weight = [], 0
        position = 0
        for start, end in _links(text):
            rest.append(text[position:start])
            weight += _URL_LENGTH
            position = end
        rest.append(text[position:])
        return weight + sum(_weigh(cluster) for part in rest for cluster in regex.findall(r"\X", part))

    def cost(self, draft: Draft) -> Cost:
        if any(True for _ in _links(draft.text)):
            return Cost(_PRICE_WITH_URL, "USD", "X charges more for a post with a link.")
        return Cost(_PRICE, "USD", "X charges for each post.")

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        return self._advance(client, draft, [{} for _ in draft.attachments])

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        return self._advance(client, draft, [dict(upload) for upload in pending.state["uploads"]])

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        for post in _own_posts(client, since):
            if _as_shown(post) == _as_sent(draft) and _replies_to(post) == draft.reply_to:
                return _published(client, post)
        return None

    def post_id_of(self, url: str) -> str | None:
        found = re.fullmatch(r"/(?:[^/]+|i/web)/status/(\d{1,20})(?:/.*)?", urlsplit(url).path)
        return found[1] if found else None

    def delete(self, client: Client, platform_post_id: str) -> None:
        try:
            client.send("DELETE", f"/2/tweets/{platform_post_id}", writes=True)
        except Rejected as error:
            if error.code != "404":
                raise

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        answer = client.get("/2/tweets", {"ids": ",".join(platform_post_ids), "tweet.fields": "public_metrics"})
        return {post["id"]: _metrics(post["public_metrics"]) for post in answer.get("data", ())}

    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        answer = client.get(
            "/2/tweets/search/recent",
            {
                "query": f"conversation_id:{platform_post_id}",
                "max_results": "100",
                "tweet.fields": "created_at,author_id",
                "expansions": "author_id",
                "user.fields": "name,username,profile_image_url",
            },
        )
        people = {person["id"]: person for person in answer.get("includes", {}).get("users", ())}
        return [_comment(client, post, people[post["author_id"]]) for post in answer.get("data", ())]

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        """https://docs.x.com/x-api/fundamentals/response-codes-and-errors"""
        body = _problem(response)
        detail = _reason(body)
        if response.status == 429:
            return Unavailable(
                "X has taken as many requests from this account as it allows for now.",
                code="429",
                retry_at=_reset(response),
                rate_limited=True,
            )
        if response.status == 401:
            return ReconnectNeeded("X no longer accepts our sign-in for this account.", code="401")
        if response.status == 402:
            return Rejected(
                "The prepaid credits of this app at X are used up.",
                code="402",
                fix="Add credits in X's developer console, then post it again.",
            )
        if response.status == 403 and body.get("detail") in _DUPLICATE:
            return Rejected(
                "X refuses the same text twice within a short time.",
                code="403-duplicate",
                fix="Change the text a little and post it again.",
                duplicate=True,
            )
        return error_by_status(response, writes=writes, now=now, reason=detail)

    def read_quota(self, response: Response, *, operation: str) -> Quota | None:
        headers, reset = response.headers, _reset(response)
        try:
            limit, remaining = int(headers["x-rate-limit-limit"]), int(headers["x-rate-limit-remaining"])
        except (KeyError, ValueError):
            return None
        return Quota(operation, limit, remaining, reset) if reset else None

    def _advance(self, client: Client, draft: Draft, uploads: list[dict[str, Any]]) -> Published | Pending:
        for attachment, upload in zip(draft.attachments, uploads, strict=True):
            if (wait := _upload(client, attachment, upload)) is not None:
                return Pending({"uploads": uploads}, check_after=wait, note="X is taking in the media.")
        return self._create(client, draft, [upload["id"] for upload in uploads])

    def _create(self, client: Client, draft: Draft, media_ids: list[str]) -> Published:
        body: dict[str, Any] = {"text": draft.text}
        if media_ids:
            body["media"] = {"media_ids": media_ids}
        if draft.reply_to:
            body["reply"] = {"in_reply_to_tweet_id": draft.reply_to}
        for label in ("made_with_ai", "paid_partnership"):
            if draft.options.get(label):
                body[label] = True
        response = client.send("POST", "/2/tweets", json=body, writes=True)
        try:
            return _published(client, response.json()["data"])
        except (Garbled, KeyError, TypeError) as error:
            raise OutcomeUnknown("X took the post but its answer could not be read.", code="garbled") from error


def _links(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINK.finditer(text):
        link = re.sub(r"[.,;:!?'\")\]}]+$", "", match.group())
        # With a scheme or without: what does not end in a known domain is no link to X.
        host = re.split(r"[/?#:]", link.removeprefix(match["scheme"] or ""), maxsplit=1)[0]
        if _SUFFIXES.publicsuffix(host.lower()):
            yield match.start(), match.start() + len(link)


def _weigh(cluster: str) -> int:
    if _EMOJI.match(cluster) and (len(cluster) > 1 or ord(cluster) > 0xFF):
        return 2
    return sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in cluster)


def _upload(client: Client, attachment: Attachment, upload: dict[str, Any]) -> float | None:
    """Brings one file further, noting progress in `upload`. None when it is ready, else seconds to wait.

    https://docs.x.com/x-api/media/quickstart/media-upload-chunked
    """
    if "id" not in upload:
        answer = client.send(
            "POST",
            "/2/media/upload/initialize",
            json={
                "media_type": attachment.mime,
                "total_bytes": attachment.bytes,
                "media_category": _CATEGORY[attachment.kind],
            },
        ).json()
        upload.update(id=answer["data"]["id"], segments=0)
    total = -(-attachment.bytes // _SEGMENT)
    for segment in islice(range(upload["segments"], total), _SEGMENTS_AT_ONCE):
        client.send(
            "POST",
            f"/2/media/upload/{upload['id']}/append",
            form={"segment_index": str(segment)},
            files={"media": ("media", _segment(attachment, segment), "application/octet-stream")},
        )
        upload["segments"] = segment + 1
    if upload["segments"] < total:
        return 0.0
    if not upload.get("ready"):
        if (wait := _settle(client, upload)) is not None:
            return wait
        upload["ready"] = True
    if attachment.alt.strip() and attachment.kind != "video" and not upload.get("described"):
        client.send(
            "POST",
            "/2/media/metadata",
            json={"id": upload["id"], "metadata": {"alt_text": {"text": attachment.alt}}},
        )
        upload["described"] = True
    return None


def _settle(client: Client, upload: dict[str, Any]) -> float | None:
    if upload.get("finalized"):
        data = client.get("/2/media/upload", {"command": "STATUS", "media_id": upload["id"]})["data"]
    else:
        data = client.send("POST", f"/2/media/upload/{upload['id']}/finalize").json()["data"]
        upload["finalized"] = True
    processing = data.get("processing_info") or {"state": "succeeded"}
    if processing["state"] == "failed":
        reason = processing.get("error", {}).get("message", "no reason given")
        raise Rejected(f"X could not process the media: {reason}", code="media-failed", fix="Use another file.")
    return None if processing["state"] == "succeeded" else float(processing.get("check_after_secs", 1))


def _segment(attachment: Attachment, index: int) -> bytes:
    assert attachment.open is not None  # noqa: S101  a draft that is sent has its files at hand
    with attachment.open() as file:
        file.seek(index * _SEGMENT)
        return file.read(_SEGMENT)


def _as_sent(draft: Draft) -> str:
    return _comparable(draft.text)


def _as_shown(post: Mapping[str, Any]) -> str:
    """The text as its author wrote it: X shortens links and appends one for the media."""
    text = post["text"]
    for link in post.get("entities", {}).get("urls", ()):
        shown = "" if link.get("media_key") else link.get("expanded_url", link["url"])
        text = text.replace(link["url"], shown)
    return _comparable(html.unescape(text))


def _comparable(text: str) -> str:
    """X adds a scheme to a bare domain, and trims white space at the ends."""
    return " ".join(re.sub(r"https?://", "", unicodedata.normalize("NFC", text)).split())


def _own_posts(client: Client, since: datetime) -> Iterator[Mapping[str, Any]]:
    """All of the account since then, the newest first: of a post on no page but the last, the first proves nothing.

    https://docs.x.com/x-api/posts/timelines/introduction
    """
    query = {
        "start_time": f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "max_results": "100",
        "tweet.fields": "created_at,entities,referenced_tweets",
    }
    while True:
        answer = client.get(f"/2/users/{client.platform_user_id}/tweets", query)
        yield from answer.get("data", ())
        if not (token := answer.get("meta", {}).get("next_token")):
            return
        query["pagination_token"] = token


def _replies_to(post: Mapping[str, Any]) -> str | None:
    return next((r["id"] for r in post.get("referenced_tweets", ()) if r["type"] == "replied_to"), None)


def _published(client: Client, post: Mapping[str, Any]) -> Published:
    created = post.get("created_at")
    return Published(
        platform_post_id=post["id"],
        url=f"{client.site_url}/{client.username}/status/{post['id']}",
        at=datetime.fromisoformat(created) if created else None,
    )


def _metrics(public: Mapping[str, int]) -> Metrics:
    return Metrics(
        likes=public.get("like_count"),
        replies=public.get("reply_count"),
        reposts=public.get("retweet_count", public.get("repost_count")),
        impressions=public.get("impression_count"),
        bookmarks=public.get("bookmark_count"),
    )


def _comment(client: Client, post: Mapping[str, Any], person: Mapping[str, Any]) -> Comment:
    return Comment(
        id=post["id"],
        text=post["text"],
        author_name=person["name"],
        author_username=person["username"],
        author_picture_url=person.get("profile_image_url"),
        created_at=datetime.fromisoformat(post["created_at"]),
        url=f"{client.site_url}/{person['username']}/status/{post['id']}",
    )


def _problem(response: Response) -> Mapping[str, Any]:
    try:
        body = response.json()
    except Garbled:
        return {}
    return body if isinstance(body, dict) else {}


def _reason(body: Mapping[str, Any]) -> str:
    errors = body.get("errors") or [{}]
    first = errors[0] if isinstance(errors[0], dict) else {}
    words = first.get("message") or body.get("detail") or body.get("error_description") or body.get("title")
    return f"X says: {words}" if words else ""


def _reset(response: Response) -> datetime | None:
    text = response.headers.get("x-rate-limit-reset", "")
    return datetime.fromtimestamp(int(text), UTC) + timedelta(seconds=1) if text.isdigit() else None
