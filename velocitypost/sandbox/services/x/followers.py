"""The followers of a twin account: they like, repost and answer. Worked out when somebody looks."""

import hashlib
from dataclasses import replace

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.audience import Appeal, Reactions, Reply, reactions, replies
from velocitypost.sandbox.services.x.ids import first_id_at
from velocitypost.sandbox.services.x.posts import AWAITED, Draft, Post, Posts
from velocitypost.sandbox.state import Sandbox


class Followers:
    """Reactions are a function of the post, the seed and how long the audience has lived since."""

    def __init__(self, sandbox: Sandbox, posts: Posts) -> None:
        self._sandbox = sandbox
        self._posts = posts

    def reactions(self, post: Post, author: Account) -> Reactions:
        """What has come together by now."""
        lived = self._sandbox.clock.audience_now() - post.born
        if author.kind == "follower":
            return reactions(replace(_appeal(post, author), followers=author.followers // 8), self._seed, lived)
        return reactions(_appeal(post, author), self._seed, lived)

    @property
    def _seed(self) -> float:
        return self._sandbox.dials.number("audience_seed")

    def catch_up(self, posts: list[Post]) -> None:
        """Write down the replies that have come since somebody looked last. They are real posts from then on."""
        lived = self._sandbox.clock.audience_now()
        waiting = [p for p in posts if p.awaited and p.reply_to is None and lived > p.born + 200]
        if not waiting:
            return
        people = self._sandbox.accounts.listed("x", "follower")
        for post in waiting:
            self._answer(post, people, lived - post.born)

    def catch_up_with(self, account: str) -> None:
        """The same for an account's latest posts that may still be answered."""
        self.catch_up(self._posts.select("p.author=? AND p.awaited<>0 AND p.reply_to IS NULL", account, limit=200))

    def _answer(self, post: Post, people: list[Account], lived: float) -> None:
        author = self._sandbox.accounts.get("x", post.author)
        planned = [] if author.kind == "follower" else replies(_appeal(post, author), self._seed, len(people))
        written = 0 if post.awaited == AWAITED else len(planned) - post.awaited
        due = [reply for reply in planned[written:] if reply.at <= lived]
        left = len(planned) - written - len(due)
        if left == post.awaited:
            return
        with self._sandbox.store.write() as rows:
            now = rows.execute("SELECT awaited FROM x_posts WHERE id=?", (post.id,)).fetchone()
            if now is None or now[0] != post.awaited:
                return
            for place, reply in enumerate(due, start=written):
                self._posts.insert(rows, self._written(post, author, people[reply.follower], reply, place, lived))
            rows.execute("UPDATE x_posts SET awaited=? WHERE id=?", (left, post.id))

    def _written(self, post: Post, author: Account, person: Account, reply: Reply, place: int, lived: float) -> Post:
        now_ms = self._sandbox.clock.now_ms()
        ago_ms = (lived - reply.at) / self._sandbox.dials.number("audience_speed") * 1000
        at_ms = max(int(now_ms - ago_ms), post.created_ms + 1 + place)
        digest = hashlib.sha256(f"{post.id}/{place}".encode()).digest()
        reply_id = first_id_at(at_ms) + int.from_bytes(digest[:3]) % 2**22
        draft = Draft(person.id, person.handle, f"@{author.handle} {reply.text}", reply_to=post)
        made = self._posts.made(draft, reply_id, at_ms, at_ms)
        return replace(made, born=post.born + reply.at, awaited=0)


def _appeal(post: Post, author: Account) -> Appeal:
    links = sum(1 for url in post.entities.get("urls", []) if "media_key" not in url)
    return Appeal(str(post.id), post.plain, author.followers, len(post.media), links, post.reply_to is not None)
