"""Pins: made, listed, counted, deleted. https://developers.pinterest.com/docs/api/v5/pins-create/"""

import hashlib
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.pinterest.answers import NO_BOARD, NO_PIN, PinterestAnswers
from velocitypost.sandbox.services.pinterest.boards import BoardsApi, body, page
from velocitypost.sandbox.services.pinterest.rules import API, TRIAL
from velocitypost.sandbox.services.pinterest.sources import Sources
from velocitypost.sandbox.social.answers import answer, stamp
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.kit import Kit

LONGEST = {"title": 100, "description": 800, "link": 2_048, "alt_text": 500}
KNOWN = {*LONGEST, "board_id", "board_section_id", "media_source", "dominant_color", "parent_pin_id", "ai_disclosures"}
DISCLOSED = ("AI_MODIFIED", "SYNTHETIC_PERFORMER")
WINDOW_DAYS = 90
COUNTED = {
    "IMPRESSION": "impressions",
    "OUTBOUND_CLICK": "outbound_clicks",
    "PIN_CLICK": "pin_clicks",
    "SAVE": "saves",
    "VIDEO_MRC_VIEW": "views",
    "VIDEO_START": "views",
}
LIFETIME = {"TOTAL_COMMENTS": "comments", "TOTAL_REACTIONS": "reactions"}
MOST = 2_000


class PinsApi:
    """Views below /v5/pins, and the account's own."""

    def __init__(self, kit: Kit, answers: PinterestAnswers, boards: BoardsApi, sources: Sources) -> None:
        self._kit = kit
        self._answers = answers
        self._boards = boards
        self._sources = sources

    def mount(self, api: Blueprint) -> None:
        """Add the endpoints."""
        api.post(f"{API}/pins")(self.create_pin)
        api.get(f"{API}/pins")(self.list_pins)
        api.get(f"{API}/pins/<pin_id>")(self.get_pin)
        api.delete(f"{API}/pins/<pin_id>")(self.delete_pin)
        api.get(f"{API}/pins/<pin_id>/analytics")(self.get_analytics)
        api.get(f"{API}/user_account")(self.get_account)

    def get_account(self) -> Response:
        """https://developers.pinterest.com/docs/api/v5/user_account-get/"""
        account = g.account
        return answer(
            {
                "id": account.id,
                "username": account.handle,
                "business_name": account.name,
                "account_type": "BUSINESS",
                "about": account.bio,
                "profile_image": self._kit.avatar(account),
                "website_url": "",
                "follower_count": account.followers,
                "following_count": account.following,
                "board_count": len(self._boards.of(account, secret=False)),
                "pin_count": self._kit.feed.counts().get(account.id, 0),
            }
        )

    def create_pin(self) -> Response:
        given = body(self._answers, KNOWN)
        for name, most in LONGEST.items():
            value = given.get(name)
            if value is not None and (not isinstance(value, str) or len(value) > most):
                raise self._answers.invalid(f"'{name}' is too long or no text: at most {most} characters")
        if "board_id" not in given:
            raise self._answers.invalid("'board_id' is a required property")
        board = self._boards.found(given["board_id"])
        section = given.get("board_section_id")
        if section is not None and section not in {one["id"] for one in board.data["sections"]}:
            raise self._answers.missing(NO_BOARD, "Board section not found.")
        link = given.get("link")
        if link and (urlsplit(link).scheme not in ("http", "https") or not urlsplit(link).netloc):
            raise self._answers.invalid("'link' is not a valid address")
        disclosed = self._disclosed(given.get("ai_disclosures"))
        creative, files = self._sources.read(given.get("media_source"))
        alt = given.get("alt_text") or ""
        options = {
            "board_id": board.id,
            "section": section,
            "creative_type": creative,
            "alt_text": alt,
            "ai_disclosures": disclosed,
            "private": board.data["privacy"] == "SECRET" or g.app.startswith(TRIAL),
        }
        draft = Draft(
            g.account.id,
            given.get("description") or "",
            title=given.get("title") or None,
            link=link or None,
            place=f"{g.account.handle}/{board.data['slug']}",
            media=[file.attached(alt=alt if n == 0 else "") for n, file in enumerate(files)],
            options=options,
            fingerprint=hashlib.sha256(request.get_data()).hexdigest(),
            app=g.app,
        )
        return answer(self._shown(self._kit.keep(draft)), 201)

    def _disclosed(self, given: Any) -> list[str]:
        if given is None:
            return []
        values = given.get("values") if isinstance(given, dict) else None
        if not isinstance(values, list) or not all(value in DISCLOSED for value in values):
            raise self._answers.invalid(f"'ai_disclosures' holds values of {list(DISCLOSED)}")
        return values

    def list_pins(self) -> Response:
        """The newest first."""
        pins = self._kit.feed.select("account=? AND kind='post'", g.account.id, limit=MOST)
        found = page([{"id": pin.id} for pin in pins], self._answers)
        by_id = {pin.id: pin for pin in pins}
        return answer({**found, "items": [self._shown(by_id[item["id"]]) for item in found["items"]]})

    def _found(self, pin_id: str) -> Post:
        pin = self._kit.feed.find(pin_id)
        if pin is None or pin.kind != "post" or pin.account != g.account.id:
            raise self._answers.missing(NO_PIN, "Pin not found.")
        return pin

    def get_pin(self, pin_id: str) -> Response:
        return answer(self._shown(self._found(pin_id)))

    def delete_pin(self, pin_id: str) -> Response:
        self._kit.feed.delete(self._found(pin_id))
        return Response(status=204)

    def _shown(self, pin: Post) -> dict[str, Any]:
        options = pin.options
        shown = {
            "id": pin.id,
            "created_at": stamp(pin.created_ms).removesuffix("Z").partition(".")[0],
            "link": pin.link,
            "title": pin.title,
            "description": pin.text or None,
            "alt_text": options["alt_text"] or None,
            "board_id": options["board_id"],
            "board_section_id": options["section"],
            "board_owner": {"username": g.account.handle},
            "creative_type": options["creative_type"],
            "dominant_color": None,
            "parent_pin_id": None,
            "is_owner": True,
            "is_standard": True,
            "has_been_promoted": False,
            "pin_metrics": self._told(pin) if request.args.get("pin_metrics") == "true" else None,
        }
        if options["ai_disclosures"]:
            shown["ai_disclosures"] = {"values": options["ai_disclosures"]}
        return shown

    def _told(self, pin: Post) -> dict[str, dict[str, int]]:
        n = self._kit.crowd.numbers([pin])[pin.id]
        counted = {"pin_click": n["pin_clicks"], "impression": n["impressions"], "clickthrough": n["outbound_clicks"]}
        return {"90d": counted, "lifetime_metrics": {**counted, "reaction": n["reactions"], "comment": n["comments"]}}

    def get_analytics(self, pin_id: str) -> Response:
        """https://developers.pinterest.com/docs/api/v5/pins-analytics/"""
        pin = self._found(pin_id)
        self._check_days()
        asked = [name for name in request.args.get("metric_types", "").split(",") if name]
        unknown = [name for name in asked if name not in (*COUNTED, *LIFETIME)]
        video = pin.options["creative_type"] == "VIDEO"
        if not asked or unknown or (not video and any(name.startswith("VIDEO_") for name in asked)):
            raise self._answers.invalid("'metric_types' are required, and must be those of this kind of Pin")
        n = self._kit.crowd.numbers([pin])[pin.id]
        summary = {name: n[COUNTED[name]] for name in asked if name in COUNTED}
        lifetime = {name: n[LIFETIME[name]] for name in asked if name in LIFETIME}
        return answer({"all": {"summary_metrics": summary, "lifetime_metrics": lifetime, "daily_metrics": []}})

    def _check_days(self) -> None:
        try:
            first, last = (date.fromisoformat(request.args.get(name, "")) for name in ("start_date", "end_date"))
        except ValueError:
            raise self._answers.invalid("'start_date' and 'end_date' are required as YYYY-MM-DD") from None
        today = date.fromisoformat(stamp(self._kit.sandbox.clock.now_ms())[:10])
        if not today - timedelta(days=WINDOW_DAYS) <= first <= last <= today + timedelta(days=1):
            raise self._answers.invalid(f"The days must be within the last {WINDOW_DAYS}")
