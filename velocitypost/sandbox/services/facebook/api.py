"""graph.facebook.com, graph-video.facebook.com and rupload.facebook.com: Pages, and Instagram accounts behind them."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.facebook import rules
from velocitypost.sandbox.services.facebook.media import PHOTO, VIDEO, Media
from velocitypost.sandbox.services.facebook.people import People
from velocitypost.sandbox.services.facebook.posts import Posts
from velocitypost.sandbox.services.facebook.shown import Shown, row
from velocitypost.sandbox.services.instagram.nodes import Nodes
from velocitypost.sandbox.services.meta import given
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.services.meta.given import Field, Given
from velocitypost.sandbox.services.meta.listing import page as listed
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.guard import Guard, Limit
from velocitypost.sandbox.social.kit import Kit

BASE = "/graph.facebook.com/<version>"
VIDEO_BASE = "/graph-video.facebook.com/<version>"
UPLOAD_BASE = "/rupload.facebook.com/video-upload/<version>"
OPERATIONS = (
    "GET /:version/me", "GET /:version/me/accounts", "GET /:version/:name", "DELETE /:version/:name",
    "POST /:version/:name/feed", "POST /:version/:name/photos", "POST /:version/:name/videos",
    "POST /:version/:name/video_reels", "POST /:version/:name/photo_stories", "POST /:version/:name/video_stories",
    "POST /:version/:name/comments", "GET /:version/:name/comments", "GET /:version/:name/insights",
    "GET /:version/:name/published_posts", "GET /:version/:name/stories", "POST /:version/:name/media",
    "POST /:version/:name/media_publish", "GET /:version/:name/media", "GET /:version/:name/content_publishing_limit",
    "POST /video-upload/:version/:name",
)  # fmt: skip
LIMITS = (Limit(4_800 * 10, 86_400, bucket="pages"), Limit(5_400, 3_600, "app", bucket="app"))


def blueprint(kit: Kit, instagram: Kit, answers: GraphAnswers) -> Blueprint:
    """Every edge that an app may ask for."""
    guard = Guard(
        kit.sandbox,
        kit.tokens,
        answers,
        lambda _operation: frozenset(),
        lambda _operation: LIMITS,
        read_token=given.token,
    )
    api = guard.blueprint("api")
    views = _Api(kit, instagram, answers)

    @api.before_request
    def version() -> None:
        given.check_version(answers, (request.view_args or {}).get("version", ""))

    def at(method: str, path: str, name: str, view: Callable[[str], Response]) -> None:
        def bound(name: str = "me", **_path: str) -> Response:
            return view(name)

        api.add_url_rule(path, name, bound, methods=[method])

    at("GET", f"{BASE}/me", "me", views.read)
    at("GET", f"{BASE}/me/accounts", "accounts", views.accounts)
    at("GET", f"{BASE}/me/permissions", "permissions", views.permissions)
    at("GET", f"{BASE}/<name>", "get_node", views.read)
    at("DELETE", f"{BASE}/<name>", "delete_node", views.delete)
    for edge in ("published_posts", "feed", "posts"):
        at("GET", f"{BASE}/<name>/{edge}", f"get_{edge}", views.published_posts)
    for edge in ("stories", "comments", "insights", "media", "content_publishing_limit"):
        at("GET", f"{BASE}/<name>/{edge}", f"get_{edge}", getattr(views, f"get_{edge}"))
    for edge in ("feed", "photos", "photo_stories", "comments", "replies", "media", "media_publish"):
        at("POST", f"{BASE}/<name>/{edge}", f"post_{edge}", getattr(views, f"post_{edge}"))
    for base, host in ((BASE, ""), (VIDEO_BASE, "_at_video_host")):
        at("POST", f"{base}/<name>/videos", f"post_videos{host}", views.post_videos)
    for edge in ("video_reels", "video_stories"):
        at("POST", f"{BASE}/<name>/{edge}", f"post_{edge}", getattr(views, f"post_{edge}"))
    at("POST", f"{UPLOAD_BASE}/<name>", "upload", views.upload)

    @api.route("/graph.facebook.com/<version>/<path:rest>", methods=["GET", "POST", "DELETE"])
    def nowhere(rest: str, **_path: str) -> Response:
        raise answers.problem(400, "2500", f"Unknown path components: /{rest}")

    return api


class _Api:
    def __init__(self, kit: Kit, instagram: Kit, answers: GraphAnswers) -> None:
        self._kit = kit
        self._answers = answers
        self._people = People(kit, instagram, answers)
        self._media = Media(kit, answers)
        self._posts = Posts(kit, self._media, answers)
        self._shown = Shown(kit, self._people, self._media, answers)
        self._instagram = Nodes(instagram, answers, by_facebook=True)

    # ---- whose it is

    def _by_instagram(self, name: str, scopes: frozenset[str]) -> Any:
        """The Instagram account that an id belongs to, if it is one of Instagram's; needs these scopes."""
        own = self._people.own_instagram(name)
        if own is None or not self._instagram.knows(own, name):
            return None
        self._people.require(scopes)
        return own

    def _own_post(self, name: str) -> Post:
        post = self._kit.feed.find(name)
        root = self._kit.feed.find(post.root) if post else None
        if post is None or root is None or root.account != g.account.id:
            raise self._answers.nowhere(name)
        return post

    # ---- reading

    def read(self, name: str) -> Response:
        own = g.account
        if name in ("me", own.id):
            if own.kind == "page":
                return answer(self._people.show_page(rules.BY_ID[own.id]))
            return answer(self._people.show_person(own))
        for page in self._people.pages() if own.kind != "page" else ():
            if page.id == name:
                return answer(self._people.show_page(page))
        if (account := self._by_instagram(name, rules.INSTAGRAM)) is not None:
            return self._instagram.read(account, name)
        held = self._kit.drafts.find(name, VIDEO) or self._kit.drafts.find(name, PHOTO)
        if held is not None and held.account == own.id:
            self._people.require(rules.READS)
            return answer(self._shown.video(held, self._wanted()) if held.kind == VIDEO else {"id": held.id})
        post = self._own_post(name)
        self._people.require(rules.READS)
        wanted = self._wanted()
        return answer(self._shown.comment(post, wanted) if post.kind == "comment" else self._shown.post(post, wanted))

    def accounts(self, name: str) -> Response:
        """https://developers.facebook.com/docs/graph-api/reference/user/accounts"""
        if g.account.kind == "page":
            raise self._answers.invalid("Tried accessing nonexisting field (accounts) on node type (Page)")
        self._people.require(frozenset({"pages_show_list"}))
        usual = ("access_token", "category", "name", "id", "tasks")
        limit = min(max(Given(self._answers).whole("limit", 25) or 25, 1), 100)
        after = Given(self._answers).text("after")
        pages = self._people.pages()
        at = next((n for n, page in enumerate(pages, start=1) if page.id == after), 0)
        found, wanted = pages[at : at + limit], self._wanted()
        shown: dict[str, Any] = {"data": [self._people.show_page(page, wanted, usual) for page in found]}
        if found:
            paging: dict[str, Any] = {"cursors": {"before": found[0].id, "after": found[-1].id}}
            if at + limit < len(pages):
                paging["next"] = f"{self._kit.address(request.path)}?after={found[-1].id}"
            shown["paging"] = paging
        return answer(shown)

    def permissions(self, name: str) -> Response:
        return answer({"data": [{"permission": scope, "status": "granted"} for scope in sorted(g.bearer.scopes)]})

    def published_posts(self, name: str) -> Response:
        page = self._people.page(name)
        self._people.require(rules.READS)
        where = "account=? AND kind='post' AND json_extract(options, '$.type')<>'story'"
        wanted = self._wanted()
        usual = wanted or tuple(Field(name, {}, ()) for name in ("created_time", "message", "id"))
        return answer(listed(self._kit, self._answers, where, [page.id], lambda post: self._shown.post(post, usual)))

    def get_stories(self, name: str) -> Response:
        if (account := self._by_instagram(name, rules.INSTAGRAM)) is not None:
            return self._instagram.stories(account, name)
        page = self._people.page(name)
        self._people.require(rules.READS)
        where = "account=? AND json_extract(options, '$.type')='story' AND created_ms>?"
        since = int((self._kit.sandbox.clock.now() - rules.STORY_LIFE_S) * 1000)
        wanted = self._wanted()
        return answer(
            listed(self._kit, self._answers, where, [page.id, since], lambda post: self._shown.story(post, wanted))
        )

    def get_comments(self, name: str) -> Response:
        if (account := self._by_instagram(name, rules.INSTAGRAM_SPEAKS)) is not None:
            return self._instagram.comments(account, name)
        self._people.require(rules.READS)
        post, asked, wanted = self._own_post(name), Given(self._answers), self._wanted()
        self._kit.crowd.catch_up([post])
        order = asked.one_of("order", ("CHRONOLOGICAL", "REVERSE_CHRONOLOGICAL"), "CHRONOLOGICAL")
        stream = asked.one_of("filter", ("TOPLEVEL", "STREAM"), "TOPLEVEL") == "STREAM"
        where, value = ("root=? AND id<>root", post.root) if stream else ("reply_to=?", post.id)
        return answer(
            listed(
                self._kit,
                self._answers,
                where,
                [value],
                lambda said: self._shown.comment(said, wanted),
                oldest_first=order == "CHRONOLOGICAL",
            )
        )

    def get_insights(self, name: str) -> Response:
        if (account := self._by_instagram(name, rules.INSTAGRAM_COUNTS)) is not None:
            return self._instagram.insights(account, name)
        post = self._own_post(name)
        self._people.require(rules.COUNTS)
        metrics = [str(metric) for metric in Given(self._answers).many("metric")]
        if not metrics:
            words = "(#3001) No metric was specified to be fetched. Please specify one or more metrics."
            raise self._answers.problem(400, "3001/1504028", words)
        if unknown := set(metrics) - set(rules.METRICS):
            raise self._answers.invalid(f"The value must be a valid insights metric: {', '.join(sorted(unknown))}")
        numbers = self._kit.crowd.numbers([post])[post.id]
        values: dict[str, Any] = {
            **numbers,
            "post_video_views": numbers["post_media_view"] // 2 if "video_id" in post.options else 0,
            "post_reactions_like_total": numbers["likes"],
            "post_reactions_by_type_total": {"like": numbers["likes"]},
        }
        return answer({"data": [row(post, metric, values[metric]) for metric in metrics]})

    def get_media(self, name: str) -> Response:
        return self._instagram.media(self._instagram_account(name, rules.INSTAGRAM), name)

    def get_content_publishing_limit(self, name: str) -> Response:
        return self._instagram.publishing_limit(self._instagram_account(name, rules.INSTAGRAM_POSTS), name)

    def _instagram_account(self, name: str, scopes: frozenset[str]) -> Any:
        account = self._by_instagram(name, scopes)
        if account is None or account.id != name:
            raise self._answers.nowhere(name)
        return account

    # ---- writing

    def post_feed(self, name: str) -> Response:
        page = self._people.page(name)
        self._people.require(rules.POSTS)
        return self._posts.feed(page)

    def post_photos(self, name: str) -> Response:
        page = self._people.page(name)
        self._people.require(rules.POSTS)
        return self._posts.photo(page)

    def post_photo_stories(self, name: str) -> Response:
        page = self._people.page(name)
        self._people.require(rules.POSTS)
        return self._posts.photo_story(page)

    def post_videos(self, name: str) -> Response:
        page = self._people.page(name)
        self._people.require(rules.POSTS)
        return self._posts.video(page)

    def post_video_reels(self, name: str) -> Response:
        return self._upright(name, "reel")

    def post_video_stories(self, name: str) -> Response:
        return self._upright(name, "story")

    def _upright(self, name: str, kind: str) -> Response:
        page = self._people.page(name)
        self._people.require(rules.POSTS)
        return self._posts.upright(page, kind, self._kit.address("/rupload.facebook.com/video-upload/v26.0"))

    def upload(self, name: str) -> Response:
        """The upload host has errors of its own, and takes no other word than OAuth before the token."""
        if not request.headers.get("Authorization", "").startswith("OAuth "):
            return _broken("NotAuthorizedError", retriable=False)
        self._people.require(rules.POSTS)
        held = self._kit.drafts.find(name, VIDEO)
        if held is None or held.account != g.account.id or held.state != "open":
            return _broken("ProcessingFailedError", retriable=False)
        wrong = self._media.receive(held)
        return _broken(wrong, retriable=True) if wrong else answer({"success": True})

    def post_comments(self, name: str) -> Response:
        if (account := self._by_instagram(name, rules.INSTAGRAM_SPEAKS)) is not None:
            return self._instagram.comment(account, name)
        self._people.require(rules.SPEAKS)
        return self._posts.comment(g.account, self._own_post(name))

    def post_replies(self, name: str) -> Response:
        account = self._by_instagram(name, rules.INSTAGRAM_SPEAKS)
        if account is None:
            raise self._answers.nowhere(name)
        return self._instagram.comment(account, name)

    def post_media(self, name: str) -> Response:
        return self._instagram.create_container(self._instagram_account(name, rules.INSTAGRAM_POSTS), name)

    def post_media_publish(self, name: str) -> Response:
        return self._instagram.publish(self._instagram_account(name, rules.INSTAGRAM_POSTS), name)

    def delete(self, name: str) -> Response:
        if (account := self._by_instagram(name, rules.INSTAGRAM_DELETES)) is not None:
            return self._instagram.delete(account, name)
        post = self._own_post(name)
        self._people.require(rules.POSTS)
        self._kit.feed.delete(post)
        return answer({"success": True})

    def _wanted(self) -> tuple[Field, ...]:
        return given.fields(Given(self._answers).text("fields"), self._answers)


def _broken(word: str, *, retriable: bool) -> Response:
    words = {"PartialRequestError": "Partial request (did not match length of file)"}
    return answer({"debug_info": {"retriable": retriable, "type": word, "message": words.get(word, word)}}, 400)
