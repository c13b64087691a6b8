"""Instagram's objects as the Graph API shows them, asked by Instagram Login or by Facebook Login."""

import hashlib
import re
from typing import Any

from flask import Response, g

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.instagram import rules
from velocitypost.sandbox.services.instagram.containers import CONTAINER, Containers
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Field, Given, Reader, fields, node
from velocitypost.sandbox.services.meta.listing import page, stamp
from velocitypost.sandbox.services.meta.shortcodes import shortcode
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.feed import Draft, Post
from velocitypost.sandbox.social.kit import Kit


class Nodes:
    """Every method answers one request for `own`, the account that the token speaks for."""

    def __init__(self, kit: Kit, answers: GraphAnswers, *, by_facebook: bool) -> None:
        self._kit = kit
        self._answers = answers
        self._by_facebook = by_facebook
        self.containers = Containers(kit, answers, by_facebook=by_facebook)

    def knows(self, own: Account | None, name: str) -> bool:
        """Whether there is an object of Instagram with this id that the account may see."""
        return own is not None and (name == own.id or self._held(own, name) is not None or self._post(name) is not None)

    def _held(self, own: Account, name: str) -> Held | None:
        held = self._kit.drafts.find(name, CONTAINER)
        return held if held is not None and held.account == own.id else None

    def _post(self, name: str) -> Post | None:
        return self._kit.feed.find(name)

    def _own_post(self, own: Account, name: str) -> Post:
        """A post of the account, or a comment below one."""
        post = self._post(name)
        root = self._post(post.root) if post else None
        if post is None or root is None or root.account != own.id:
            raise self._answers.nowhere(name)
        return post

    def _wanted(self) -> tuple[Field, ...]:
        return fields(Given(self._answers).text("fields"), self._answers)

    # ---- reading

    def read(self, own: Account, name: str) -> Response:
        """Any object by its id."""
        if name == own.id:
            return answer(self.account(own, self._wanted(), ("id",)))
        if (held := self._held(own, name)) is not None:
            return answer(self._container(held))
        post = self._own_post(own, name)
        return answer(self._comment(post) if post.kind == "comment" else self._media(post, self._wanted()))

    def account(self, own: Account, wanted: tuple[Field, ...], usual: tuple[str, ...]) -> dict[str, Any]:
        """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user"""
        readers: dict[str, Reader] = {
            "id": lambda _: own.id if self._by_facebook else f"9{own.id}",
            "username": lambda _: own.handle,
            "name": lambda _: own.name,
            "biography": lambda _: own.bio or None,
            "profile_picture_url": lambda _: self._kit.avatar(own),
            "followers_count": lambda _: own.followers,
            "follows_count": lambda _: own.following,
            "media_count": lambda _: self._kit.feed.counts().get(own.id, 0),
        }
        if not self._by_facebook:
            # The id that goes into paths: `id` is the account's id for this app alone.
            readers |= {"user_id": lambda _: own.id, "account_type": lambda _: "BUSINESS"}
        return node("IGUser" if not self._by_facebook else "ShadowIGUser", wanted, readers, usual, self._answers)

    def _container(self, held: Held) -> dict[str, Any]:
        code, words = self.containers.status(held)
        readers: dict[str, Reader] = {"id": lambda _: held.id, "status_code": lambda _: code, "status": lambda _: words}
        return node("IGContainer", self._wanted(), readers, ("id",), self._answers)

    def _media(self, post: Post, wanted: tuple[Field, ...]) -> dict[str, Any]:
        """https://developers.facebook.com/docs/instagram-platform/reference/instagram-media"""
        first = post.media[0]

        def number(name: str) -> Reader:
            return lambda _: self._kit.crowd.numbers([post])[post.id][name]

        readers: dict[str, Reader] = {
            "id": lambda _: post.id,
            "caption": lambda _: post.text or None,
            "media_type": lambda _: post.options["media_type"],
            "media_product_type": lambda _: post.options["media_product_type"],
            "media_url": lambda _: self._kit.media_address(first["name"]),
            "permalink": lambda _: self._kit.post_address(post),
            "shortcode": lambda _: shortcode(post),
            "timestamp": lambda _: stamp(post.created_ms),
            "username": lambda _: self._kit.sandbox.accounts.get(self._kit.key, post.account).handle,
            "owner": lambda _: {"id": post.account},
            "alt_text": lambda _: first["alt"] or None,
            "is_comment_enabled": lambda _: True,
            "like_count": number("likes"),
            "comments_count": number("comments"),
        }
        return node("IGMedia" if not self._by_facebook else "ShadowIGMedia", wanted, readers, ("id",), self._answers)

    def _comment(self, post: Post) -> dict[str, Any]:
        """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-comment"""
        author = self._kit.sandbox.accounts.get(self._kit.key, post.account)
        readers: dict[str, Reader] = {
            "id": lambda _: post.id,
            "text": lambda _: post.text,
            "timestamp": lambda _: stamp(post.created_ms),
            "username": lambda _: author.handle,
            "from": lambda _: {"id": author.id, "username": author.handle},
            "like_count": lambda _: 0,
            "hidden": lambda _: False,
            "parent_id": lambda _: post.reply_to if post.reply_to != post.root else None,
        }
        return node("IGComment", self._wanted(), readers, ("id", "timestamp", "text"), self._answers)

    def media(self, own: Account, name: str) -> Response:
        """The account's posts, newest first; stories have an edge of their own."""
        self._require_own(own, name)
        where = "account=? AND kind='post' AND json_extract(options, '$.media_product_type')<>'STORY'"
        wanted = self._wanted()
        return answer(page(self._kit, self._answers, where, [own.id], lambda post: self._media(post, wanted)))

    def stories(self, own: Account, name: str) -> Response:
        """Those of the last 24 hours."""
        self._require_own(own, name)
        where = "account=? AND kind='post' AND json_extract(options, '$.media_product_type')='STORY' AND created_ms>?"
        since = int((self._kit.sandbox.clock.now() - rules.STORY_LIFE_S) * 1000)
        wanted = self._wanted()
        return answer(page(self._kit, self._answers, where, [own.id, since], lambda post: self._media(post, wanted)))

    def publishing_limit(self, own: Account, name: str) -> Response:
        """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/content_publishing_limit"""
        self._require_own(own, name)
        asked, now = Given(self._answers), self._kit.sandbox.clock.now()
        since = asked.whole("since", int(now - rules.DAY_S)) or 0
        if since < now - rules.DAY_S - 60:
            raise self._answers.invalid("Param since must not be older than 24 hours")
        config = {"quota_total": self.containers.room(), "quota_duration": rules.DAY_S}
        readers: dict[str, Reader] = {
            "quota_usage": lambda _: self.containers.published_since(own, since),
            "config": lambda _: config,
        }
        shown = node("ContentPublishingLimit", self._wanted(), readers, ("quota_usage",), self._answers)
        return answer({"data": [shown]})

    def comments(self, own: Account, name: str) -> Response:
        """Those right below a post, newest first."""
        post = self._own_post(own, name)
        self._kit.crowd.catch_up([post])
        return answer(page(self._kit, self._answers, "reply_to=?", [post.id], self._comment, usual=50))

    def insights(self, own: Account, name: str) -> Response:
        """https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights"""
        post = self._own_post(own, name)
        if post.kind == "comment":
            raise self._answers.nowhere(name)
        product = post.options["media_product_type"]
        known = {metric for metrics in rules.METRICS.values() for metric in metrics}
        asked = [str(metric) for metric in Given(self._answers).many("metric")]
        if not asked:
            raise self._answers.invalid("The parameter metric is required")
        for place, metric in enumerate(asked):
            if metric not in known:
                words = f"metric[{place}] must be one of the following values: {', '.join(sorted(known))}"
                raise self._answers.invalid(words)
            if metric not in rules.METRICS[product]:
                raise self._answers.invalid("An unknown error has occurred.")
        numbers = self._numbers(post, product)
        return answer({"data": [_row(post, metric, numbers[metric]) for metric in asked]})

    def _numbers(self, post: Post, product: str) -> dict[str, int]:
        numbers = self._kit.crowd.numbers([post])[post.id]
        if product == "STORY" and numbers["views"] < rules.STORY_VIEWERS:
            words = "(#10) Not enough viewers for the media to show insights"
            raise self._answers.problem(400, "10", words)
        acts = ("likes", "comments", "saved", "shares")
        more = {"replies": numbers["comments"], "total_interactions": sum(numbers[act] for act in acts)}
        return {**numbers, **more, "follows": numbers["likes"] // 40, "profile_visits": numbers["reach"] // 30}

    # ---- writing

    def create_container(self, own: Account, name: str) -> Response:
        self._require_own(own, name)
        return answer({"id": self.containers.create(own).id})

    def publish(self, own: Account, name: str) -> Response:
        self._require_own(own, name)
        return answer({"id": self.containers.publish(own).id})

    def comment(self, own: Account, name: str) -> Response:
        """https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments"""
        post = self._own_post(own, name)
        message = Given(self._answers).needed("message")
        tags, links = len(re.findall(r"#\w", message)), len(re.findall(r"https?://", message))
        if len(message) > rules.COMMENT_CHARACTERS:
            raise self._answers.invalid(f"A comment may be {rules.COMMENT_CHARACTERS} characters long at most")
        if tags > rules.COMMENT_HASHTAGS or links > rules.COMMENT_LINKS or message.isupper():
            words = "A comment may hold 4 hashtags and one link at most, and not only capital letters"
            raise self._answers.invalid(words)
        digest = hashlib.sha256(f"{post.id}\n{message}".encode()).hexdigest()
        draft = Draft(own.id, message, "comment", reply_to=post, fingerprint=digest, app=g.app)
        return answer({"id": self._kit.keep(draft).id})

    def delete(self, own: Account, name: str) -> Response:
        """By Facebook Login only."""
        post = self._own_post(own, name)
        self._kit.feed.delete(post)
        return answer({"success": True})

    def _require_own(self, own: Account, name: str) -> None:
        if name not in (own.id, "me"):
            raise self._answers.nowhere(name)


def _row(post: Post, metric: str, value: int) -> dict[str, Any]:
    return {
        "name": metric,
        "period": "lifetime",
        "values": [{"value": value}],
        "title": metric.replace("_", " ").capitalize(),
        "description": f"How many {metric.replace('_', ' ')} so far.",
        "id": f"{post.id}/insights/{metric}/lifetime",
    }
