"""What Reddit shows of an account and below its posts. https://www.reddit.com/dev/api#section_listings"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from velocitypost.contract.client import Client
from velocitypost.contract.types import Comment, Draft, Metrics, Published
from velocitypost.platforms import _reddit


def place(typed: str) -> str:
    """A subreddit's bare name, however it was written; a person's profile is one too."""
    bare = re.sub(r"^(https?://)?((www|old)\.)?reddit\.com", "", typed.strip()).strip("/")
    return re.sub(r"^u(ser)?/", "u_", re.sub(r"^r/", "", bare))


def find_post(client: Client, draft: Draft, since: datetime) -> Published | None:
    """The account's post with this title and text in this place, among those since then."""
    wanted = (_reddit.plain(str(draft.options.get("title"))), place(str(draft.options.get("subreddit"))).lower())
    for post in _own_posts(client, since):
        same = (_reddit.plain(post["title"]), post["subreddit"].lower()) == wanted
        if same and _reddit.plain(post.get("selftext") or "") == _reddit.plain(draft.text):
            return Published(post["name"], f"{client.site_url}{post['permalink']}", _reddit.at(post))
    return None


def _own_posts(client: Client, since: datetime) -> Iterator[Mapping[str, Any]]:
    """All of the account since then, newest first."""
    query = {"sort": "new", "limit": "100", "raw_json": "1"}
    while True:
        page = client.get(f"/user/{client.username}/submitted", query)
        for post in _reddit.things(page):
            if _reddit.at(post) < since.replace(microsecond=0):
                return
            yield post
        if not (after := page["data"].get("after")):
            return
        query["after"] = after


def find_comment(client: Client, draft: Draft, since: datetime) -> Published | None:
    """The account's own comment with these words, among those since then."""
    for said in said_under(client, str(draft.root or draft.reply_to)):
        mine = said["author"] == client.username and said["parent_id"] == draft.reply_to
        later = _reddit.at(said) >= since.replace(microsecond=0)
        if mine and later and _reddit.plain(said["body"]) == _reddit.plain(draft.text):
            return Published(said["name"], f"{client.site_url}{said['permalink']}", _reddit.at(said))
    return None


def said_under(client: Client, post_id: str) -> list[Mapping[str, Any]]:
    """Comments of all depths, newest first. https://www.reddit.com/dev/api#GET_comments_{article}"""
    query = {"sort": "new", "limit": "100", "raw_json": "1"}
    _, listing = client.get(f"/comments/{post_id.removeprefix('t3_')}", query)
    return list(_flat(listing))


def _flat(listing: Any) -> Iterator[Mapping[str, Any]]:
    for said in _reddit.things(listing) if listing else ():
        yield said
        yield from _flat(said.get("replies"))


def metrics(thing: Mapping[str, Any]) -> Metrics:
    """As we show them."""
    return Metrics(
        likes=thing.get("score"),
        replies=thing.get("num_comments"),
        reposts=thing.get("num_crossposts"),
        impressions=thing.get("view_count"),
    )


def comment(client: Client, said: Mapping[str, Any]) -> Comment:
    """As we show it."""
    return Comment(
        id=said["name"],
        text=said["body"],
        author_name=said["author"],
        author_username=said["author"],
        created_at=_reddit.at(said),
        url=f"{client.site_url}{said['permalink']}",
    )
