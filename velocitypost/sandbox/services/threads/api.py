"""graph.threads.net: profiles, containers, posts, replies, numbers.

https://developers.facebook.com/docs/threads/reference
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, g

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.meta import given
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Field, Given, Reader, fields, node
from velocitypost.sandbox.services.meta.listing import page, stamp
from velocitypost.sandbox.services.threads import rules
from velocitypost.sandbox.services.threads.containers import Containers
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.guard import Guard, Limit
from velocitypost.sandbox.social.kit import Kit

BASE = "/graph.threads.net/v1.0"
BASIC = frozenset({"threads_basic"})
PUBLISH = BASIC | {"threads_content_publish"}
READ_REPLIES = BASIC | {"threads_read_replies"}
INSIGHTS = BASIC | {"threads_manage_insights"}
DELETE = BASIC | {"threads_delete"}
NEEDS = {
    "GET /v1.0/me": BASIC,
    "GET /v1.0/:name": BASIC,
    "DELETE /v1.0/:name": DELETE,
    "GET /v1.0/:name/threads": BASIC,
    "GET /v1.0/me/replies": READ_REPLIES,
    "POST /v1.0/:name/threads": PUBLISH,
    "POST /v1.0/:name/threads_publish": PUBLISH,
    "GET /v1.0/:name/threads_publishing_limit": BASIC,
    "GET /v1.0/:name/replies": READ_REPLIES,
    "GET /v1.0/:name/conversation": READ_REPLIES,
    "GET /v1.0/:name/insights": INSIGHTS,
    "GET /v1.0/:name/threads_insights": INSIGHTS,
}
LIMITS = (Limit(48_000, 86_400, bucket="threads"), Limit(5_400, 3_600, "app", bucket="app"))


def blueprint(kit: Kit, answers: GraphAnswers) -> Blueprint:
    """Every edge that an app may ask for."""
    guard = Guard(
        kit.sandbox,
        kit.tokens,
        answers,
        lambda operation: NEEDS.get(operation, BASIC),
        lambda _operation: LIMITS,
        read_token=given.token,
    )
    api = guard.blueprint("api")
    views = _Api(kit, answers)

    def at(method: str, path: str, name: str, view: Callable[[str], Response]) -> None:
        def bound(name: str = "me", **_path: str) -> Response:
            return view(name)

        api.add_url_rule(f"{BASE}{path}", name, bound, methods=[method])

    at("GET", "/me", "me", views.read)
    at("GET", "/me/replies", "own_replies", views.own_replies)
    at("GET", "/<name>", "get_node", views.read)
    at("DELETE", "/<name>", "delete_post", views.delete)
    at("GET", "/<name>/threads", "get_threads", views.threads)
    at("POST", "/<name>/threads", "create_container", views.create)
    at("POST", "/<name>/threads_publish", "publish", views.publish)
    at("GET", "/<name>/threads_publishing_limit", "get_limit", views.limit)
    at("GET", "/<name>/replies", "get_replies", views.replies)
    at("GET", "/<name>/conversation", "get_conversation", views.conversation)
    at("GET", "/<name>/insights", "get_insights", views.insights)
    at("GET", "/<name>/threads_insights", "get_user_insights", views.user_insights)

    @api.route("/graph.threads.net/<path:rest>", methods=["GET", "POST", "DELETE"])
    def nowhere(rest: str) -> Response:
        raise answers.problem(400, "2500", f"Unknown path components: /{rest}")

    return api


class _Api:
    def __init__(self, kit: Kit, answers: GraphAnswers) -> None:
        self._kit = kit
        self._answers = answers
        self._containers = Containers(kit, answers)

    def _require_own(self, name: str) -> Account:
        own: Account = g.account
        if name not in ("me", own.id):
            raise self._answers.nowhere(name)
        return own

    def _own_post(self, name: str) -> Post:
        post = self._kit.feed.find(name)
        if post is None or post.account != g.account.id:
            raise self._answers.nowhere(name)
        return post

    def _wanted(self) -> tuple[Field, ...]:
        return fields(Given(self._answers).text("fields"), self._answers)

    def read(self, name: str) -> Response:
        own: Account = g.account
        if name in ("me", own.id):
            return answer(self._profile(own))
        if (held := self._containers.find(own, name)) is not None:
            return answer(self._container(held))
        post = self._kit.feed.find(name)
        if post is None:
            raise self._answers.nowhere(name)
        return answer(self._media(post, self._wanted()))

    def threads(self, name: str) -> Response:
        """The account's posts, newest first; replies are listed apart."""
        own, wanted = self._require_own(name), self._wanted()
        where = "account=? AND reply_to IS NULL"
        return answer(page(self._kit, self._answers, where, [own.id], lambda post: self._media(post, wanted)))

    def own_replies(self, name: str) -> Response:
        own, wanted = self._require_own(name), self._wanted()
        where = "account=? AND reply_to IS NOT NULL"
        return answer(page(self._kit, self._answers, where, [own.id], lambda post: self._media(post, wanted)))

    def replies(self, name: str) -> Response:
        """Those right below a post."""
        return self._below(name, "reply_to=?")

    def conversation(self, name: str) -> Response:
        """All below a post, flat."""
        return self._below(name, "root=? AND id<>root")

    def _below(self, name: str, where: str) -> Response:
        post, wanted = self._own_post(name), self._wanted()
        self._kit.crowd.catch_up([post])
        newest_first = Given(self._answers).flag("reverse", True)
        shown = page(
            self._kit,
            self._answers,
            where,
            [post.id],
            lambda reply: self._media(reply, wanted),
            oldest_first=not newest_first,
        )
        return answer(shown)

    def limit(self, name: str) -> Response:
        """https://developers.facebook.com/docs/threads/troubleshooting#retrieve-publishing-quota-limit"""
        own = self._require_own(name)
        since = self._kit.sandbox.clock.now() - rules.DAY_S

        def config(usual: int) -> Reader:
            return lambda _: {"quota_total": self._containers.room(usual), "quota_duration": rules.DAY_S}

        readers: dict[str, Reader] = {
            "quota_usage": lambda _: self._containers.made_since(own, since, replies=False),
            "config": config(rules.POSTS_A_DAY),
            "reply_quota_usage": lambda _: self._containers.made_since(own, since, replies=True),
            "reply_config": config(rules.REPLIES_A_DAY),
            "delete_quota_usage": lambda _: self._deleted_since(own, since),
            "delete_config": config(rules.DELETIONS_A_DAY),
        }
        shown = node("ThreadsPublishingLimit", self._wanted(), readers, ("quota_usage",), self._answers)
        return answer({"data": [shown]})

    def _deleted_since(self, own: Account, moment: float) -> int:
        everything = self._kit.feed.everything(own.id, 10_000)
        return sum(post.deleted_ms is not None and post.deleted_ms >= moment * 1000 for post in everything)

    def create(self, name: str) -> Response:
        own = self._require_own(name)
        held = self._containers.create(own)
        if Given(self._answers).flag("auto_publish_text"):
            if held.data["kind"] != "TEXT":
                raise self._answers.invalid("Param auto_publish_text is supported for text posts only")
            return answer({"id": self._containers.publish(own, held, held.id).id})
        return answer({"id": held.id})

    def publish(self, name: str) -> Response:
        own, creation = self._require_own(name), Given(self._answers).needed("creation_id")
        return answer({"id": self._containers.publish(own, self._containers.find(own, creation), creation).id})

    def delete(self, name: str) -> Response:
        post = self._own_post(name)
        since = self._kit.sandbox.clock.now() - rules.DAY_S
        if self._deleted_since(g.account, since) >= self._containers.room(rules.DELETIONS_A_DAY):
            raise self._answers.problem(403, "4", "(#4) Application request limit reached")
        self._kit.feed.delete(post)
        return answer({"success": True, "deleted_id": post.id})

    def insights(self, name: str) -> Response:
        """https://developers.facebook.com/docs/threads/insights"""
        post = self._own_post(name)
        numbers = self._kit.crowd.numbers([post])[post.id]
        return answer({"data": [_row(post.id, metric, numbers[metric]) for metric in self._metrics(rules.METRICS)]})

    def user_insights(self, name: str) -> Response:
        own = self._require_own(name)
        metrics = self._metrics(("followers_count", "views"))
        values = {"followers_count": own.followers, "views": own.followers * 3}
        rows = [{**_row(own.id, metric, 0), "total_value": {"value": values[metric]}} for metric in metrics]
        return answer({"data": [{key: row[key] for key in row if key != "values"} for row in rows]})

    def _metrics(self, known: tuple[str, ...]) -> list[str]:
        asked = [str(metric) for metric in Given(self._answers).many("metric")]
        if not asked or set(asked) - set(known):
            raise self._answers.invalid(f"metric must be one of the following values: {', '.join(known)}")
        return asked

    # ---- shown

    def _profile(self, own: Account) -> dict[str, Any]:
        readers: dict[str, Reader] = {
            "id": lambda _: own.id,
            "username": lambda _: own.handle,
            "name": lambda _: own.name,
            "threads_profile_picture_url": lambda _: self._kit.avatar(own),
            "threads_biography": lambda _: own.bio or None,
            "is_verified": lambda _: False,
        }
        return node("ThreadsUser", self._wanted(), readers, ("id",), self._answers)

    def _container(self, held: Held) -> dict[str, Any]:
        readers: dict[str, Reader] = {
            "id": lambda _: held.id,
            "status": lambda _: self._containers.status(held),
            "error_message": lambda _: held.why or None,
        }
        return node("ThreadsContainer", self._wanted(), readers, ("id", "status"), self._answers)

    def _media(self, post: Post, wanted: tuple[Field, ...]) -> dict[str, Any]:
        """https://developers.facebook.com/docs/threads/reference/media-retrieval"""
        author = self._kit.sandbox.accounts.get(self._kit.key, post.account)
        first = post.media[0] if post.media else None
        kinds = {"TEXT": "TEXT_POST", "CAROUSEL": "CAROUSEL_ALBUM"}
        kind = post.options.get("media_type", "TEXT")
        readers: dict[str, Reader] = {
            "id": lambda _: post.id,
            "media_product_type": lambda _: "THREADS",
            "media_type": lambda _: kinds.get(kind, kind),
            "media_url": lambda _: self._kit.media_address(first["name"]) if first else None,
            "permalink": lambda _: self._kit.post_address(post),
            "shortcode": lambda _: self._kit.look.key_of(post),
            "username": lambda _: author.handle,
            "owner": lambda _: {"id": author.id},
            "text": lambda _: post.text or None,
            "timestamp": lambda _: stamp(post.created_ms),
            "alt_text": lambda _: first["alt"] or None if first else None,
            "topic_tag": lambda _: post.options.get("topic_tag"),
            "link_attachment_url": lambda _: post.link,
            "gif_url": lambda _: _gif(post),
            "is_reply": lambda _: post.reply_to is not None,
            "replied_to": lambda _: {"id": post.reply_to} if post.reply_to else None,
            "root_post": lambda _: {"id": post.root} if post.reply_to else None,
            "has_replies": lambda _: self._kit.feed.replies([post.id])[post.id] > 0,
            "poll_attachment": lambda _: _poll(post),
        }
        return node("ThreadsMedia", wanted, readers, ("id",), self._answers)


def _gif(post: Post) -> str | None:
    gif = post.options.get("gif")
    return f"https://media.giphy.com/media/{gif}/giphy.gif" if gif else None


def _poll(post: Post) -> dict[str, Any] | None:
    choices = (post.options.get("poll") or {}).get("choices", [])
    return dict(zip(rules.POLL_ANSWERS, choices, strict=False)) or None


def _row(of: str, metric: str, value: int) -> dict[str, Any]:
    return {
        "name": metric,
        "period": "lifetime",
        "values": [{"value": value}],
        "title": metric.replace("_", " "),
        "description": f"How many {metric.replace('_', ' ')} so far.",
        "id": f"{of}/insights/{metric}/lifetime",
    }
