"""From the body of POST /2/tweets to a post, or to X's refusal.

https://docs.x.com/x-api/posts/create-post and …/manage-tweets/integrate
"""

import hashlib
from typing import Any

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.x.media import Upload, Uploads
from velocitypost.sandbox.services.x.posts import Draft, Post, Posts
from velocitypost.sandbox.services.x.problems import Problem, invalid, plain
from velocitypost.sandbox.services.x.text import FORBIDDEN, LONGEST, cashtags, normalised, weight
from velocitypost.sandbox.shapes import Anything, Flag, Many, Members, Text, Whole

_ID = Text(pattern="[0-9]{1,19}")
_WHO = Text(one_of=("following", "mentionedUsers", "subscribers", "verified"))
BODY = Members({
    "text": Text(), "made_with_ai": Flag(), "paid_partnership": Flag(), "reply_settings": _WHO,
    "quote_tweet_id": _ID, "for_super_followers_only": Flag(), "nullcast": Flag(), "share_with_followers": Flag(),
    "card_uri": Text(), "community_id": _ID, "direct_message_deep_link": Text(),
    "edit_options": Members({"previous_post_id": _ID}, ("previous_post_id",)),
    "geo": Members({"place_id": Text()}, ("place_id",)),
    "media": Members({
        "media_ids": Many(_ID, 1, 4), "tagged_user_ids": Many(_ID, 0, 10), "title": Text(), "description": Text(),
        "embeddable": Flag(), "preview_media_id": _ID, "call_to_actions": Anything(),
    }, ("media_ids",)),
    "poll": Members({
        "options": Many(Text(1, 25), 2, 4), "duration_minutes": Whole(5, 10_080), "reply_settings": _WHO,
    }, ("options", "duration_minutes")),
    "reply": Members({
        "in_reply_to_tweet_id": _ID, "auto_populate_reply_metadata": Flag(),
        "exclude_reply_user_ids": Many(Text()),
    }, ("in_reply_to_tweet_id",)),
})  # fmt: skip
# Members that X takes only from accounts with a right that nobody in the sandbox has.
PRIVILEGED = ("card_uri", "community_id", "edit_options", "for_super_followers_only", "geo", "nullcast")
PRIVILEGED_TOO = ("direct_message_deep_link", "share_with_followers")
KEPT = ("made_with_ai", "paid_partnership", "reply_settings", "poll")
TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length see "
    "https://github.com/twitter/twitter-text."
)
NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the "
    "author of the post you are replying to."
)
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."


class Composer:
    """Applies X's rules to what somebody wants posted."""

    def __init__(self, posts: Posts, uploads: Uploads) -> None:
        self._posts = posts
        self._uploads = uploads

    def draft(self, body: dict[str, Any], author: Account, app: str, raw: bytes) -> Draft:
        """A draft that X would take from this author; raises `Problem`."""
        if any(body.get(name) for name in (*PRIVILEGED, *PRIVILEGED_TOO)):
            raise plain(403, "You are not permitted to perform this action.")
        carried: list[str] = [name for name in ("media", "poll", "quote_tweet_id") if name in body]
        if len(carried) > 1:
            raise invalid(f"{' and '.join(carried)} cannot be used together.", {name: ["present"] for name in carried})
        text = _checked(body.get("text", ""), carried)
        reply_to = self._replied(body.get("reply"), author)
        media = self._media(body.get("media"), author)
        extras: dict[str, Any] = {name: body[name] for name in KEPT if name in body}
        return Draft(
            author.id,
            author.handle,
            text,
            tuple(m.attached() for m in media),
            extras,
            reply_to,
            self._quoted(body.get("quote_tweet_id")),
            hashlib.sha256(raw).hexdigest(),
            app,
        )

    def _replied(self, reply: dict[str, Any] | None, author: Account) -> Post | None:
        if reply is None:
            return None
        above = self._posts.find(int(reply["in_reply_to_tweet_id"]))
        if above is None:
            raise plain(403, "You attempted to reply to a Tweet that is deleted or not visible to you.")
        if above.author != author.id and not self._summoned(above, author):
            raise plain(403, NOT_SUMMONED)
        return above

    def _summoned(self, above: Post, author: Account) -> bool:
        """Self-serve apps may reply only where the author was named or quoted."""
        quoted = self._posts.find(above.quoted) if above.quoted else None
        return author.handle.lower() in above.mentioned or (quoted is not None and quoted.author == author.id)

    def _quoted(self, quoted_id: str | None) -> Post | None:
        if quoted_id is None:
            return None
        quoted = self._posts.find(int(quoted_id))
        if quoted is None:
            raise invalid("quote_tweet_id is invalid.", {"quote_tweet_id": [quoted_id]})
        return quoted

    def _media(self, media: dict[str, Any] | None, author: Account) -> list[Upload]:
        if media is None:
            return []
        ids: list[str] = media["media_ids"]
        ready = [self._uploads.ready(media_id, author.id) for media_id in ids]
        uploads = [upload for upload in ready if upload is not None and upload.category.startswith(("tweet_", "ampl"))]
        if len(uploads) < len(ids) or len(set(ids)) < len(ids):
            raise _media_refused(ids)
        moving = sum(upload.kind != "image" for upload in uploads)
        if moving and len(uploads) > 1:
            raise _media_refused(ids)
        return uploads


def _media_refused(ids: list[str]) -> Problem:
    return invalid("Your media IDs are invalid.", {"media.media_ids": ids})


def _checked(given: str, carried: list[str]) -> str:
    text = normalised(given)
    if not text and not carried:
        raise invalid("$.text: must be at least 1 characters long", {"$.text": [given]})
    if FORBIDDEN.search(text):
        raise invalid("Your Tweet text contains invalid characters.", {"text": [text[:280]]})
    if weight(text) > LONGEST:
        raise invalid(TOO_LONG, {"text": [text[:280]]})
    if len(cashtags(text)) > 1:
        raise plain(403, "Posts created via the API may have 1 cashtag at most.")
    return text
