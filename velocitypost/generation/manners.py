"""How people write on each platform: habits, not limits. Limits are in the platform's own `spec`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from velocitypost.contract.capabilities import Platform


@dataclass(frozen=True)
class Manner:
    """The habits of one platform.

    `length` is what reads well there, by the platform's own count, shortest and longest. `fold` is after how much of it
    readers must ask for the rest; 0 where all is shown. `hashtags` is how many are usual; what is accepted at most is a
    limit and stands in `spec.limits`. `emojis` is how many are usual. `links` says whether a link in the text can be
    clicked, `mentions` whether "@name" in it reaches somebody, `markup` whether Markdown is shown as it is meant. `ask`
    is what a call to action asks for.
    """

    length: tuple[int, int] = (80, 280)
    fold: int = 0
    hashtags: int = 2
    hashtags_as: Literal["camel", "lower"] = "camel"
    emojis: int = 2
    links: bool = True
    mentions: bool = True
    markup: bool = False
    bullet: str = "•"
    ask: Literal["reply", "comment", "save", "share", "watch", "none"] = "comment"
    note: str = ""


_MANNERS = {
    "x": Manner(
        length=(70, 260),
        hashtags=2,
        emojis=1,
        ask="reply",
        note="One thought, said at once. Short lines. No more than two hashtags.",
    ),
    "instagram": Manner(
        length=(220, 900),
        fold=125,
        hashtags=5,
        emojis=4,
        links=False,
        ask="save",
        note="The first line decides whether the rest is read. Short paragraphs, the hashtags at the end.",
    ),
    "facebook": Manner(
        length=(120, 600),
        fold=400,
        hashtags=2,
        emojis=2,
        mentions=False,
        ask="comment",
        note="As one would tell it to friends. A question at the end gets answers.",
    ),
    "linkedin": Manner(
        length=(400, 1300),
        fold=200,
        hashtags=3,
        emojis=1,
        mentions=False,
        ask="comment",
        note="A first line that stands alone, then short paragraphs with one thought each. Experience, not slogans.",
    ),
    "threads": Manner(
        length=(90, 400),
        hashtags=1,
        emojis=1,
        ask="reply",
        note="Like talk among people who know each other. One topic tag at most.",
    ),
    "pinterest": Manner(
        length=(100, 450),
        fold=60,
        hashtags=3,
        emojis=1,
        links=False,
        mentions=False,
        ask="save",
        note="Say what is to be found there, in words that people search for.",
    ),
    "youtube": Manner(
        length=(200, 1200),
        fold=150,
        hashtags=3,
        emojis=1,
        mentions=False,
        ask="watch",
        note="The first two lines stand above the fold and in search. Then what the video holds.",
    ),
    "tiktok": Manner(
        length=(60, 300),
        fold=90,
        hashtags=4,
        hashtags_as="lower",
        emojis=2,
        links=False,
        ask="comment",
        note="A line that makes people watch to the end, and words they search for.",
    ),
    "reddit": Manner(
        length=(200, 1500),
        hashtags=0,
        emojis=0,
        mentions=False,
        markup=True,
        bullet="-",
        ask="reply",
        note="Plain and useful, as a member and not as a brand. No hashtags, no emoji, no calls to follow.",
    ),
    "bluesky": Manner(
        length=(80, 280),
        hashtags=2,
        emojis=1,
        ask="reply",
        note="As in talk. One or two hashtags in the text or at its end.",
    ),
    "mastodon": Manner(
        length=(120, 450),
        hashtags=4,
        emojis=1,
        ask="reply",
        note="No advertising tone. Hashtags are how posts are found: in CamelCase, at the end.",
    ),
    "telegram": Manner(
        length=(150, 900), hashtags=1, emojis=2, ask="share", note="News to subscribers: the point first."
    ),
    "discord": Manner(
        length=(80, 600), hashtags=0, emojis=2, mentions=False, markup=True, ask="reply", note="To a room of members."
    ),
    "google_business": Manner(
        length=(150, 600),
        hashtags=0,
        emojis=1,
        mentions=False,
        ask="none",
        note="For people who look for the place: what, where, from when to when.",
    ),
}


def manner(platform: Platform) -> Manner:
    """The manner of a platform; a plain one for a platform whose habits nobody has written down."""
    spec = platform.spec
    known = next((_MANNERS[key] for key in (spec.key, spec.belongs_to) if key in _MANNERS), Manner())
    shortest, longest = known.length
    most = spec.limits.text_max
    if longest > most:
        known = replace(known, length=(min(shortest, most // 3), int(most * 0.95)))
    if spec.limits.hashtags_max is not None:
        known = replace(known, hashtags=min(known.hashtags, spec.limits.hashtags_max))
    return known
