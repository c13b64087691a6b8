"""A text made to fit a platform: its length by the platform's own count, its hashtags, links and manner.

What comes out passes `platform.check` as far as text goes, whoever wrote what came in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import regex

from velocitypost.contract.capabilities import Platform
from velocitypost.contract.spec import Limits
from velocitypost.contract.types import Draft, Problem
from velocitypost.generation import hashtags as tags_of
from velocitypost.generation import threads
from velocitypost.generation.cleaning import cleaned, emojis_in, tidied, without_emojis
from velocitypost.generation.manners import Manner, manner
from velocitypost.generation.sentences import is_bullet, sentences
from velocitypost.generation.shortening import shortened

JSON = Any
_LINK = regex.compile(r"https?://[^\s<>\"]+", regex.IGNORECASE)
_MENTION = regex.compile(r"(?<![\p{L}\p{N}_.@/])@(?=[\p{L}\p{N}_])")
# A paragraph of a post holds no more than this.
_SENTENCES_TOGETHER = 3
_TRIES = 20


@dataclass(frozen=True)
class Fitted:
    """A text as it can be sent.

    `parts` are the further parts of a thread. `hashtags` are those in the text, without "#". `options` are the draft's
    own at this platform (a title where it needs one). `changes` say in words what was changed to make it fit.
    """

    text: str
    parts: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    options: Mapping[str, JSON] = field(default_factory=dict)
    changes: tuple[str, ...] = ()


def fit(
    text: str,
    platform: Platform,
    *,
    hashtags: Sequence[str] = (),
    with_hashtags: bool = True,
    with_emojis: bool = True,
    emojis: Sequence[str] = (),
    link: str = "",
    call_to_action: str = "",
    title: str = "",
    thread: bool = False,
    numbered: bool = False,
    options: Mapping[str, JSON] | None = None,
) -> Fitted:
    """`text` in the form that `platform` takes and its readers are used to.

    `hashtags` are offered beside those in the text, best first; as many are used as the platform's manner and cap
    allow. Of `emojis` the first is used where the text has none. `link` and `call_to_action` are put where the
    platform's readers expect them, unless they are there already. `thread` parts a text that is too long where the
    platform has threads; otherwise, and elsewhere, it is shortened at the end of a sentence. `options` are those that
    are chosen already, such as a format. An empty text stays empty, which the platform may refuse.
    """
    return _Fitting(platform, options or {}).fit(
        cleaned(text, markup=manner(platform).markup),
        offered=tags_of.distinct(filter(None, (tags_of.made(tag) for tag in hashtags))) if with_hashtags else None,
        emojis=tuple(emojis) if with_emojis else None,
        link=link.strip(),
        call=cleaned(call_to_action),
        title=cleaned(title),
        thread=thread,
        numbered=numbered,
    )


class _Fitting:
    """One text on its way to one platform, and what was changed so far."""

    def __init__(self, platform: Platform, options: Mapping[str, JSON]) -> None:
        self._platform = platform
        self._given = dict(options)
        self._manner: Manner = manner(platform)
        self._limits: Limits = platform.limits_for(Draft("", options=options))
        self._changes: list[str] = []

    def fit(
        self,
        body: str,
        *,
        offered: list[str] | None,
        emojis: tuple[str, ...] | None,
        link: str,
        call: str,
        title: str,
        thread: bool,
        numbered: bool,
    ) -> Fitted:
        hook = body
        body, closing = tags_of.apart(self._reduced_emojis(body, emojis))
        body, closing = self._chosen_hashtags(body, closing, offered)
        body = self._without_mentions(self._few_links(body))
        body = self._structured(self._with_emoji(body, emojis))
        call = (
            "" if emojis is None and not without_emojis(call) else call if emojis is not None else without_emojis(call)
        )
        options, link = self._options(title or hook, closing or tags_of.found(body), link)
        link = self._usable_link(body, link)
        if not body:
            return Fitted("", options=options, changes=tuple(self._changes))
        whole = _joined(body, self._usable_call(body, call), link, closing)
        if self._measure(whole) <= self._limits.text_max:
            parts: tuple[str, ...] = (whole,)
        elif thread and self._limits.threads:
            parts = self._thread(body, link, closing, numbered)
        else:
            parts = (self._short(body, call, link, closing),)
        parts = tuple(self._accepted(part, options, follows=place > 0) for place, part in enumerate(parts))
        used = tags_of.distinct(tag for part in parts for tag in tags_of.found(part))
        return Fitted(parts[0], parts[1:], tuple(used), options, tuple(dict.fromkeys(self._changes)))

    def _measure(self, text: str) -> int:
        return self._platform.measure(text)

    def _note(self, change: str) -> None:
        self._changes.append(change)

    @property
    def _name(self) -> str:
        return self._platform.spec.name

    def _reduced_emojis(self, body: str, emojis: tuple[str, ...] | None) -> str:
        if emojis is None or self._manner.emojis == 0:
            return without_emojis(body)
        most = 2 * self._manner.emojis + 1
        there = emojis_in(body)
        if len(there) <= most:
            return body
        self._note(f"{len(there) - most} emoji were left out.")
        lines = body.split("\n")
        leading = [line for line in lines if emojis_in(line.lstrip()[:4]) and is_bullet(line)]
        if len(leading) > 1:
            lines = [f"{self._manner.bullet} {without_emojis(line)}" if line in leading else line for line in lines]
        return _first_emojis("\n".join(lines), most)

    def _with_emoji(self, body: str, emojis: tuple[str, ...] | None) -> str:
        if not emojis or not body or self._manner.emojis == 0 or emojis_in(body):
            return body
        with_one = f"{emojis[0]} {body}"
        return with_one if self._measure(with_one) <= self._limits.text_max else body

    def _chosen_hashtags(self, body: str, closing: list[str], offered: list[str] | None) -> tuple[str, list[str]]:
        """The body with the hashtags that it may keep, and those that come after it."""
        cap = self._limits.hashtags_max
        if offered is None or self._manner.hashtags == 0 or cap == 0:
            if closing:
                self._note(f"{_count(len(closing), 'hashtag')} at the end left out.")
            return tags_of.without_sign(body), []
        inside = tags_of.found(body)
        keep = len(inside) if cap is None else min(cap, len(inside))
        body = tags_of.without_sign(body, keep=keep)
        known = {tag.casefold() for tag in inside}
        wanted = [tag for tag in tags_of.distinct([*closing, *offered]) if tag.casefold() not in known]
        room = max(0, self._manner.hashtags - keep)
        if len(closing) > room:
            self._note(f"{_count(len(closing) - room, 'hashtag')} left out: {self._name} readers are used to fewer.")
        chosen = wanted[:room]
        return body, [tag.lower() for tag in chosen] if self._manner.hashtags_as == "lower" else chosen

    def _few_links(self, body: str) -> str:
        most = self._limits.links_max
        links = list(dict.fromkeys(_LINK.findall(body)))
        if most is None or len(links) <= most:
            return body
        for extra in links[most:]:
            body = body.replace(extra, "")
        self._note(f"{_count(len(links) - most, 'link')} left out: {self._name} takes at most {most}.")
        return tidied(body)

    def _without_mentions(self, body: str) -> str:
        if self._manner.mentions or not _MENTION.search(body):
            return body
        self._note(f"“@” left out before names: it reaches nobody on {self._name}.")
        return str(_MENTION.sub("", body))

    def _usable_link(self, body: str, link: str) -> str:
        if not link or link in body:
            return ""
        if not self._manner.links or self._limits.links_max == 0:
            self._note(f"The link was left out: links in a text cannot be clicked on {self._name}.")
            return ""
        return link

    def _usable_call(self, body: str, call: str) -> str:
        spans = sentences(body)
        if not call or call in body or (spans and "?" in spans[-1].text) or self._manner.ask == "none":
            return ""
        return call

    def _structured(self, body: str) -> str:
        """One block of text becomes paragraphs: the opening by itself, then a few sentences each."""
        if "\n" in body or self._measure(body) <= max(180, self._manner.fold):
            return body
        spans = sentences(body)
        if len(spans) < 3:
            return body
        pieces = [body[: spans[1].start].rstrip()]
        rest = spans[1:]
        for start in range(0, len(rest), _SENTENCES_TOGETHER):
            group = rest[start : start + _SENTENCES_TOGETHER]
            following = (
                rest[start + _SENTENCES_TOGETHER].start if start + _SENTENCES_TOGETHER < len(rest) else len(body)
            )
            pieces.append(body[group[0].start : following].rstrip())
        return "\n\n".join(pieces)

    def _thread(self, body: str, link: str, closing: Sequence[str], numbered: bool) -> tuple[str, ...]:
        limit = min(self._limits.text_max, self._limits.follow_up_text_max or self._limits.text_max)
        whole = _joined(body, "", link, closing)
        try:
            parts = threads.split(whole, self._measure, limit, numbered=numbered)
        except threads.TooLongForAThread:
            parts = self._longest_thread(body, link, closing, limit, numbered)
        self._note(f"Parted into {len(parts)} posts.")
        return parts

    def _longest_thread(
        self, body: str, link: str, closing: Sequence[str], limit: int, numbered: bool
    ) -> tuple[str, ...]:
        """As much of the text as a thread can hold."""
        body = _without_long_links(body, self._measure, limit)
        room = threads.PARTS_MOST * limit
        for _ in range(_TRIES):
            try:
                parts = threads.split(
                    _joined(shortened(body, self._measure, room), "", link, closing),
                    self._measure,
                    limit,
                    numbered=numbered,
                )
            except threads.TooLongForAThread:
                room = int(room * 0.9)
                if self._measure(link) > limit:
                    link = ""
                continue
            self._note("Shortened: it was longer than a thread can be.")
            return parts
        return (self._short(body, "", link, closing),)

    def _short(self, body: str, call: str, link: str, closing: Sequence[str]) -> str:
        """One post: the call goes first, then hashtags, then what stands last in the text."""
        most = self._limits.text_max
        for tags in (list(closing), list(closing)[:1]):
            if self._measure(whole := _joined(body, "", link, tags)) <= most:
                if len(tags) < len(closing):
                    self._note(f"{_count(len(closing) - len(tags), 'hashtag')} left out to make room.")
                return whole
        self._note(f"Shortened: {self._name} takes {most:,} characters.")
        for tags in (list(closing)[:1], []):
            rest = self._measure(_joined("", "", link, tags)) + 2
            short = shortened(body, self._measure, most - rest) if most > rest else ""
            whole = _joined(short, "", link, tags)
            if short and self._measure(short) >= most // 3 and self._measure(whole) <= most:
                return whole
        return shortened(body, self._measure, most)

    def _options(self, title: str, tags: Sequence[str], link: str) -> tuple[dict[str, JSON], str]:
        """The draft's options, with a title where one is needed; and the link, if no option holds it."""
        made = dict(self._given)
        kind_of_post = self._platform.format_of(Draft("", options=made))
        for option in self._platform.spec.options:
            if made.get(option.key) or (option.formats and kind_of_post not in option.formats):
                continue
            if option.key == "title" and option.kind == "text" and title:
                made["title"] = _title(title, option.max or 100)
            elif option.key == "tags" and option.kind == "tags" and tags:
                made["tags"] = [tags_of.spoken(tag) for tag in tags][: option.max or 10]
            elif option.key == "link" and option.kind == "link" and _LINK.fullmatch(link):
                made["link"], link = link, ""
        at_fault = {p.option for p in self._platform.check(Draft("", options=made)) if p.code == "option_invalid"}
        return {key: value for key, value in made.items() if key in self._given or key not in at_fault}, link

    def _accepted(self, text: str, options: Mapping[str, JSON], *, follows: bool) -> str:
        """What the platform itself says has the last word."""
        room = self._measure(text)
        for _ in range(_TRIES):
            problems = self._problems(text, options, follows)
            if not problems or not text:
                return text
            codes = {problem.code for problem in problems}
            if "too_many_hashtags" in codes:
                text = tags_of.without_sign(text, keep=self._limits.hashtags_max or 0)
            elif "too_many_links" in codes:
                text = tidied(_LINK.sub("", text))
            else:
                room = int(min(room, self._limits.text_max + 1) * 0.88)
                text = shortened(text, self._measure, room)
        return text

    def _problems(self, text: str, options: Mapping[str, JSON], follows: bool) -> list[Problem]:
        draft = Draft(text, reply_to="before" if follows else None, options={} if follows else options)
        return [p for p in self._platform.check(draft) if p.severity == "error" and p.field == "text"]


def _joined(body: str, call: str, link: str, tags: Sequence[str]) -> str:
    line = " ".join(f"#{tag}" for tag in tags)
    return "\n\n".join(piece for piece in (body, call, link, line) if piece)


def _first_emojis(text: str, most: int) -> str:
    """The text with its first `most` emoji only."""
    kept, position = [], 0
    for number, emoji in enumerate(emojis_in(text)):
        start = text.index(emoji, position)
        kept.append(text[position:start])
        if number < most:
            kept.append(emoji)
        position = start + len(emoji)
    return tidied(regex.sub(r" +(?=[.,;:!?…])", "", "".join([*kept, text[position:]])))


def _without_long_links(body: str, measure: Any, limit: int) -> str:
    return tidied(
        regex.sub(
            r"\S+", lambda word: "" if measure(word.group()) > limit and "/" in word.group() else word.group(), body
        )
    )


def _title(text: str, most: int) -> str:
    """The first sentence as a title."""
    plain, _ = tags_of.apart(without_emojis(text))
    spans = sentences(tags_of.without_sign(_LINK.sub("", plain)))
    first = spans[0].text if spans else plain.split("\n", 1)[0]
    return shortened(" ".join(first.split()).rstrip(".:;,"), len, most)


def _count(number: int, word: str) -> str:
    return f"{number} {word} was" if number == 1 else f"{number} {word}s were"
