"""What an author should look at before a text goes out. Only what the platform would refuse is blocking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import regex

from velocitypost.contract.capabilities import Platform
from velocitypost.generation.lexicon import patterns, words
from velocitypost.generation.model import Flag
from velocitypost.generation.similarity import SAME, likeness

if TYPE_CHECKING:
    from better_profanity import Profanity

LOOK_BACK = timedelta(days=90)
# Those that answer the same text, sent again within a short time, with a refusal.
# https://docs.x.com/x-api/posts/create-post (403), https://learn.microsoft.com/linkedin/marketing/community-management/
# shares/posts-api (422), https://developers.facebook.com/docs/graph-api/guides/error-handling (506)
_REFUSES_REPETITION = frozenset({"x", "linkedin", "facebook"})
_SHORT_TIME = timedelta(hours=24)
# https://transparency.meta.com/features/approach-to-ranking/types-of-content-we-demote/
_SHOWS_BAIT_LESS = frozenset({"facebook", "instagram", "threads"})
# https://www.facebook.com/policies_center/pages_groups_events/, https://www.facebook.com/help/instagram/179379842258600
_HAS_PRIZE_RULES = frozenset({"facebook", "instagram"})
_MONEY_DOMAINS = frozenset({"finance"})
_WORD = regex.compile(r"[\p{L}\p{N}@$!+*]+(?:['’-]\p{L}+)*")
_PHONE = regex.compile(r"(?<![\w/.=&#-])\+?(?:\d[ ()/-]?){8,14}\d(?![\w/%])")
_MAIL = regex.compile(r"[\w.+-]+@[\w-]+\.[\w.]{2,}")
_MONEY = regex.compile(
    r"\b(?:invest\w*|stocks?|shares|crypto\w*|bitcoin|returns?|portfolio|trading|etfs?|dividends?|aktien?|rendite|bourse|acciones|"
    r"azioni|ações)\b",
    regex.IGNORECASE,
)
_SHOUTED_LEAST = 6


@dataclass(frozen=True)
class Brand:
    """What a workspace wants in its texts and what not.

    `never` are words and phrases that must not appear, `partners` names whose mention is an advertisement.
    """

    never: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnPost:
    """One of the workspace's own posts, for the search for duplicates. `id` is what a person is shown it by."""

    id: str
    text: str
    at: datetime
    platform: str = ""


def review(
    text: str,
    platform: Platform,
    *,
    domain: str = "",
    own_posts: Sequence[OwnPost] = (),
    now: datetime | None = None,
    brand: Brand | None = None,
    part: int = 0,
) -> tuple[Flag, ...]:
    """Everything worth a look in `text`, the blocking first.

    `domain` is the expert's id; finance is looked at more closely. Of `own_posts` those of the last 90 days before
    `now` count. `part` is noted in the flags.
    """
    brand = brand or Brand()
    found = [
        *_repetition(text, platform, own_posts, now),
        *_words_not_wanted(text, brand),
        *_swearing(text),
        *_advertising(text, brand),
        *_money(text, domain),
        *_health(text),
        *_platform_rules(text, platform),
        *_left_over(text),
        *_shouting(text),
    ]
    return tuple(replace(flag, part=part) for flag in sorted(found, key=lambda flag: not flag.blocking))


def _repetition(text: str, platform: Platform, own_posts: Sequence[OwnPost], now: datetime | None) -> Iterator[Flag]:
    mine = likeness(text)
    recent = [post for post in own_posts if now is None or now - LOOK_BACK <= post.at]
    if not mine.shingles or not recent:
        return
    score, post = max(((mine.to(likeness(post.text)), post) for post in recent), key=lambda pair: pair[0])
    if score <= SAME:
        return
    name = platform.spec.name
    here = not post.platform or post.platform == platform.spec.key
    refuses = platform.spec.key in _REFUSES_REPETITION or platform.spec.belongs_to in _REFUSES_REPETITION
    same = " ".join(post.text.split()) == " ".join(text.split())
    if same and here and refuses and now is not None and abs(now - post.at) <= _SHORT_TIME:
        message = f"This is word for word your post of {_day(post.at)}. {name} refuses the same text so soon after."
        yield Flag("repetition", message, blocking=True)
    else:
        how = "word for word" if same else f"to {round(100 * score)} percent"
        yield Flag("repetition", f"This is {how} your post of {_day(post.at)}. Say it in another way, or later.")


def _words_not_wanted(text: str, brand: Brand) -> Iterator[Flag]:
    for phrase in brand.never:
        for match in _mentions(text, phrase):
            message = f"“{match.group()}” is on your list of words that must not appear."
            yield Flag("brand_word", message, start=match.start(), end=match.end())


def _swearing(text: str) -> Iterator[Flag]:
    checker = _profanity()
    for match in _WORD.finditer(text):
        word = match.group()
        plain = word.strip("!+*@$").casefold()
        if plain in words("not_profane") or (plain in words("common") and plain not in _STRONG):
            continue
        if checker.contains_profanity(word):
            yield Flag("profanity", f"“{word}” offends some readers.", start=match.start(), end=match.end())


_STRONG = frozenset({"ass", "asshole", "bastard", "bullshit", "shit"})


def _advertising(text: str, brand: Brand) -> Iterator[Flag]:
    sign = patterns("ad_signs").search(text)
    partner = next((match for name in brand.partners for match in _mentions(text, name)), None)
    mark = partner or sign
    if mark is None or patterns("ad_labels").search(text):
        return
    start, end = mark.span()
    what = f"“{mark.group()}” is a partner of yours" if partner else f"“{mark.group()}” looks like advertising"
    if weak := patterns("ad_labels_weak").search(text):
        message = f"{what}, and “{weak.group()}” is not understood by everybody. Write #ad or “Advertisement” instead."
        yield Flag("disclosure_unclear", message, start=start, end=end)
    else:
        message = f"{what}. If you get something for it, say so at the beginning, for example with #ad."
        yield Flag("disclosure", message, start=start, end=end)


def _money(text: str, domain: str) -> Iterator[Flag]:
    about_money = domain in _MONEY_DOMAINS or _MONEY.search(text) is not None
    for match in patterns("finance_promises").finditer(text) if about_money else ():
        message = (
            f"“{match.group()}” promises what nobody can promise. In many countries this is forbidden in texts about "
            "investments: name the risk, or leave it out."
        )
        yield Flag("finance_promise", message, start=match.start(), end=match.end())
    for match in patterns("finance_advice").finditer(text) if about_money else ():
        message = (
            f"“{match.group()}” reads like advice to buy or sell. Say that it is general information, or rephrase it."
        )
        yield Flag("finance_advice", message, start=match.start(), end=match.end())


def _health(text: str) -> Iterator[Flag]:
    for match in patterns("health_promises").finditer(text):
        message = (
            f"“{match.group()}” is a claim about health. Platforms and the law ask for proof: add it, or leave it out."
        )
        yield Flag("health_claim", message, start=match.start(), end=match.end())


def _platform_rules(text: str, platform: Platform) -> Iterator[Flag]:
    key, family, name = platform.spec.key, platform.spec.belongs_to, platform.spec.name
    if {key, family} & _SHOWS_BAIT_LESS and (match := patterns("bait").search(text)):
        message = f"“{match.group()}” begs for reactions. {name} shows such posts to fewer people: ask a real question."
        yield Flag("engagement_bait", message, start=match.start(), end=match.end())
    if {key, family} & _HAS_PRIZE_RULES and (match := patterns("prizes").search(text)):
        message = f"{name} has rules for prizes: say who may take part, and that {name} has nothing to do with it."
        yield Flag("prize_rules", message, start=match.start(), end=match.end())
    if "reddit" in (key, family) and (
        match := regex.search(r"\b(?:follow (?:us|me)|link in bio|subscribe)\b", text, regex.IGNORECASE)
    ):
        message = f"“{match.group()}” is taken for advertising on Reddit, and many communities remove it."
        yield Flag("self_promotion", message, start=match.start(), end=match.end())


def _left_over(text: str) -> Iterator[Flag]:
    for match in patterns("placeholders").finditer(text):
        message = f"“{match.group()}” looks as if something was still to be filled in."
        yield Flag("placeholder", message, start=match.start(), end=match.end())
    for what, pattern in (("a phone number", _PHONE), ("an e-mail address", _MAIL)):
        if (found := pattern.search(text)) is not None:
            message = f"There is {what} in the text. Is it meant to be public?"
            yield Flag("personal_data", message, start=found.start(), end=found.end())


def _shouting(text: str) -> Iterator[Flag]:
    found = regex.findall(r"\b\p{L}{3,}\b", text)
    if len(found) >= _SHOUTED_LEAST and sum(word.isupper() for word in found) > 0.6 * len(found):
        yield Flag(
            "shouting", "Most of it is in CAPITALS: readers take that for shouting, and screen readers spell it."
        )


def _mentions(text: str, phrase: str) -> Iterator[regex.Match[str]]:
    parts = r"\s+".join(regex.escape(word) for word in phrase.split())
    yield from regex.finditer(rf"(?<![\p{{L}}\p{{N}}]){parts}(?![\p{{L}}\p{{N}}])", text, regex.IGNORECASE)


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B}"


@cache
def _profanity() -> Profanity:
    from better_profanity import Profanity

    checker = Profanity()
    checker.load_censor_words()
    return checker
