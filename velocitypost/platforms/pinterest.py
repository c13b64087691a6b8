"""Pinterest, API v5. https://developers.pinterest.com/docs/api/v5/pins-create/"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from velocitypost.contract.answers import reading_written
from velocitypost.contract.capabilities import (
    DeletesPosts,
    FindsPosts,
    OffersChoices,
    Publishes,
    ReadsAudience,
    ReadsMetrics,
    error_by_status,
)
from velocitypost.contract.checks import check_against_limits
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.spec import Choice, Limits, OAuth2, Option, Pace, Source, Spec
from velocitypost.contract.types import Audience, Draft, Metrics, Pending, Problem, Profile, Published, Quota
from velocitypost.core.http import Response
from velocitypost.platforms import _pinterest_media as media
from velocitypost.platforms import _pinterest_reading as reading

_VERIFIED = date(2026, 11, 1)
_DOCS = "https://developers.pinterest.com/docs"
_MEGABYTE = 1024 * 1024
_LOOK_AGAIN_SECONDS = 5.0
_ALT_MAX = 500
_NO_PERMISSION = 3
_SEEN_BY = {"SECRET": "Only you see it.", "PROTECTED": "Only those with its address see it."}
_PIN = re.compile(r"/pin/(?:[^/?#]*--)?(\d+)")


class Pinterest(Publishes, FindsPosts, DeletesPosts, ReadsMetrics, ReadsAudience, OffersChoices):
    """https://developers.pinterest.com/docs/api/v5/introduction"""

    spec = Spec(
        key="pinterest",
        name="Pinterest",
        kind="social",
        api_url="https://api.pinterest.com",
        site_url="https://www.pinterest.com",
        # Videos are sent there, with a form that Pinterest signs.
        hosts=("pinterest-media-upload.s3-accelerate.amazonaws.com",),
        auth=OAuth2(
            authorize_url="https://www.pinterest.com/oauth/",
            token_url="https://api.pinterest.com/v5/oauth/token",
            scopes=("boards:read", "boards:write", "pins:read", "pins:write", "user_accounts:read"),
            credentials="PINTEREST",
            client_auth="basic",
            scope_separator=",",
            exchange_extra={"continuous_refresh": "true"},
            rotates=True,
            refusals={"283": "invalid_grant"},
            source=Source(f"{_DOCS}/getting-started/set-up-authentication-and-authorization/", _VERIFIED),
        ),
        limits=Limits(
            text_max=800,
            count_rule="code_points",
            images_max=5,
            videos_max=1,
            media_required=True,
            image_types=("image/jpeg", "image/png"),
            image_max_bytes=10 * _MEGABYTE,
            video_types=("video/mp4", "video/quicktime"),
            video_max_bytes=2_048 * _MEGABYTE,
            video_seconds=(4, 900),
            video_aspect=(1 / 2, 1.91),
            alt_text_max=_ALT_MAX,
            source=Source("https://help.pinterest.com/en/business/article/pinterest-product-specs", _VERIFIED),
        ),
        pace=Pace(
            posts_per_window=100,
            window_seconds=60,
            settle_seconds=5,
            absence_proves_after=60,
            source=Source(f"{_DOCS}/reference/rate-limits/", _VERIFIED),
        ),
        kinds=("image", "images", "carousel", "video", "link"),
        options=(
            Option("board", "Board", "choice", required=True, from_account=True, help="Where the pin is put."),
            Option("section", "Section of the board", "choice", from_account=True, depends_on="board"),
            Option("title", "Title", "text", max=100),
            Option("link", "Link", "link", max=2_048, help="Where the pin leads."),
            Option(
                "cover_second",
                "Cover of a video",
                "number",
                default=0,
                help="The second of the video it is taken from.",
            ),
            Option("ai_modified", "Changed or made with AI", "yes_no", help="Shown on the pin."),
        ),
        about="Pins on your boards",
        notes=(
            "While Pinterest has given this installation's app trial access only, nobody but you sees its pins.",
            "A pin needs a board: make one on Pinterest first.",
            "Several pictures become one pin to swipe through, with one alternative text for all of them.",
        ),
    )

    def identify(self, client: Client) -> Profile:
        user = client.get("/v5/user_account")
        return Profile(
            platform_user_id=user.get("id") or user["username"],
            username=user["username"],
            name=user.get("business_name") or user["username"],
            picture_url=user.get("profile_image") or None,
            follower_count=user.get("follower_count"),
            profile_url=f"{client.site_url}/{user['username']}/",
        )

    def measure(self, text: str) -> int:
        """Unicode code points, as the description's schema counts."""
        return len(text)

    def check(self, draft: Draft) -> list[Problem]:
        problems = check_against_limits(self, draft)
        if len(draft.attachments) > 1 and len(_alt(draft)) > _ALT_MAX:
            message = f"Pinterest keeps one alt text of {_ALT_MAX} characters for all pictures of a pin; shorten them."
            problems.append(Problem("error", "alt", "alt_too_long", message))
        second = draft.options.get("cover_second", 0)
        film = next((file for file in draft.attachments if file.kind == "video"), None)
        if film and isinstance(second, int | float) and not 0 <= second <= (film.seconds or second):
            message = "The cover must be taken from within the video."
            problems.append(Problem("error", "options", "option_invalid", message, "cover_second"))
        return sorted(problems, key=lambda problem: problem.severity != "error")

    def choices(self, client: Client, option: str, *, given: str = "") -> Sequence[Choice]:
        if option == "section":
            sections = reading.pages(client, f"/v5/boards/{given}/sections") if given else ()
            return [Choice(section["id"], section["name"]) for section in sections]
        boards = reading.pages(client, "/v5/boards")
        return [Choice(b["id"], b["name"], _SEEN_BY.get(b.get("privacy", ""), "")) for b in boards]

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        film = next((file for file in draft.attachments if file.kind == "video"), None)
        if film is None:
            return self._create(client, draft, media.pictures(draft.attachments))
        media_id = media.uploaded(client, film)
        return Pending({"media_id": media_id}, _LOOK_AGAIN_SECONDS, "Pinterest is taking in the video.")

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        media_id = pending.state["media_id"]
        status = client.get(f"/v5/media/{media_id}").get("status")
        if status == "failed":
            raise Rejected("Pinterest could not process the video.", code="media-failed", fix="Use another file.")
        if status != "succeeded":
            return Pending(pending.state, _LOOK_AGAIN_SECONDS, "Pinterest is taking in the video.")
        second = int(draft.options.get("cover_second") or 0)
        source = {"source_type": "video_id", "media_id": media_id, "cover_image_key_frame_time": second}
        return self._create(client, draft, source)

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        for pin in reading.own_pins(client, since):
            if reading.shown(pin) == reading.sent(draft):
                return reading.published(client, pin)
        return None

    def delete(self, client: Client, platform_post_id: str) -> None:
        try:
            client.send("DELETE", f"/v5/pins/{platform_post_id}", writes=True)
        except Rejected as error:
            if not error.code.startswith("404"):
                raise

    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """https://developers.pinterest.com/docs/api/v5/pins-analytics/"""
        found = {}
        for pin_id in platform_post_ids:
            try:
                pin = client.get(f"/v5/pins/{pin_id}", {"pin_metrics": "true"})
            except Rejected as error:
                if not error.code.startswith("404"):
                    raise
                continue
            found[pin_id] = reading.metrics(pin, reading.analytics(client, pin))
        return found

    def audience(self, client: Client) -> Audience:
        user = client.get("/v5/user_account")
        return Audience(user.get("follower_count"), user.get("following_count"), user.get("pin_count"))

    def post_id_of(self, url: str) -> str | None:
        found = _PIN.search(url)
        return found[1] if found else None

    def token_ended(self, response: Response) -> bool:
        """A missing scope is told with the same status, and is no end."""
        return response.status == 401 and response.members().get("code") != _NO_PERMISSION

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        body = response.members()
        code = f"{response.status}-{body['code']}" if "code" in body else str(response.status)
        reason = f"Pinterest says: {body['message']}" if body.get("message") else ""
        if response.status == 401:
            if not self.token_ended(response):
                fix = "Connect Pinterest again and allow everything that it asks."
                return Rejected(reason or "Pinterest does not allow this.", code=code, fix=fix)
            return ReconnectNeeded("Pinterest no longer accepts our sign-in for this account.", code=code)
        if response.status == 429:
            words = "Pinterest has taken as many requests as it allows for now."
            return Unavailable(words, code=code, retry_at=reading.reset(response, now), rate_limited=True)
        if 400 <= response.status < 500 and response.status != 408:
            return Rejected(reason or f"Pinterest answered with status {response.status}.", code=code)
        return error_by_status(response, writes=writes, now=now, reason=reason)

    def read_quota(self, response: Response, *, operation: str) -> Quota | None:
        return reading.quota(response, operation)

    def _create(self, client: Client, draft: Draft, source: Mapping[str, Any]) -> Published:
        options = draft.options
        body: dict[str, Any] = {"board_id": options.get("board"), "media_source": source}
        told = {
            "description": draft.text,
            "title": options.get("title"),
            "link": options.get("link"),
            "alt_text": _alt(draft),
            "board_section_id": options.get("section"),
        }
        body |= {name: value for name, value in told.items() if value}
        if options.get("ai_modified"):
            body["ai_disclosures"] = {"values": ["AI_MODIFIED"]}
        response = client.send("POST", "/v5/pins", json=body, writes=True)
        with reading_written("Pinterest", "the pin"):
            return reading.published(client, response.json())


def _alt(draft: Draft) -> str:
    """One text for all files: a pin has one."""
    return "; ".join(alt for file in draft.attachments if (alt := file.alt.strip()))
