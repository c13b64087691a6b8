"""The audience of a service: its numbers below each post, and the comments that it writes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.audience import Appeal, Reply, attention, replies
from velocitypost.sandbox.social.feed import AWAITED, Draft, Feed, Post
from velocitypost.sandbox.state import Sandbox


def _plain(_post: Post, _author: Account, sentence: str) -> str:
    return sentence


@dataclass(frozen=True)
class CrowdRules:
    """Which numbers a service shows, and how its followers write.

    `seen`: names of numbers that count everybody who saw the post, with their share of it (1.0 each view).
    `acts`: numbers of those who did something, with the least and most share of the ones who had time to.
    `comments` is the name of the number of answers, which are real rows of the feed. `comment_kind` is "comment", or
    "post" where answers are posts like all others. `says` words a comment.
    """

    seen: Mapping[str, float]
    acts: Mapping[str, tuple[float, float]]
    comments: str = "comments"
    comment_kind: str = "comment"
    says: Callable[[Post, Account, str], str] = _plain
    options: Callable[[Post, Account], dict[str, object]] = lambda _post, _author: {}
    quiet: Callable[[Post], bool] = field(default=lambda _post: False)


class Crowd:
    """Reactions are a function of the post, the seed and how long the audience has lived since."""

    def __init__(self, sandbox: Sandbox, feed: Feed, rules: CrowdRules) -> None:
        self._sandbox = sandbox
        self._feed = feed
        self.rules = rules

    @property
    def _seed(self) -> float:
        return self._sandbox.dials.number("audience_seed")

    def numbers(self, posts: list[Post]) -> dict[str, dict[str, int]]:
        """By post id, each number by its name, comments too; comments that are due are written down first."""
        self.catch_up(posts)
        answered = self._feed.replies([post.id for post in posts]) if posts else {}
        return {post.id: {**self._reactions(post), self.rules.comments: answered[post.id]} for post in posts}

    def _reactions(self, post: Post) -> dict[str, int]:
        lived = self._sandbox.clock.audience_now() - post.born
        author = self._sandbox.accounts.get(self._feed.service, post.account)
        if self.rules.quiet(post):
            return dict.fromkeys((*self.rules.seen, *self.rules.acts), 0)
        paid = attention(self._appeal(post, author), self._seed, lived)
        numbers = {name: int(paid.seen * share) for name, share in self.rules.seen.items()}
        for name, (least, most) in self.rules.acts.items():
            digest = sha256(f"{post.service}/{post.id}/{name}/{self._seed:g}".encode()).digest()
            share = least + (most - least) * int.from_bytes(digest[:4]) / 2**32
            numbers[name] = int(paid.acted * share)
        return numbers

    def _appeal(self, post: Post, author: Account) -> Appeal:
        followers = author.followers // 8 if author.kind == "follower" else author.followers
        said = " ".join(filter(None, (post.title, post.text)))
        links = 1 if post.link else said.count("https://")
        return Appeal(f"{post.service}/{post.id}", said, followers, len(post.media), links, post.reply_to is not None)

    def votes(self, post: Post, answers: int, voters: int) -> list[int]:
        """How the voters of a poll are spread over so many answers."""
        weights = [1 + byte for byte in sha256(f"{post.service}/{post.id}/poll".encode()).digest()[:answers]]
        return [voters * weight // sum(weights) for weight in weights]

    def catch_up(self, posts: list[Post]) -> None:
        """Write down the comments that have come since somebody looked last. They are real rows from then on."""
        lived = self._sandbox.clock.audience_now()
        waiting = [p for p in posts if p.awaited and p.reply_to is None and lived > p.born + 200]
        if not waiting:
            return
        people = self._sandbox.accounts.listed(self._feed.service, "follower")
        for post in waiting:
            if not self.rules.quiet(post):
                self._answer(post, people, lived - post.born)

    def catch_up_with(self, account: str) -> None:
        """The same for an account's latest posts that may still be answered."""
        self.catch_up(self._feed.select("account=? AND awaited<>0 AND reply_to IS NULL", account, limit=200))

    def _answer(self, post: Post, people: list[Account], lived: float) -> None:
        author = self._sandbox.accounts.get(self._feed.service, post.account)
        planned = [] if author.kind == "follower" else replies(self._appeal(post, author), self._seed, len(people))
        written = 0 if post.awaited == AWAITED else len(planned) - post.awaited
        due = [reply for reply in planned[written:] if reply.at <= lived]
        left = len(planned) - written - len(due)
        if left == post.awaited:
            return
        come = [
            self._written(post, author, people[reply.follower], reply, place, lived)
            for place, reply in enumerate(due, start=written)
        ]
        self._feed.await_fewer(post, left, come)

    def _written(
        self, post: Post, author: Account, person: Account, reply: Reply, place: int, lived: float
    ) -> tuple[Draft, int, float]:
        ago_ms = (lived - reply.at) / self._sandbox.dials.number("audience_speed") * 1000
        at_ms = max(int(self._sandbox.clock.now_ms() - ago_ms), post.created_ms + 1 + place)
        said = self.rules.says(post, author, reply.text)
        draft = Draft(person.id, said, self.rules.comment_kind, reply_to=post, place=post.place)
        return replace(draft, options=dict(self.rules.options(post, author))), at_ms, post.born + reply.at
