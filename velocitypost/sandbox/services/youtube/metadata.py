"""Reading the resource that a video is inserted with. https://developers.google.com/youtube/v3/docs/videos/insert"""

import json
import re
from typing import Any

from flask import request

from velocitypost.sandbox.services.youtube.answers import YouTubeAnswers
from velocitypost.sandbox.services.youtube.rules import (
    ASSIGNABLE,
    LARGEST_DESCRIPTION,
    LARGEST_TAGS,
    LARGEST_TITLE,
)

PARTS = (
    "brandPartner", "contentDetails", "fileDetails", "id", "liveStreamingDetails", "localizations",
    "paidProductPlacementDetails", "player", "processingDetails", "recordingDetails", "snippet", "statistics", "status",
    "suggestions", "topicDetails",
)  # fmt: skip
_SETTABLE: dict[str, dict[str, type]] = {
    "snippet": {
        "title": str, "description": str, "tags": list, "categoryId": str, "defaultLanguage": str,
        "defaultAudioLanguage": str,
    },
    "status": {
        "privacyStatus": str, "selfDeclaredMadeForKids": bool, "containsSyntheticMedia": bool, "embeddable": bool,
        "license": str, "publicStatsViewable": bool, "publishAt": str,
    },
    "paidProductPlacementDetails": {"hasPaidProductPlacement": bool},
    "recordingDetails": {"recordingDate": str},
}  # fmt: skip
_PRIVACY = ("public", "unlisted", "private")


def json_body(answers: YouTubeAnswers) -> dict[str, Any]:
    """The request's JSON object."""
    try:
        found = json.loads(request.get_data() or b"{}")
    except (ValueError, RecursionError):
        raise answers.problem(400, "parseError", "Parse Error") from None
    if not isinstance(found, dict):
        raise answers.problem(400, "parseError", "Parse Error")
    return found


def one_of(answers: YouTubeAnswers, allowed: tuple[str, ...], needed: tuple[str, ...] = ()) -> dict[str, str]:
    """The query's parameters, each of which must be known."""
    for name in request.args:
        if name not in (*allowed, *needed, "alt", "fields", "key", "prettyPrint", "quotaUser"):
            words = (
                f"Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query parameter. Field '{name}'"
            )
            raise answers.problem(400, "badRequest", f"{words} could not be found in request message.")
    for name in needed:
        if not request.args.get(name):
            raise answers.problem(400, "required", f"Required parameter: {name}")
    return {name: ",".join(request.args.getlist(name)) for name in request.args}


def parts(answers: YouTubeAnswers, asked: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The names in `part`, each known."""
    names = tuple(filter(None, asked.split(",")))
    for name in names:
        if name not in known:
            raise answers.problem(400, "unknownPart", f"'{name}'")
    return names


def read_metadata(answers: YouTubeAnswers, body: dict[str, Any], named: tuple[str, ...]) -> dict[str, Any]:
    """What is to be kept of the resource. Raises each of the reference's refusals."""
    for part, members in body.items():
        if part not in PARTS and part not in ("kind", "etag"):
            raise _unknown(answers, part, "video")
        if part not in named:
            raise answers.problem(400, "unexpectedPart", f"'{part}' is in the resource but not in the part parameter.")
        for name, value in members.items() if isinstance(members, dict) else ():
            wanted = _SETTABLE.get(part, {}).get(name)
            if wanted is None:
                raise _unknown(answers, name, f"video.{part}")
            if not isinstance(value, wanted):
                raise answers.problem(400, "badRequest", f"Invalid value at 'video.{part}.{name}', {value!r}")
    snippet, status = body.get("snippet") or {}, body.get("status") or {}
    _check_words(answers, snippet)
    privacy = status.get("privacyStatus", "public")
    if privacy not in _PRIVACY:
        raise answers.problem(400, "badRequest", f"Invalid value at 'video.status.privacy_status', \"{privacy}\"")
    return {
        "snippet": {"description": "", "tags": [], "categoryId": "22", **snippet},
        "status": {
            "license": "youtube",
            "embeddable": True,
            "publicStatsViewable": True,
            **status,
            "privacyStatus": privacy,
        },
        "paid": bool((body.get("paidProductPlacementDetails") or {}).get("hasPaidProductPlacement")),
    }


def _check_words(answers: YouTubeAnswers, snippet: dict[str, Any]) -> None:
    title, description = snippet.get("title", ""), snippet.get("description", "")
    if not title.strip() or len(title) > LARGEST_TITLE or re.search("[<>]", title):
        words = "The request metadata specifies an invalid or empty video title."
        raise answers.problem(400, "invalidTitle", words)
    if len(description.encode()) > LARGEST_DESCRIPTION or re.search("[<>]", description):
        raise answers.problem(400, "invalidDescription", "The request metadata specifies an invalid video description.")
    tags = snippet.get("tags", [])
    spelled = ",".join(f'"{tag}"' if " " in str(tag) else str(tag) for tag in tags)
    if len(spelled) > LARGEST_TAGS or any(not isinstance(tag, str) or re.search("[<>]", tag) for tag in tags):
        raise answers.problem(400, "invalidTags", "The request metadata specifies invalid video keywords.")
    if snippet.get("categoryId", "22") not in ASSIGNABLE:
        raise answers.problem(
            400, "invalidCategoryId", "The snippet.categoryId property specifies an invalid category ID."
        )


def _unknown(answers: YouTubeAnswers, name: str, where: str) -> Exception:
    words = f"Invalid JSON payload received. Unknown name \"{name}\" at '{where}': Cannot find field."
    return answers.problem(400, "badRequest", words)
