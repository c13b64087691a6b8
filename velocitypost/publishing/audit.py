"""Whether the trails of posts and publications are what was written, and whether the rows still say what they say.

A post's trail runs from its writing to its plan; each publication's trail goes on from there, to the live post and the
count of its replies. An entry's hash covers the entry and the hash before it (core/trail.py). What the first hangs on
is made of what the row is for ever: whose post, through which account.

Covered are: of a post, whose it is, all that was typed, its time and its trail; of a publication, what goes where and
when, its draft, its neighbours in a thread, where it stands, the live post, why it failed, the number of replies, its
trail, and once it is settled its attempts. It shows what was changed by somebody who did not compute all later hashes
anew. Against that, keep exports elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from velocitypost.content.model import DeletedPost, Post
from velocitypost.content.store import PostStore
from velocitypost.core import trail
from velocitypost.core.trail import Entry
from velocitypost.publishing.model import SETTLED, Publication, State
from velocitypost.publishing.store import PublicationStore

JSON = Any
_UNREADABLE = "cannot be read any more: a part of it is not of the shape that it was written in"
_ON_ITS_WAY = frozenset({State.SCHEDULED, State.PUBLISHING, State.PROCESSING})
# Where a row may stand after the last entry that says where it stands.
_STANDS: Mapping[str, frozenset[State]] = {
    "scheduled": _ON_ITS_WAY,
    "changed": _ON_ITS_WAY,
    "rezoned": _ON_ITS_WAY,
    "will_try_again": _ON_ITS_WAY,
    "person_said_send_again": _ON_ITS_WAY,
    "stop_undone": _ON_ITS_WAY,
    "cancel_undone": _ON_ITS_WAY,
    "unconfirmed": frozenset({State.UNCONFIRMED}),
    "failed": frozenset({State.FAILED}),
    "published": frozenset({State.PUBLISHED}),
    "person_said_it_is_there": frozenset({State.PUBLISHED}),
    "person_gave_its_link": frozenset({State.PUBLISHED}),
    "changed_after_failure": frozenset({State.FAILED}),
    "cancelled": frozenset({State.CANCELLED}),
    "stopped": frozenset({State.CANCELLED}),
    "person_dropped_it": frozenset({State.CANCELLED}),
}


@dataclass(frozen=True)
class Fault:
    """A row that does not say what its trail says. `sentence` names the row, the entry, and what is wrong."""

    row: str
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """What was looked at, and everything that is wrong with it."""

    posts: int
    publications: int
    entries: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Line:
    """An entry, with the row it belongs to and the hash that it hangs on."""

    workspace_id: str
    post_id: str
    publication_id: str | None
    previous: str
    entry: Entry


def as_json(line: Line) -> str:
    """One line. `hash` is the SHA-256 of the JSON array [previous, number, at, kind, facts], sorted and without spaces.

    An export can so be checked without this software.
    """
    entry = line.entry
    return json.dumps(
        {
            "workspace": line.workspace_id,
            "post": line.post_id,
            "publication": line.publication_id,
            "number": entry.number,
            "at": entry.at.isoformat(timespec="milliseconds"),
            "kind": entry.kind,
            "facts": entry.facts,
            "previous": line.previous,
            "hash": entry.hash,
        },
        ensure_ascii=False,
    )


@dataclass
class _Findings:
    posts: int = 0
    publications: int = 0
    entries: int = 0


class Audit:
    """Reads rows as they are, and trusts none of them."""

    def __init__(self, posts: PostStore, publications: PublicationStore) -> None:
        self._posts = posts
        self._publications = publications

    def verify(self, workspace_id: str | None = None) -> Verdict:
        """Looks at every post and publication of this workspace, or of all."""
        seen = _Findings()
        faults = [fault for faults in self._faults(workspace_id, seen) for fault in faults]
        return Verdict(seen.posts, seen.publications, seen.entries, tuple(faults))

    def faults_of(self, post_id: str) -> list[Fault]:
        """Everything that is wrong with one post and its publications."""
        # A worker may write between the two reads, so only what is wrong at a second look too is wrong.
        return self._look(post_id) and self._look(post_id)

    def lines(self, workspace_id: str | None = None) -> Iterator[Line]:
        """Every entry: by post, the oldest first; its own, then those of its publications."""
        for post_id, post in self._posts.each(workspace_id):
            if post is not None:
                yield from self.lines_of(post)
            else:
                yield from self._lines_of_publications(post_id)
        for post_id, deleted in self._posts.each_deleted(workspace_id):
            if deleted is not None and self._posts.find(post_id) is None:
                yield from _lines(deleted.trail, deleted.trail_start, deleted.workspace_id, post_id, None)
                yield from self._lines_of_publications(post_id)

    def lines_of(self, post: Post) -> Iterator[Line]:
        """The entries of one post and its publications."""
        yield from _lines(post.trail, post.trail_start, post.workspace_id, post.id, None)
        yield from self._lines_of_publications(post.id)

    def _look(self, post_id: str) -> list[Fault]:
        post = self._posts.read(post_id)
        return list(_of_post(post_id, post, self._publications.each_of_post(post_id)))

    def _lines_of_publications(self, post_id: str) -> Iterator[Line]:
        for _, publication in self._publications.each_of_post(post_id):
            if publication is not None:
                p = publication
                yield from _lines(p.trail, p.trail_start, p.workspace_id, p.post_id, p.id)

    def _faults(self, workspace_id: str | None, seen: _Findings) -> Iterator[list[Fault]]:
        visited: set[str] = set()
        for post_id, post in self._posts.each(workspace_id):
            seen.posts += 1
            seen.entries += len(post.trail) if post else 0
            visited.add(post_id)
            yield self.faults_of(post_id)
        for post_id, deleted in self._posts.each_deleted(workspace_id):
            if post_id not in visited:
                seen.entries += len(deleted.trail) if deleted else 0
                visited.add(post_id)
                yield self.faults_of(post_id)
        for publication_id, publication in self._publications.each(workspace_id):
            seen.publications += 1
            seen.entries += len(publication.trail) if publication else 0
            if publication is None:
                yield [Fault(publication_id, f"Publication {publication_id} {_UNREADABLE}.")]
            elif publication.post_id not in visited:
                visited.add(publication.post_id)
                yield self.faults_of(publication.post_id)


def _of_post(
    post_id: str,
    post: Post | DeletedPost | str | None,
    publications: Sequence[tuple[str, Publication | None]],
) -> Iterator[Fault]:
    readable = [publication for _, publication in publications if publication is not None]
    if isinstance(post, str):
        yield Fault(post_id, f"Post {post_id} {_UNREADABLE}.")
    elif post is None:
        yield Fault(post_id, f"Post {post_id} is gone, and so is its trail; its publications are still there.")
    else:
        for wrong in _about_post(post, readable):
            yield Fault(post_id, f"Post {post_id}: {wrong}.")
    for publication in readable:
        hashes = {e.hash for e in post.trail} if isinstance(post, Post | DeletedPost) else None
        for wrong in _about_publication(publication, hashes):
            yield Fault(publication.id, f"Publication {publication.id}: {wrong}.")


def _about_post(post: Post | DeletedPost, publications: Sequence[Publication]) -> Iterator[str]:
    if broken := trail.fault(post.trail, start=post.trail_start):
        yield broken
        return
    if not post.trail or post.trail[0].kind != "written":
        yield "its trail does not begin with its writing"
        return
    if isinstance(post, DeletedPost):
        if post.trail[-1].kind != "deleted":
            yield f"entry {len(post.trail)} should say that it was deleted"
        return
    writing = _last(post.trail, "written", "changed", "planned")
    if writing.facts.get("writing") != post.digest:
        yield f"what it says now is not what entry {writing.number} ({writing.kind}) saw"
    planned = _last(post.trail, "written", "planned", "unplanned")
    if planned.kind == "planned":
        told = (planned.facts.get("local"), planned.facts.get("zone"), planned.facts.get("due_at"))
        plan = post.planned
        if plan is None or told != (plan.local, plan.zone, plan.at.isoformat()):
            yield f"its time is not the one of entry {planned.number} (planned)"
        there = {(p.connection_id, p.position) for p in publications}
        wanted = {(c, part) for c in post.connection_ids for part in range(len(post.follow_ups) + 1)}
        if missing := len(wanted - there):
            yield f"{missing} of the publications that entry {planned.number} (planned) stands for are gone"
    elif post.planned is not None:
        yield f"it has a time, and entry {planned.number} ({planned.kind}) knows none"


def _about_publication(publication: Publication, post_hashes: set[str] | None) -> Iterator[str]:
    entries = publication.trail
    if broken := trail.fault(entries, start=publication.trail_start):
        yield broken
        return
    if not entries or entries[0].kind != "scheduled":
        yield "its trail does not begin with its scheduling"
        return
    for entry in entries:
        hangs_on = entry.facts.get("post")
        if entry.kind == "scheduled" and post_hashes is not None and hangs_on not in post_hashes:
            yield f"entry {entry.number} (scheduled) hangs on an entry that its post's trail does not have"
    yield from _about_draft_and_time(publication)
    yield from _about_standing(publication)


def _about_draft_and_time(publication: Publication) -> Iterator[str]:
    draft = _last(publication.trail, "scheduled", "changed", "changed_after_failure", "published")
    if draft.facts.get("draft") != publication.draft.digest:
        yield f"its draft is not the one of entry {draft.number} ({draft.kind})"
    scheduled = _last(publication.trail, "scheduled")
    meant = (publication.local, publication.zone, publication.fold, publication.by_the_clock)
    if tuple(scheduled.facts.get(name) for name in ("local", "zone", "fold", "by_the_clock")) != meant:
        yield f"the time that it was scheduled for is not the one of entry {scheduled.number} (scheduled)"
    if (scheduled.facts.get("previous"), scheduled.facts.get("next")) != (publication.previous_id, publication.next_id):
        yield f"its neighbours in the thread are not the ones of entry {scheduled.number} (scheduled)"
    since = [entry for entry in publication.trail if entry.number > scheduled.number]
    if publication.alone != any(entry.facts.get("as_new_thread") is True for entry in since):
        yield f"that it begins a thread anew is not what its trail says after entry {scheduled.number} (scheduled)"
    due = _last(publication.trail, "scheduled", "rezoned", "person_said_send_again")
    if _moment(due.facts.get("due_at", due.at)) != publication.due_at:
        yield f"the moment that it is due is not the one of entry {due.number} ({due.kind})"


def _about_standing(publication: Publication) -> Iterator[str]:
    last = _last(publication.trail, *_STANDS)
    if publication.state not in _STANDS[last.kind]:
        yield f"its state is “{publication.state.value}”, and entry {last.number} ({last.kind}) says otherwise"
    newest = publication.trail[-1]
    tried = publication.attempts_digest if publication.attempts else None
    if publication.state in SETTLED and newest.facts.get("attempts") != tried:
        yield f"its attempts are not the ones of entry {newest.number} ({newest.kind})"
    if (publication.result is not None) != (publication.state is State.PUBLISHED):
        yield f"its state is “{publication.state.value}”, which does not go with its result"
    elif publication.result is not None:
        result = publication.result
        live = (result.platform_post_id, result.url, result.confirmed_by, result.published_at)
        told = (
            last.facts.get("platform_post_id", ""),
            last.facts.get("url"),
            last.facts.get("confirmed_by", "person"),
            _moment(last.facts.get("published_at")),
        )
        if live != told:
            yield f"the live post is not the one of entry {last.number} ({last.kind})"
    failure = publication.failure
    told_of_failure = (last.facts.get("reason"), last.facts.get("code"))
    if last.kind == "failed" and (failure is None or told_of_failure != (failure.reason, failure.code)):
        yield f"its failure is not the one of entry {last.number} (failed)"
    if (publication.metrics or {}).get("replies") not in (None, publication.replies_noted):
        yield "its number of replies is not the one that its trail last counted"


def _last(entries: Sequence[Entry], *kinds: str) -> Entry:
    """The last entry of these kinds; the first entry's kind must be among them."""
    return next(entry for entry in reversed(entries) if entry.kind in kinds)


def _moment(told: JSON) -> datetime | None:
    if isinstance(told, datetime):
        return told
    return datetime.fromisoformat(told) if isinstance(told, str) else None


def _lines(
    entries: Sequence[Entry], start: str, workspace_id: str, post_id: str, publication_id: str | None
) -> Iterator[Line]:
    previous = start
    for entry in entries:
        yield Line(workspace_id, post_id, publication_id, previous, entry)
        previous = entry.hash
