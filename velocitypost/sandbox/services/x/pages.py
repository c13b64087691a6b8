"""x.com as a follower sees it: a timeline for each account, a page for each post, and the pictures in them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape

from flask import Blueprint, Response, abort, redirect, render_template, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.avatars import avatar, palette
from velocitypost.sandbox.services.x.followers import Followers
from velocitypost.sandbox.services.x.media import Uploads
from velocitypost.sandbox.services.x.posts import Post, Posts
from velocitypost.sandbox.services.x.reader import Reader
from velocitypost.sandbox.state import Sandbox

PAGE = 20
MOST_IN_A_CONVERSATION = 200


@dataclass
class View:
    """A post ready to be shown. `pieces` are (text, link or None); `answers` the posts below it."""

    post: Post
    author: Account
    pieces: list[tuple[str, str | None]]
    metrics: dict[str, int]
    age: str
    when: datetime
    answers: list["View"] = field(default_factory=list)

    @property
    def href(self) -> str:
        return f"/x.com/{self.author.handle}/status/{self.post.id}"

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


def blueprint(sandbox: Sandbox) -> Blueprint:
    """The public pages of x.com, t.co and pbs.twimg.com."""
    pages = Blueprint("x_pages", __name__)
    views = _Pages(sandbox)
    pages.get("/x.com/<handle>")(views.timeline)
    pages.get("/x.com/<handle>/status/<int:post_id>")(views.status)
    pages.get("/x.com/<handle>/status/<int:post_id>/<any(photo, video):_kind>/<int:_number>")(views.status)
    pages.get("/t.co/<code>")(views.follow)
    pages.get("/pbs.twimg.com/media/<name>")(views.picture)
    pages.get("/pbs.twimg.com/profile_images/<account_id>/<_name>")(views.profile_picture)
    return pages


class _Pages:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._posts = Posts(sandbox)
        self._followers = Followers(sandbox, self._posts)
        self._reader = Reader(sandbox, self._posts, self._followers)
        self._folder = Uploads(sandbox).folder

    def timeline(self, handle: str) -> str:
        account = self._sandbox.accounts.find_handle("x", handle)
        if account is None:
            abort(404, f"Nobody on X's twin is called @{handle}.")
        before = request.args.get("before", 2**62, int)
        roots = self._posts.select("p.author=? AND p.reply_to IS NULL AND p.id<?", account.id, before, limit=PAGE + 1)
        views = self._conversations(roots[:PAGE])
        total = self._sandbox.store.first(
            "SELECT COUNT(*) FROM x_posts WHERE author=? AND deleted_ms IS NULL", account.id
        )
        return render_template(
            "x/timeline.html",
            account=account,
            views=views,
            colours=palette(account.handle),
            count=total[0] if total else 0,
            older=roots[PAGE - 1].id if len(roots) > PAGE else None,
        )

    def status(self, handle: str, post_id: int, _kind: str = "", _number: int = 0) -> str:
        post = self._posts.find(post_id)
        author = self._sandbox.accounts.find("x", post.author) if post else None
        if post is None or author is None or author.handle.lower() != handle.lower():
            abort(404, "This post does not exist on X's twin, or was deleted.")
        root = self._posts.find(post.conversation) or post
        tree = self._conversations([root])[0]
        path = _path_to(tree, post.id) or [self._view(post, self._now_ms())]
        return render_template("x/status.html", view=path[-1], above=path[:-1], author=author)

    def follow(self, code: str) -> AnyResponse:
        row = self._sandbox.store.first("SELECT address FROM x_links WHERE code=?", code)
        if row is None:
            abort(404, "No post here holds this short link.")
        return redirect(self._here(row["address"]))

    def picture(self, name: str) -> Response:
        return send_from_directory(self._folder, name, max_age=31_536_000)

    def profile_picture(self, account_id: str, _name: str) -> Response:
        account = self._sandbox.accounts.find("x", account_id)
        if account is None:
            abort(404, "Nobody here has this picture.")
        response = Response(avatar(account), content_type="image/svg+xml")
        response.headers["cache-control"] = "public, max-age=3600"
        return response

    def _now_ms(self) -> int:
        return self._sandbox.clock.now_ms()

    @staticmethod
    def _here(address: str) -> str:
        """X's own addresses lead to this twin, all others where they point."""
        return "/x.com" + address.removeprefix("https://x.com") if address.startswith("https://x.com/") else address

    def _conversations(self, roots: list[Post]) -> list[View]:
        """Each root with everything that was answered below it."""
        self._followers.catch_up(roots)
        if not roots:
            return []
        slots = ",".join("?" * len(roots))
        below = self._posts.select(
            f"p.conversation IN ({slots}) AND p.reply_to IS NOT NULL",
            *(root.id for root in roots),
            limit=MOST_IN_A_CONVERSATION * len(roots),
        )
        now_ms = self._now_ms()
        views = {post.id: self._view(post, now_ms) for post in [*roots, *below[::-1]]}
        for view in views.values():
            above = views.get(view.post.reply_to or 0)
            if above is not None:
                above.answers.append(view)
        counted = self._posts.counts(list(views))
        for post_id, view in views.items():
            view.metrics = self._reader.metrics(view.post, counted[post_id])
        return [views[root.id] for root in roots]

    def _view(self, post: Post, now_ms: int) -> View:
        author = self._sandbox.accounts.get("x", post.author)
        when = datetime.fromtimestamp(post.created_ms / 1000, UTC)
        return View(post, author, self._pieces(post), {}, _age(now_ms - post.created_ms, when), when)

    def _pieces(self, post: Post) -> list[tuple[str, str | None]]:
        """The text cut into links and what lies between them; the link to the post's own media is left out."""
        marks: list[tuple[int, int, str, str | None]] = []
        for url in post.entities.get("urls", []):
            own = "media_key" in url
            marks.append(
                (url["start"], url["end"], "" if own else url["display_url"], None if own else url["expanded_url"])
            )
        for mention in post.entities.get("mentions", []):
            href = f"/x.com/{mention['username']}" if "id" in mention else None
            marks.append((mention["start"], mention["end"], "", href))
        pieces: list[tuple[str, str | None]] = []
        position = 0
        for start, end, shown, href in sorted(marks):
            if start < position:
                continue
            pieces.append((unescape(post.text[position:start]), None))
            if href is not None:
                pieces.append((shown or post.text[start:end], self._here(href)))
            elif not shown and not _is_media_link(post, start):
                pieces.append((post.text[start:end], None))
            position = end
        return [*pieces, (unescape(post.text[position:]), None)]


def _is_media_link(post: Post, start: int) -> bool:
    return any(url["start"] == start and "media_key" in url for url in post.entities.get("urls", []))


def _path_to(view: View, post_id: int) -> list[View] | None:
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


def post_counts(sandbox: Sandbox) -> dict[str, int]:
    """Posts that stand, by account id."""
    rows = sandbox.store.all("SELECT author, COUNT(*) AS n FROM x_posts WHERE deleted_ms IS NULL GROUP BY author")
    return {row["author"]: row["n"] for row in rows}
