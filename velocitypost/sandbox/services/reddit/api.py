"""The endpoints of oauth.reddit.com that the twin answers. https://www.reddit.com/dev/api"""

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.reddit.answers import RedditAnswers
from velocitypost.sandbox.services.reddit.media import Media
from velocitypost.sandbox.services.reddit.reader import Reader, listing
from velocitypost.sandbox.services.reddit.rules import NAMELESS, NEEDS, QUERIES, SUBREDDITS
from velocitypost.sandbox.services.reddit.submissions import Submissions
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.guard import Guard
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import drained

BASE = "/oauth.reddit.com"


def nameless() -> Response | None:
    """https://github.com/reddit-archive/reddit/wiki/API: a program that gives no name of its own is held back."""
    if NAMELESS.match(request.headers.get("User-Agent", "")):
        return answer({"message": "Too Many Requests", "error": 429}, 429)
    return None


def blueprint(kit: Kit, answers: RedditAnswers, media: Media) -> Blueprint:
    """Everything behind a bearer token."""
    guard = Guard(
        kit.sandbox,
        kit.tokens,
        answers,
        lambda operation: frozenset({NEEDS.get(operation, "read")}),
        lambda _operation: QUERIES,
    )
    api = guard.blueprint("api")
    api.before_request(nameless)
    api.after_request(drained)
    reader = Reader(kit)
    submissions = Submissions(kit, answers, media, reader)
    views = _Api(kit, answers, reader)
    api.get(f"{BASE}/api/v1/me")(views.me)
    api.get(f"{BASE}/subreddits/mine/subscriber")(views.my_subreddits)
    api.get(f"{BASE}/r/<sr>/api/link_flair_v2")(views.flairs)
    api.get(f"{BASE}/r/<sr>/about")(views.about)
    api.post(f"{BASE}/api/media/asset.json")(media.lease)
    api.post(f"{BASE}/api/submit")(submissions.submit)
    api.post(f"{BASE}/api/submit_gallery_post.json")(submissions.submit_gallery)
    api.post(f"{BASE}/api/comment")(submissions.comment)
    api.post(f"{BASE}/api/del")(views.delete)
    api.get(f"{BASE}/user/<username>/submitted")(views.submitted)
    api.get(f"{BASE}/api/info")(views.info)
    api.get(f"{BASE}/comments/<article>")(views.comments)
    return api


class _Api:
    def __init__(self, kit: Kit, answers: RedditAnswers, reader: Reader) -> None:
        self._kit = kit
        self._answers = answers
        self._reader = reader

    def me(self) -> Response:
        return answer(self._reader.me(g.account))

    def my_subreddits(self) -> Response:
        joined = [name for name, one in SUBREDDITS.items() if not one.closed]
        return answer(listing([self._reader.subreddit(name) for name in joined]))

    def about(self, sr: str) -> Response:
        if sr.lower() not in SUBREDDITS:
            raise self._answers.problem(404, "", "")
        if SUBREDDITS[sr.lower()].closed:
            raise self._answers.problem(403, "private", "")
        return answer(self._reader.subreddit(sr))

    def flairs(self, sr: str) -> Response:
        place = SUBREDDITS.get(sr.lower())
        if place is None or not place.flairs:
            raise self._answers.problem(403, "", "")
        told = [
            {"id": flair, "text": text, "type": "text", "text_editable": False, "mod_only": False, "css_class": ""}
            for flair, text in place.flairs.items()
        ]
        return answer(told)

    def delete(self) -> Response:
        """Whatever becomes of it, the answer is empty."""
        thing = self._kit.feed.find(request.form.get("id", ""))
        if thing is not None and thing.account == g.account.id:
            self._kit.feed.delete(thing)
        return answer({})

    def _size(self) -> int:
        size = request.args.get("limit", 25, int)
        return max(1, min(size, 100))

    def submitted(self, username: str) -> Response:
        account = self._kit.sandbox.accounts.find_handle(self._kit.key, username)
        if account is None:
            raise self._answers.problem(404, "", "")
        after = self._kit.feed.find(request.args.get("after", ""), deleted=True)
        size, before = self._size(), after.seq if after else 2**62
        where = "account=? AND kind='post' AND seq<?"
        found = self._kit.feed.select(where, account.id, before, limit=size + 1)
        page = [post for post in found[:size] if self._reader.ready(post)]
        more = found[size - 1].id if len(found) > size else None
        return answer(listing(self._reader.posts(page), more))

    def info(self) -> Response:
        """What was deleted is there still, without its author and its words."""
        names = [name for name in request.args.get("id", "").split(",") if name][:100]
        found = [
            post for name in names if (post := self._kit.feed.find(name, deleted=True)) and self._reader.ready(post)
        ]
        posts = self._reader.posts([post for post in found if post.reply_to is None])
        children = {child["data"]["name"]: child for child in posts}
        children |= {one.id: {"kind": "t1", "data": self._reader.comment(one)} for one in found if one.reply_to}
        return answer(listing([children[post.id] for post in found]))

    def comments(self, article: str) -> Response:
        root = self._kit.feed.find(f"t3_{article}")
        if root is None or not self._visible(root):
            raise self._answers.problem(404, "", "")
        said = self._reader.comments(root, self._size())
        return answer([listing(self._reader.posts([root])), listing(said)])

    def _visible(self, post: Post) -> bool:
        return post.reply_to is None and self._reader.ready(post)
