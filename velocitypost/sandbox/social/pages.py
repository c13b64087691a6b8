"""The public pages of a service, as its followers see them: profiles, posts, places, and the files in them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, send_from_directory

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.avatars import palette
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.look import Pieces, Tally

PAGE = 24
MOST_BELOW = 200


@dataclass
class View:
    """A post ready to be shown; `answers` are the posts or comments below it."""

    post: Post
    author: Account
    href: str
    pieces: Pieces
    tallies: list[tuple[Tally, int]]
    labels: list[str]
    cover: str
    age: str
    when: datetime
    poll: list[tuple[str, int]]
    answers: list["View"] = field(default_factory=list)

    @property
    def own_thread(self) -> list["View"]:
        """What the author added below it, first to last."""
        for answer in self.answers:
            if answer.author.id == self.author.id:
                return [answer, *answer.own_thread]
        return []

    @property
    def others(self) -> list["View"]:
        """Answers of other people."""
        return [answer for answer in self.answers if answer.author.id != self.author.id]

    @property
    def card(self) -> Any:
        """`{"url", "title", "description", "picture"}` of the link that the post shows."""
        return self.post.options.get("card")


class Pages:
    """Routes at the service's own addresses."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._look = kit.look

    def blueprint(self) -> Blueprint:
        """Profile, post, place and media."""
        look = self._look
        pages = Blueprint(f"{look.key}_pages", __name__)
        pages.get(_rule(look.profile))(self.profile)
        for rule in (_rule(look.post), *look.extra_post_rules):
            pages.get(rule)(self.post)
        if look.place:
            pages.get(_rule(look.place))(self.place)
        pages.get(_rule(look.media))(self.file)
        return pages

    def profile(self, handle: str) -> str:
        account = self._kit.account(handle)
        if account is None:
            abort(404, f"Nobody on {self._look.name}'s twin is called {self._look.at}{handle}.")
        where = "account=? AND kind='post' AND reply_to IS NULL"
        views, older = self._listed(where, account.id)
        return render_template(
            "social/profile.html",
            look=self._look,
            account=account,
            views=views,
            colours=palette(account.handle),
            count=self._kit.feed.count(account.id),
            older=older,
        )

    def place(self, place: str) -> str:
        views, older = self._listed("place=? AND kind='post' AND reply_to IS NULL", place)
        account = self._kit.account(place)
        if not views and account is None:
            abort(404, f"There is no {self._look.place_word} {place} on {self._look.name}'s twin, or nothing in it.")
        title = account.name if account else place
        return render_template("social/place.html", look=self._look, place=place, title=title, views=views, older=older)

    def post(self, handle: str | None = None, post_id: str | None = None, **_path: str) -> str:
        key = post_id or next((value for value in request.args.values()), "")
        post = self._look.find(self._kit.feed, handle, key)
        author = self._kit.account(post.account) if post else None
        wrong_author = handle is not None and author is not None and author.handle.lower() != handle.lower()
        if post is None or author is None or wrong_author:
            abort(404, f"This {self._look.posts_words[0]} does not exist on {self._look.name}'s twin, or was deleted.")
        root = self._kit.feed.find(post.root) or post
        [tree] = self._conversations([root])
        path = _path_to(tree, post.id) or self._conversations([post])
        return render_template("social/post.html", look=self._look, view=path[-1], above=path[:-1], author=author)

    def file(self, name: str) -> Response:
        return send_from_directory(self._kit.uploads.folder, name, max_age=31_536_000)

    def _listed(self, where: str, value: str) -> tuple[list[View], int | None]:
        before = request.args.get("before", 2**62, int)
        select = self._kit.feed.select
        roots = select(f"{where} AND seq<?", value, before, limit=PAGE + 1, hidden=True)
        older = roots[PAGE - 1].seq if len(roots) > PAGE else None
        return self._conversations(roots[:PAGE]), older

    def _conversations(self, roots: list[Post]) -> list[View]:
        """Each root with everything that was answered below it."""
        if not roots:
            return []
        self._kit.crowd.catch_up(roots)
        slots = ",".join("?" * len(roots))
        below = self._kit.feed.select(
            f"root IN ({slots}) AND reply_to IS NOT NULL",
            *(root.id for root in roots),
            limit=MOST_BELOW * len(roots),
            hidden=True,
            oldest_first=True,
        )
        everybody = [*roots, *(post for post in below if post not in roots)]
        numbers = self._kit.crowd.numbers(everybody)
        views = {post.id: self._view(post, numbers[post.id]) for post in everybody}
        for post in everybody:
            above = views.get(post.reply_to or "")
            if above is not None and post not in roots:
                above.answers.append(views[post.id])
        return [views[root.id] for root in roots]

    def _view(self, post: Post, numbers: dict[str, int]) -> View:
        look, author = self._look, self._kit.sandbox.accounts.get(self._kit.key, post.account)
        when = datetime.fromtimestamp(post.created_ms / 1000, UTC)
        tallies = [(tally, numbers[tally.count]) for tally in look.tallies if tally.count in numbers]
        return View(
            post,
            author,
            look.post_path(post, author),
            look.cut(post),
            tallies,
            look.labels(post),
            look.cover(post),
            _age(self._kit.sandbox.clock.now_ms() - post.created_ms, when),
            when,
            self._poll(post, numbers),
        )

    def _poll(self, post: Post, numbers: dict[str, int]) -> list[tuple[str, int]]:
        """The answers of `options["poll"]["choices"]` with their votes, for a service that counts "votes"."""
        answers: list[str] = (post.options.get("poll") or {}).get("choices", [])
        votes = self._kit.crowd.votes(post, len(answers), numbers.get("votes", 0))
        return list(zip(answers, votes, strict=True))


def _rule(path: str) -> str:
    names = {"handle": "<handle>", "id": "<post_id>", "place": "<place>", "name": "<name>"}
    return path.partition("?")[0].format(**names)


def _path_to(view: View, post_id: str) -> list[View] | None:
    if view.post.id == post_id:
        return [view]
    for answer in view.answers:
        if (path := _path_to(answer, post_id)) is not None:
            return [view, *path]
    return None


def _age(ms: int, when: datetime) -> str:
    seconds = max(ms, 0) // 1000
    for length, letter in ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")):
        if seconds >= length:
            return f"{when.day} {when:%b}" if seconds >= 7 * 86_400 else f"{seconds // length} {letter}"
    return "now"
