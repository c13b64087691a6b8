"""What a post can be made of: a fact in one of its forms, a list, an angle on a topic, the author's own news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import regex

from velocitypost.generation.facts import Fact
from velocitypost.generation.phrasebook import Angle, Phrasebook, chosen, pick
from velocitypost.generation.sentences import sentences
from velocitypost.generation.topics import Topic

# The order in which the forms of a fact are tried: the most telling first.
_FORMS = ("quote", "number", "change", "contrast", "most", "plain")
_LINE_MOST = 150
_LIST = 3
_THREAD_LEAST, _THREAD_MOST = 4, 7
_OPENING = 45
_SHORT, LONG = 320, 650
# What tells of a day to come.
_WHEN = regex.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow|this weekend|next (?:week|month)"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2})\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True)
class Idea:
    """What one post is made of.

    `hooks` are openings to choose from, with the topic and the like filled in. `body` is what must be said, `more` what
    may be said where there is room, `rest` what a long post goes on with. `listed` says that the body is a list.
    `heading` is what it is all about, for its hashtags.
    """

    form: str
    hooks: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    listed: bool = False
    numbered: bool = False
    ask: str = ""
    title: str = ""
    heading: str = ""

    def hook(self, *key: object, variant: int = 0) -> str:
        """One of the openings, the same for the same key; another variant has another, as far as there are."""
        if not self.hooks:
            return ""
        return chosen(self.hooks[(pick(len(self.hooks), *key, "hook") + variant) % len(self.hooks)], *key)

    def body_for(self, longest: int, *, bullet: str, variant: int = 0) -> list[str]:
        """The paragraphs after the opening, as many as a text of about `longest` characters has room for."""
        if self.listed:
            lines = self._lines_for(longest)
            if len(lines) < 2:
                return [self.body[0]]
            marks = [f"{n}." for n in range(1, len(lines) + 1)] if self.numbered else [bullet] * len(lines)
            kept = "\n".join(f"{mark} {line}" for mark, line in zip(marks, lines, strict=True))
            return [kept] if longest <= LONG else [kept, *self.rest[:1]]
        if self.form == "angle":
            return self._angle_for(longest, bullet, variant)
        told = list(self.body)
        room = longest - sum(len(block) for block in told) - 60
        for line in self.more if longest > _SHORT else ():
            if len(line) < room and told:
                told[-1] = f"{told[-1]} {line}"
                room -= len(line)
        for line in self.rest if longest > LONG else ():
            if len(line) < room:
                told.append(line)
                room -= len(line) + 2
        return told

    def _lines_for(self, longest: int) -> list[str]:
        if longest > _SHORT:
            return list(self.body)
        lines: list[str] = []
        room = longest - _OPENING
        for line in sorted(self.body, key=len) if not self.numbered else self.body:
            if len(line) + 3 <= room:
                lines.append(line)
                room -= len(line) + 3
        return [line for line in self.body if line in lines]

    def _angle_for(self, longest: int, bullet: str, variant: int) -> list[str]:
        """What goes on from the opening, and the question at the end: more or less of both, as the variant has it."""
        ask = [self.ask] if self.ask else []
        if not self.rest:
            return ask
        if self.hooks[0].rstrip("]").endswith(":"):
            # The opening promises what follows, so it must.
            mark = "" if variant % 2 else f"{bullet} "
            lines = "\n".join(f"{mark}{line}" for line in self.rest)
            together = len(self.hooks[0]) + len(lines) + len(self.ask)
            return [lines, *ask] if together < longest or longest > _SHORT else [lines]
        apart = "\n" if variant % 2 else " "
        asking = all(line.endswith(("?", "？")) for line in self.rest)
        one = self.rest[variant // 3 % len(self.rest)] if asking else apart.join(self.rest)
        if longest <= _SHORT:
            return (ask, [one], [one, *ask])[variant % 3] or [one]
        if longest <= LONG or len(self.rest) == 1:
            return [one, *ask] if variant % 3 < 2 else [" ".join(self.rest[:2])]
        if asking and variant % 2 == 0:
            return ["\n".join(f"{bullet} {line}" for line in self.rest), *ask]
        return [apart.join(self.rest), *ask]


def of_facts(found: Sequence[Fact], book: Phrasebook, *, threads: bool) -> tuple[list[Idea], list[Idea]]:
    """Ideas from a document: each fact in its most telling form with lists between them; and the other forms.

    `threads` makes threads too, of what stands under one heading.
    """
    by_heading: dict[str, list[Fact]] = defaultdict(list)
    for fact in found:
        by_heading[fact.heading].append(fact)
    rounds = [list(_of_fact(fact, by_heading[fact.heading], book)) for fact in found]
    lists = [*(_threads(by_heading, book) if threads else ()), *_lists(by_heading, book)]
    first = [ideas[0] for ideas in rounds if ideas]
    later = [idea for row in zip_longest(*(ideas[1:] for ideas in rounds)) for idea in row if idea is not None]
    return list(_woven(first, lists, every=4)), later


def of_angles(
    angles: Sequence[Angle], topics: Sequence[Topic], *, told: Sequence[str] = (), in_turn: bool = False
) -> Iterator[Idea]:
    """Each angle on each topic, so that neighbours differ in both; `in_turn` all of them on the first topic first.

    `told` are further questions to close with.
    """
    closings: Sequence[str] = ("", *told)
    for turn in range(len(topics) * len(closings)):
        for place, angle in enumerate(angles):
            topic = topics[turn % len(topics)] if in_turn else topics[(place + turn) % len(topics)]
            yield _of_angle(angle, topic, closings[turn // len(topics) % len(closings)])


def of_telling(text: str, book: Phrasebook) -> Iterator[Idea]:
    """The author's own news in several shapes."""
    told = [_capital(span.text) for span in sentences(text)]
    if told[-1][-1:].isalnum():
        told[-1] += "."
    dated = bool(_WHEN.search(text))
    hooks = (*book.told_hooks, *(book.dated_hooks if dated else ()))
    asks = (*book.told_asks, *(book.dated_asks if dated else ()))
    for number, ask in enumerate(asks or ("",)):
        whole = Idea("told", hooks, (" ".join(told),), ask=ask, title=told[0], heading=_own(text))
        yield whole
        if len(told) > 1:
            yield replace(whole, form="told_first", hooks=("",), body=(told[0], " ".join(told[1:])))
        if len(told) > 2 and number % 2:
            yield replace(whole, form="told_list", hooks=(told[0],), body=tuple(told[1:]), listed=True)


def of_question(text: str, book: Phrasebook) -> Iterator[Idea]:
    """The author's own question in several shapes."""
    for more in book.question_more or ("",):
        for hook in book.question_hooks:
            yield Idea(
                "angle",
                (f"{hook}\n\n{text}" if hook else text,),
                rest=(more,) if more else (),
                title=text,
                heading=_own(text),
            )


def _of_fact(fact: Fact, beside: Sequence[Fact], book: Phrasebook) -> Iterator[Idea]:
    near = sorted((o for o in beside if o is not fact and o.text != fact.after), key=lambda o: (o.passage, o.place))
    following = [
        o.text for o in near if (o.passage, o.place) > (fact.passage, fact.place) and o.passage <= fact.passage + 1
    ]
    rest = tuple(following[:3])

    def idea(form: str, hooks: Sequence[str]) -> Idea:
        filled = tuple(
            hook.replace("{figure}", _capital(fact.figure)).replace("{heading}", fact.heading) for hook in hooks
        )
        more = (fact.after,) if fact.after else ()
        return Idea(form, filled, (fact.text,), more, rest, title=fact.text, heading=fact.heading)

    # Without a name in it, only the heading tells what it is about.
    if fact.heading and not fact.named:
        of_it = "number_of" if fact.figure else "heading"
        yield idea("heading", [*book.hooks.get(of_it, ()), *book.hooks.get("heading", ("{heading}:",))])
    for form in _FORMS:
        hooks = book.hooks.get(form, ("",))
        usable = [hook for hook in hooks if fact.figure or "{figure}" not in hook]
        if form in fact.kinds or form == "plain":
            yield idea(form, usable)
    if fact.heading and fact.named:
        yield idea("heading", book.hooks.get("heading", ("{heading}",)))
    yield idea("bare", ("",))


def _lists(by_heading: dict[str, list[Fact]], book: Phrasebook) -> Iterator[Idea]:
    for heading, held in by_heading.items():
        steps = sorted((f for f in held if "step" in f.kinds), key=lambda f: (f.passage, f.place))
        if len(steps) >= _LIST:
            hooks = tuple(f"{heading}. {hook}" if heading else hook for hook in book.hooks.get("steps", ("",)))
            lines = tuple(fact.text for fact in steps[:5])
            yield Idea("steps", hooks, lines, listed=True, numbered=True, title=heading or lines[0], heading=heading)
        short = [fact for fact in held if len(fact.text) <= _LINE_MOST and "step" not in fact.kinds]
        for start in range(0, len(short) - _LIST + 1, _LIST):
            together = sorted(short[start : start + _LIST], key=lambda f: (f.passage, f.place))
            hooks = book.hooks.get("list", ("",))
            if heading:
                hooks = (*hooks, *(h.replace("{heading}", heading) for h in book.hooks.get("heading", ("{heading}:",))))
            lines = tuple(fact.text for fact in together)
            before = (short[start - 1].text,) if start else ()
            yield Idea("list", hooks, lines, rest=before, listed=True, title=heading or lines[0], heading=heading)


def _threads(by_heading: dict[str, list[Fact]], book: Phrasebook) -> Iterator[Idea]:
    for heading, held in by_heading.items():
        told = tuple(fact.text for fact in sorted(held[:_THREAD_MOST], key=lambda f: (f.passage, f.place)))
        if len(told) >= _THREAD_LEAST:
            hooks = book.hooks.get("thread" if heading else "thread_plain", ("",))
            filled = tuple(hook.replace("{heading}", heading) for hook in hooks)
            yield Idea("thread", filled, told, title=heading or told[0], heading=heading)


def _of_angle(angle: Angle, topic: Topic, ask: str) -> Idea:
    def filled(text: str) -> str:
        return text.replace("{topic}", topic.text).replace("{Topic}", topic.at_start)

    return Idea(
        "angle",
        (filled(angle.hook),),
        rest=tuple(filled(line) for line in angle.more),
        ask=filled(ask or angle.ask),
        title=filled(angle.hook),
        heading=topic.text if topic.kind == "own" else "",
    )


def _own(text: str) -> str:
    """What the author says weighs more than what is only talked about: `Expert.hashtags_for` counts how often."""
    return f"{text} {text}"


def _woven(ideas: Sequence[Idea], others: Sequence[Idea], *, every: int) -> Iterator[Idea]:
    """The ideas in order, with one of the others after each `every` of them."""
    left = iter(others)
    for number, idea in enumerate(ideas, start=1):
        yield idea
        if number % every == 0 and (other := next(left, None)) is not None:
            yield other
    yield from left


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
