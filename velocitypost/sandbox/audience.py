"""How an audience reacts to a post: worked out when somebody looks, the same every time."""

import math
import random
import re
from dataclasses import dataclass
from hashlib import sha256

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Appeal:
    """What the audience sees of a post."""

    key: str
    text: str
    followers: int
    pictures: int = 0
    links: int = 0
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class Reactions:
    """How many so far."""

    impressions: int
    likes: int
    reposts: int
    quotes: int
    bookmarks: int


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that comes `at` seconds of audience time after the post, by the follower with this number."""

    at: float
    follower: int
    text: str


def _dice(appeal: Appeal, seed: float, about: str) -> random.Random:
    digest = sha256(f"{appeal.key}:{seed:g}:{about}".encode()).digest()
    return random.Random(int.from_bytes(digest[:8]))  # noqa: S311 (repeatable on purpose)


@dataclass(frozen=True, slots=True)
class Attention:
    """How many saw a post so far, and how many of them had the time to act on it (a weight, not whole people)."""

    seen: int
    acted: float


def attention(appeal: Appeal, seed: float, lived: float) -> Attention:
    """What has come together `lived` seconds of audience time after the post: fast at first, then level."""
    return _attention(appeal, lived, _dice(appeal, seed, "size"))


def _attention(appeal: Appeal, lived: float, dice: random.Random) -> Attention:
    reach = appeal.followers * dice.uniform(0.18, 0.55) + dice.uniform(12, 60)
    reach *= (1.35 if appeal.pictures else 1.0) * (0.8 if appeal.links else 1.0) * (0.25 if appeal.is_reply else 1.0)
    hours = dice.uniform(2.5, 7.0)
    grown = 1 - math.exp(-max(lived, 0.0) / (hours * HOUR))
    # People act on what they have seen a little earlier, so acts trail behind impressions.
    return Attention(int(reach * grown), reach * grown * grown)


def reactions(appeal: Appeal, seed: float, lived: float) -> Reactions:
    """The same in X's terms: the shares of those who act differ from post to post."""
    dice = _dice(appeal, seed, "size")
    paid = _attention(appeal, lived, dice)
    rates = (dice.uniform(0.012, 0.055), dice.uniform(0.001, 0.008), 0.0009, dice.uniform(0.001, 0.005))
    likes, reposts, quotes, bookmarks = (int(paid.acted * rate) for rate in rates)
    return Reactions(paid.seen, likes, reposts, quotes, bookmarks)


SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"\?\s*$|\bwhich\b.*\?|\bwhat\b.*\?", (
        "Easy: the second one, every time.", "Good question. I would ask my sister, she has opinions.",
        "Honestly, whichever gets me out of the house.", "I keep changing my mind about this.",
    )),
    (r"\b(bread|bake|baked|bakery|bun|buns|rye|sourdough|cake|loaf|loaves|coffee|lunch|recipe|soup)\b", (
        "I can smell this from here.", "Saving me one for Saturday, please?", "My breakfast looks sad now.",
        "Had this last week and it was gone before I reached the car.",
    )),
    (r"\b(new|launch|launching|introducing|announcing|out now|release|released|opens?|opening)\b", (
        "Been waiting for this one!", "Congratulations, that must have been a lot of late evenings.",
        "Love it. Where do I sign up?", "Told a friend already.",
    )),
    (r"\b(thank|thanks|grateful|gratitude)\b", (
        "You earned it.", "Thank *you*, it shows that you care.", "Here since the early days and not leaving.",
    )),
    (r"\b(tip|how to|guide|learned|lesson|lessons|steps|why)\b", (
        "Saving this for later.", "The middle part is the one that people skip.", "I learned this the hard way.",
        "Would read a longer version of this.",
    )),
    (r"\b(sale|off|discount|offer|deal|today only)\b", (
        "Right after payday, thank you.", "Does this work in the shop too?", "Sent it to the group chat.",
    )),
)  # fmt: skip
PICTURE = ("That light!", "What a lovely picture.", "Is there a print of this?", "The colours are just right.")
LINK = ("Reading it now.", "Opened it for later, will report back.", "Good read, the ending especially.")
ANY = (
    "This made my morning.", "Needed this today.", "Agreed, and nobody says it.", "Well said.",
    "Quietly one of my favourite accounts.", "More of this, please.", "Same here!",
    "Huh, I had never thought of it that way.",
)  # fmt: skip


def replies(appeal: Appeal, seed: float, followers: int) -> list[Reply]:
    """Every reply that the post will ever get, in the order of their coming."""
    if appeal.is_reply or followers == 0:
        return []
    dice = _dice(appeal, seed, "replies")
    wanted = min(dice.choice((1, 2, 2, 3, 3, 4, 5)), followers)
    people = dice.sample(range(followers), wanted)
    sentences = _fitting(appeal, dice)
    moments = sorted(dice.expovariate(1 / (2.5 * HOUR)) + 240 for _ in people)
    return [Reply(at, who, text) for at, who, text in zip(moments, people, sentences, strict=False)]


def _fitting(appeal: Appeal, dice: random.Random) -> list[str]:
    close: list[str] = []
    for pattern, sentences in SENTENCES:
        if re.search(pattern, appeal.text, re.IGNORECASE):
            close.extend(sentences)
    close.extend(PICTURE if appeal.pictures else ())
    close.extend(LINK if appeal.links else ())
    dice.shuffle(close)
    general = dice.sample(ANY, len(ANY))
    return [*close[:4], *general]
