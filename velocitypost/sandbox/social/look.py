"""How a service's public pages look: its colour, its layout, its words for what people do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.social.feed import Feed, Post

Layout = Literal["text", "grid", "video", "pins", "thread"]
Pieces = list[tuple[str, str | None]]

_MARKS = re.compile(r"(?P<link>https?://[^\s<>\"]+)|(?<![\w/&])(?P<tag>#\w+)|(?<![\w/@])(?P<name>@\w[\w.\-]*)")


@dataclass(frozen=True, slots=True)
class Tally:
    """A number below a post. `icon` is one of reply, repost, like, up, save, share, view, click."""

    count: str
    icon: str
    one: str
    many: str


def _own_id(post: Post) -> str:
    return post.id


def _by_id(feed: Feed, _handle: str | None, key: str) -> Post | None:
    return feed.find(key)


@dataclass(frozen=True)
class Look:
    """`profile`, `post`, `place` and `media` are paths of the sandbox: `{handle}`, `{id}`, `{place}`, `{name}` vary.

    `post` may carry its id in the query (`/www.youtube.com/watch?v={id}`). `key_of` and `find` are for services whose
    pages name a post otherwise than its API. `place` is a board, a subreddit, a playlist: where posts stand together.
    `colour` is the service's, `ink` what can be read on it; `at` stands before a handle. `pieces` cuts a text into
    (shown, link or None); by default addresses, #tags and @names, as far as the service links them.
    `labels` are short notes above the post ("Paid partnership"), `cover` is what hides it until a person wants it.
    """

    key: str
    name: str
    colour: str
    profile: str
    post: str
    media: str
    layout: Layout = "text"
    ink: str = "#fff"
    at: str = "@"
    mark: str = ""
    place: str | None = None
    place_word: str = ""
    posts_words: tuple[str, str] = ("post", "posts")
    followers_word: str = "followers"
    tallies: tuple[Tally, ...] = ()
    names_link: bool = True
    key_of: Callable[[Post], str] = _own_id
    find: Callable[[Feed, str | None, str], Post | None] = _by_id
    pieces: Callable[[Post], Pieces] | None = None
    labels: Callable[[Post], list[str]] = lambda _post: []
    cover: Callable[[Post], str] = lambda _post: ""
    extra_post_rules: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """What stands in for the service's mark."""
        return self.mark or self.name[:1]

    def profile_path(self, account: Account) -> str:
        """Where an account's page is."""
        return self.profile.format(handle=account.handle)

    def post_path(self, post: Post, author: Account) -> str:
        """Where a post's page is."""
        return self.post.format(handle=author.handle, id=self.key_of(post), place=post.place or "")

    def place_path(self, place: str) -> str:
        """Where a board's, subreddit's … page is."""
        return (self.place or "").format(place=place)

    def cut(self, post: Post) -> Pieces:
        """A post's text in pieces."""
        return self.pieces(post) if self.pieces else self.linked(post.text)

    def linked(self, text: str) -> Pieces:
        """A text in pieces, by the marks in it."""
        pieces: Pieces = []
        position = 0
        for found in _MARKS.finditer(text):
            if found["name"] and not self.names_link:
                continue
            shown = found.group().rstrip(".,;:!?)") if found["link"] else found.group()
            href = shown if found["link"] else None
            if found["name"]:
                href = self.profile.format(handle=found.group()[1:].rstrip("."))
            pieces += [(text[position : found.start()], None), (shown, href or "#")]
            position = found.start() + len(shown)
        return [*pieces, (text[position:], None)]
