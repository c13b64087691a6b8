"""Reading query parameters as strictly as X does: unknown names and values are refused."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import request

from velocitypost.sandbox.services.x.problems import invalid

TWEET_FIELDS = (
    "article", "attachments", "author_id", "card_uri", "community_id", "context_annotations", "conversation_id",
    "created_at", "display_text_range", "edit_controls", "edit_history_tweet_ids", "entities", "geo", "id",
    "in_reply_to_user_id", "lang", "media_metadata", "non_public_metrics", "note_tweet", "organic_metrics",
    "paid_partnership", "possibly_sensitive", "promoted_metrics", "public_metrics", "referenced_tweets",
    "reply_settings", "scopes", "source", "suggested_source_links", "suggested_source_links_with_counts", "text",
    "withheld",
)  # fmt: skip
POST_FIELDS = (
    "article", "article_title", "attachments", "card_uri", "community_id", "context_annotations", "conversation_id",
    "created_at", "display_text_range", "edit_controls", "entities", "geo", "id", "lang", "matched_media_notes",
    "media_metadata", "non_public_metrics", "note_post", "note_request_suggestions", "organic_metrics",
    "paid_partnership", "possibly_sensitive", "promoted_metrics", "public_metrics", "reply_settings", "scopes",
    "source", "suggested_source_links", "suggested_source_links_with_counts", "text", "withheld",
)  # fmt: skip
USER_FIELDS = (
    "confirmed_email", "connection_status", "created_at", "description", "entities", "id", "is_identity_verified",
    "location", "name", "parody", "profile_banner_url", "profile_image_url", "protected", "public_metrics",
    "receives_your_dm", "subscribes_to_you", "subscription", "subscription_type", "url", "username", "verified",
    "verified_followers_count", "verified_type", "withheld",
)  # fmt: skip
MEDIA_FIELDS = (
    "alt_text", "duration_ms", "height", "media_key", "non_public_metrics", "organic_metrics", "preview_image_url",
    "promoted_metrics", "public_metrics", "type", "url", "variants", "width",
)  # fmt: skip
POLL_FIELDS = ("duration_minutes", "end_datetime", "id", "options", "voting_status")
PLACE_FIELDS = ("contained_within", "country", "country_code", "full_name", "geo", "id", "name", "place_type")
EXPANSIONS = (
    "article.cover_media", "article.media_entities", "attachments.media_keys", "attachments.media_source_tweet",
    "attachments.poll_ids", "author_id", "edit_history_post_ids", "edit_history_tweet_ids",
    "entities.mentions.username", "entities.note.mentions.username", "geo.place_id", "in_reply_to_user_id",
    "referenced_posts", "referenced_tweets.id", "referenced_tweets.id.attachments.media_keys",
    "referenced_tweets.id.author_id", "username",
)  # fmt: skip

Reader = Callable[[str, str], Any]


def _refuse(name: str, value: str, why: str) -> Exception:
    return invalid(f"The `{name}` query parameter value [{value}] {why}", {name: [value]})


def several(*allowed: str) -> Reader:
    """Comma-separated values out of a fixed list, each once."""

    def read(name: str, value: str) -> frozenset[str]:
        found = value.split(",")
        for one in found:
            if one not in allowed:
                raise _refuse(name, one, f"is not one of [{','.join(allowed)}]")
        if len(set(found)) < len(found):
            raise _refuse(name, value, "has the same value twice")
        return frozenset(found)

    return read


def number(least: int, most: int) -> Reader:
    """A whole number within bounds."""

    def read(name: str, value: str) -> int:
        if not re.fullmatch(r"-?\d{1,9}", value) or not least <= int(value) <= most:
            raise _refuse(name, value, f"is not between {least} and {most}")
        return int(value)

    return read


def one_id(name: str, value: str) -> int:
    """An id: 1 to 19 digits."""
    if not re.fullmatch(r"[0-9]{1,19}", value):
        raise _refuse(name, value, "does not match ^[0-9]{1,19}$")
    return min(int(value), 2**63 - 1)


def ids(name: str, value: str) -> list[int]:
    """1 to 100 ids."""
    found = value.split(",")
    if len(found) > 100:
        raise _refuse(name, value, "is not between 1 and 100")
    return [one_id(name, one) for one in found]


def moment(name: str, value: str) -> int:
    """An RFC 3339 time in UTC with whole or broken seconds; milliseconds since 1970."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value):
        raise _refuse(name, value, "is not a valid RFC3339 date-time")
    try:
        return int(datetime.fromisoformat(value).astimezone(UTC).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise _refuse(name, value, "is not a valid RFC3339 date-time") from None


def words(longest: int) -> Reader:
    """Any text that is not empty."""

    def read(name: str, value: str) -> str:
        if not 1 <= len(value) <= longest:
            raise _refuse(name, value[:100], f"is not between 1 and {longest} characters long")
        return value

    return read


_USER = {"user.fields": several(*USER_FIELDS)}
_POST = {
    "tweet.fields": several(*TWEET_FIELDS), "post.fields": several(*POST_FIELDS), **_USER,
    "media.fields": several(*MEDIA_FIELDS), "poll.fields": several(*POLL_FIELDS),
    "place.fields": several(*PLACE_FIELDS), "expansions": several(*EXPANSIONS),
}  # fmt: skip
_WINDOW = {
    "start_time": moment, "end_time": moment, "since_id": one_id, "until_id": one_id, "pagination_token": words(200),
}  # fmt: skip
POST = _POST
POSTS_BY_ID = {**_POST, "ids": ids}
USER = {**_POST, "expansions": several("affiliation", "most_recent_post_id", "pinned_post_id")}
TIMELINE = {**_POST, **_WINDOW, "max_results": number(5, 100), "exclude": several("replies", "retweets")}
MENTIONS = {**_POST, **_WINDOW, "max_results": number(5, 100)}
SEARCH = {
    **_POST, **_WINDOW, "query": words(512), "max_results": number(10, 100), "next_token": words(200),
    "sort_order": several("recency", "relevancy"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """Parameters that were read and found good."""

    values: dict[str, Any]

    def fields(self, name: str) -> frozenset[str]:
        """A field list, empty when it was not asked for."""
        found: frozenset[str] = self.values.get(name, frozenset())
        return found

    @property
    def style(self) -> str:
        """X names things in two ways: "post" when `post.fields` asks, otherwise "tweet" as its documents do."""
        return "post" if "post.fields" in self.values and "tweet.fields" not in self.values else "tweet"


def read_query(allowed: dict[str, Reader], *required: str) -> Query:
    """The request's parameters; raises X's 400 for one that is unknown, doubled, missing or wrong."""
    found: dict[str, Any] = {}
    for name, values in request.args.lists():
        reader = allowed.get(name)
        if reader is None:
            raise invalid(f"The query parameter [{name}] is not one of [{','.join(allowed)}]", {name: values[:5]})
        if len(values) > 1:
            raise invalid(f"The query parameter [{name}] can only be given once", {name: values[:5]})
        found[name] = reader(name, values[0])
    for name in required:
        if name not in found:
            raise invalid(f"The `{name}` query parameter can not be empty", {name: [""]})
    return Query(found)
