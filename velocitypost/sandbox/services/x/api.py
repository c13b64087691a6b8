"""The endpoints of api.x.com that the twin answers. https://docs.x.com/x-api"""

import base64
import binascii
import time
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.x.body import json_body
from velocitypost.sandbox.services.x.composer import BODY, DUPLICATE, Composer
from velocitypost.sandbox.services.x.followers import Followers
from velocitypost.sandbox.services.x.guard import Guard
from velocitypost.sandbox.services.x.media import Uploads
from velocitypost.sandbox.services.x.media_api import MediaApi
from velocitypost.sandbox.services.x.posts import FOREVER, Duplicate, Post, Posts
from velocitypost.sandbox.services.x.problems import Problem, XFaults, answer, invalid, not_found, nowhere, plain
from velocitypost.sandbox.services.x.query import MENTIONS, POST, POSTS_BY_ID, SEARCH, TIMELINE, USER, Query, read_query
from velocitypost.sandbox.services.x.reader import Reader
from velocitypost.sandbox.services.x.search import understood
from velocitypost.sandbox.state import Sandbox

SEARCHED_MS = 7 * 24 * 3600 * 1000
BASE = "/api.x.com/2"


def blueprint(sandbox: Sandbox) -> Blueprint:
    """Every endpoint behind a bearer token."""
    api = Blueprint("x_api", __name__)
    guard = Guard(sandbox)
    gate = Gate(sandbox, "x", XFaults(sandbox.clock), guard.authenticate, guard.limit)
    gate.guard(api)
    api.after_request(guard.tell)
    api.register_error_handler(Problem, lambda problem: problem.response())
    uploads = Uploads(sandbox)
    views = _Api(sandbox, gate, uploads)
    api.get(f"{BASE}/users/me")(views.me)
    api.post(f"{BASE}/tweets")(views.create_post)
    api.get(f"{BASE}/tweets")(views.get_posts)
    api.get(f"{BASE}/tweets/search/recent")(views.search_recent)
    api.get(f"{BASE}/tweets/<tweet_id>")(views.get_post)
    api.delete(f"{BASE}/tweets/<tweet_id>")(views.delete_post)
    api.get(f"{BASE}/users/<user_id>/tweets")(views.user_posts)
    api.get(f"{BASE}/users/<user_id>/mentions")(views.user_mentions)
    MediaApi(uploads).mount(api, BASE)
    api.route("/api.x.com/<path:rest>", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])(_nowhere)
    return api


def _nowhere(rest: str) -> Response:
    raise plain(404, f"There is no endpoint {request.method} /{rest}.")


class _Api:
    def __init__(self, sandbox: Sandbox, gate: Gate, uploads: Uploads) -> None:
        self._sandbox = sandbox
        self._gate = gate
        self._posts = Posts(sandbox)
        self._composer = Composer(self._posts, uploads)
        self._followers = Followers(sandbox, self._posts)
        self._reader = Reader(sandbox, self._posts, self._followers)

    def me(self) -> Response:
        return answer({"data": self._reader.user(g.account, read_query(USER))})

    def create_post(self) -> Response:
        received_ms = int(time.time() * 1000)
        body = json_body(BODY)
        draft = self._composer.draft(body, g.account, g.app, request.get_data())
        hiding = self._gate.hides()
        hidden_until = None
        if hiding is not None:
            hidden_until = self._sandbox.clock.now() + hiding.seconds if hiding.seconds else FOREVER
        try:
            post = self._posts.create(draft, received_ms=received_ms, hidden_until=hidden_until)
        except Duplicate:
            raise plain(403, DUPLICATE) from None
        post_id = str(post.id)
        return answer({"data": {"edit_history_tweet_ids": [post_id], "id": post_id, "text": post.text}}, 201)

    def delete_post(self, tweet_id: str) -> Response:
        post = self._posts.find(_path_id(tweet_id))
        if post is None:
            raise nowhere("tweet", "id", tweet_id)
        if post.author != g.account.id:
            raise plain(403, "You are not authorized to delete this Tweet.")
        self._posts.delete(post.id)
        return answer({"data": {"deleted": True}})

    def get_post(self, tweet_id: str) -> Response:
        query = read_query(POST)
        post = self._posts.find(_path_id(tweet_id))
        if post is None:
            raise nowhere("tweet", "id", tweet_id)
        page = self._reader.page([post], query)
        return answer({**page, "data": page["data"][0]})

    def get_posts(self) -> Response:
        query = read_query(POSTS_BY_ID, "ids")
        wanted: list[int] = query.values["ids"]
        found = self._posts.find_many(wanted)
        missing = sorted(set(wanted) - {post.id for post in found})
        page = self._reader.page(found, query) if found else {}
        if missing:
            page["errors"] = [not_found("tweet", "ids", str(post_id)) for post_id in missing]
        return answer(page)

    def user_posts(self, user_id: str) -> Response:
        query = read_query(TIMELINE)
        account = self._sandbox.accounts.find("x", str(_path_id(user_id)))
        if account is None:
            raise nowhere("user", "id", user_id)
        where = "p.author=?" + (" AND p.reply_to IS NULL" if "replies" in query.fields("exclude") else "")
        return self._listed(where, [account.id], query)

    def user_mentions(self, user_id: str) -> Response:
        query = read_query(MENTIONS)
        account = self._sandbox.accounts.find("x", str(_path_id(user_id)))
        if account is None:
            raise nowhere("user", "id", user_id)
        self._followers.catch_up_with(account.id)
        return self._listed("p.id IN (SELECT post FROM x_mentions WHERE account=?)", [account.id], query)

    def search_recent(self) -> Response:
        query = read_query(SEARCH, "query")
        where, values = understood(query.values["query"])
        oldest = self._sandbox.clock.now_ms() - SEARCHED_MS
        start = query.values.get("start_time")
        if start is not None and start < oldest:
            given = {"start_time": [request.args["start_time"]]}
            raise invalid("Invalid 'start_time'. 'start_time' must be within the last 7 days.", given)
        self._followers.catch_up_with(g.account.id)
        return self._listed(f"p.created_ms>? AND {where}", [oldest, *values], query)

    def _listed(self, where: str, values: list[Any], query: Query) -> Response:
        given, size = query.values, query.values.get("max_results", 10)
        conditions = [where, "(p.hidden_until IS NULL OR p.hidden_until<=?)"]
        values = [*values, self._sandbox.clock.now()]
        bounds = {
            "start_time": "p.created_ms>=?",
            "end_time": "p.created_ms<?",
            "since_id": "p.id>?",
            "until_id": "p.id<?",
        }
        for name, condition in bounds.items():
            if name in given:
                conditions.append(condition)
                values.append(given[name])
        token = given.get("pagination_token") or given.get("next_token")
        if token:
            conditions.append("p.id<?")
            values.append(_page_end(token))
        found = self._posts.select(" AND ".join(conditions), *values, limit=size + 1)
        return answer(self._with_meta(found[:size], len(found) > size, query))

    def _with_meta(self, posts: list[Post], more: bool, query: Query) -> dict[str, Any]:
        if not posts:
            return {"meta": {"result_count": 0}}
        newest, oldest = str(posts[0].id), str(posts[-1].id)
        meta = {"result_count": len(posts), "newest_id": newest, "oldest_id": oldest}
        if more:
            meta["next_token"] = base64.b32encode(oldest.encode()).decode().rstrip("=").lower()
        return {**self._reader.page(posts, query), "meta": meta}


def _path_id(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 19:
        raise invalid(f"The `id` query parameter value [{value}] is not valid", {"id": [value]})
    return min(int(value), 2**63 - 1)


def _page_end(token: str) -> int:
    try:
        return int(base64.b32decode(token.upper() + "=" * (-len(token) % 8)))
    except (binascii.Error, ValueError):
        raise invalid(
            "The `pagination_token` query parameter value is not valid", {"pagination_token": [token]}
        ) from None
