"""What people do with posts on their way: write, schedule, publish, change, cancel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.billing.rooms import PostRoom
from velocitypost.connections.model import Connection
from velocitypost.connections.service import ConnectionService
from velocitypost.content.model import UNLABELLED, Labelled, Plan, Post, PostMedia, Writing
from velocitypost.content.post_links import PostLinks
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.media.model import Media
from velocitypost.media.service import MediaService
from velocitypost.publishing import fitting
from velocitypost.publishing.calendar import calendar_item
from velocitypost.publishing.changing import Changing, rescheduled
from velocitypost.publishing.files import DraftFiles, FilePreview
from velocitypost.publishing.links import as_typed, with_sent_links
from velocitypost.publishing.model import (
    SETTLED,
    AlreadyPublished,
    CannotSchedule,
    DraftRow,
    NotPossibleNow,
    Publication,
    State,
)
from velocitypost.publishing.rows import publications_of
from velocitypost.publishing.store import PublicationStore
from velocitypost.publishing.switch import gate_of
from velocitypost.publishing.times import Moment, moment, moment_of


@dataclass(frozen=True)
class Scheduled:
    """A post with its publications, and what the person should know about its time."""

    post: Post
    publications: list[Publication]
    notices: tuple[str, ...] = ()


class PublishingService:
    """The verbs of publications. All are scoped by workspace; every change races safely with the workers."""

    def __init__(
        self,
        store: PublicationStore,
        content: ContentService,
        connections: ConnectionService,
        media: MediaService,
        files: DraftFiles,
        workspaces: Workspaces,
        clock: Clock,
        changing: Changing,
        room: PostRoom,
        links: PostLinks,
        *,
        ring: Callable[[], None],
    ) -> None:
        """`ring` tells the clockwork that something is due now; to lose its message costs a second."""
        self._store = store
        self._content = content
        self._connections = connections
        self._media = media
        self._draft_files = files
        self._workspaces = workspaces
        self._clock = clock
        self._changing = changing
        self._room = room
        self._links = links
        self._ring = ring

    # ---- writing

    def write(
        self,
        workspace_id: str,
        author_id: str,
        writing: Writing,
        *,
        post_id: str | None = None,
        origin: str = "",
        labels: Labelled = UNLABELLED,
    ) -> Post:
        """Keeps a new draft. Raises `BadWriting`, `NoSuchMedia` or `NoSuchConnection`.

        With the id that it shall have it is safe to repeat. `origin` names what made it; empty for a person.
        `labels` are those that `Labels` gave.
        """
        self._files(workspace_id, writing)
        self._accounts(workspace_id, writing)
        return self._content.create(workspace_id, author_id, writing, post_id=post_id, origin=origin, labels=labels)

    def rewrite(self, workspace_id: str, post_id: str, writing: Writing, *, version: int) -> Scheduled:
        """Changes a post everywhere or nowhere. What failed is changed too, and waits to be sent again.

        Raises `AlreadyPublished` where a part that would change is out or on its way; then nothing was changed.
        """
        post = self._expect(workspace_id, post_id, version)
        publications = self._active(post)
        if writing.connection_ids != post.connection_ids and publications:
            raise NotPossibleNow(
                "The accounts of a scheduled post cannot be changed. Cancel it first; it stays as a draft."
            )
        accounts = self._accounts(workspace_id, writing)
        drafts = self._drafts(workspace_id, writing, accounts, post_id=post.id, campaign_id=post.campaign_id)
        if publications:
            self._require_fit(accounts, drafts)
            self._keep_links(post, drafts)
            self._replace_drafts(publications, drafts)
        post = self._content.rewrite(post, writing)
        return Scheduled(post, self.of_post(post))

    def check(
        self, workspace_id: str, writing: Writing, *, post_id: str | None = None, campaign_id: str | None = None
    ) -> list[fitting.Check]:
        """What each chosen account's platform would make of it. Raises `NoSuchMedia` or `NoSuchConnection`.

        The post and the campaign that it is written for say what becomes of its links.
        """
        accounts = self._accounts(workspace_id, writing)
        drafts = self._drafts(workspace_id, writing, accounts, post_id=post_id, campaign_id=campaign_id)
        return [
            fitting.check(self._connections.platform_of(account), account, drafts[account.id]) for account in accounts
        ]

    def preview_file(
        self, workspace_id: str, media_id: str, connection_id: str, *, chosen: str, focus: tuple[float, float] | None
    ) -> FilePreview:
        """How an account's platform would be sent a file. Raises `NoSuchMedia`, `NoSuchConnection` or `CannotFit`."""
        account = self._connections.get(workspace_id, connection_id)
        options = {"format": chosen} if chosen else {}
        writing = Writing(media=(PostMedia(media_id, focus=focus),), options=options, connection_ids=(account.id,))
        draft = self._drafts(workspace_id, writing, [account])[account.id][0]
        media = self._media.get(workspace_id, media_id)
        return self._draft_files.preview(media, draft.files[0], self._connections.platform_of(account).spec.name)

    # ---- scheduling

    def schedule(
        self, workspace_id: str, post_id: str, *, local: str, zone: str, fold: Literal[0, 1] | None = None
    ) -> Scheduled:
        """Plans a post for a wall-clock time. Raises `BadTime` or `CannotSchedule`; then nothing is planned."""
        return self._plan(workspace_id, post_id, moment(local, zone, now=self._clock.now(), fold=fold))

    def schedule_at(self, workspace_id: str, post_id: str, when: Moment) -> Scheduled:
        """Plans a post for a moment that was reckoned, be it past: then it goes out late, or is asked about."""
        return self._plan(workspace_id, post_id, when)

    def require_fit(self, workspace_id: str, writing: Writing) -> None:
        """Raises `CannotSchedule`, `NoSuchMedia` or `NoSuchConnection` for what could not be scheduled as it is."""
        accounts = self._accounts(workspace_id, writing)
        self._require_ready(workspace_id, accounts, self._drafts(workspace_id, writing, accounts))

    def publish_now(self, workspace_id: str, post_id: str) -> Scheduled:
        """Sends a post out at once. Raises `CannotSchedule`; then nothing is sent."""
        zone = self._workspaces.get(workspace_id).time_zone
        scheduled = self._plan(workspace_id, post_id, moment_of(self._clock.now(), zone))
        self._ring()
        return scheduled

    def cancel(self, workspace_id: str, post_id: str) -> Scheduled:
        """Takes back everything of a post that has not left. Raises `AlreadyPublished` where nothing is left to."""
        post = self._content.get(workspace_id, post_id)
        publications = self.of_post(post)
        cancelled = [p for p in publications if p.state not in SETTLED and self._cancel(p)]
        remaining = self.of_post(post)
        if not cancelled and any(p.state is not State.CANCELLED for p in remaining):
            raise AlreadyPublished("It had already left. Nothing was cancelled; its page tells where it stands.")
        if all(p.state is State.CANCELLED for p in remaining) and post.planned is not None:
            self._room.free(workspace_id, post.id, self._room.day_of(workspace_id, post.planned.at))
            post = self._content.plan(post, None)
        return Scheduled(post, remaining)

    def take_back(self, workspace_id: str, post_id: str) -> Post:
        """Makes a post a draft again, whole or not at all. Raises `AlreadyPublished` where any part of it has begun."""
        post = self._content.get(workspace_id, post_id)
        taken: list[Publication] = []
        for publication in self._active(post):
            if not self._cancel(publication):
                for before in taken:
                    self._put_back(before)
                raise AlreadyPublished("A part of this post is out or on its way. It stays as it is.")
            taken.append(publication)
        if post.planned is None:
            return post
        self._room.free(workspace_id, post.id, self._room.day_of(workspace_id, post.planned.at))
        return self._content.plan(post, None)

    def delete(self, workspace_id: str, post_id: str) -> None:
        """Forgets a post that is not out. Raises `AlreadyPublished`."""
        post = self._content.get(workspace_id, post_id)
        for publication in self._active(post):
            self._cancel(publication)
        left = [p for p in self.of_post(post) if p.state is not State.CANCELLED and p.state is not State.FAILED]
        if left:
            raise AlreadyPublished(
                "A part of this post is out or on its way. What had not left was cancelled; the rest stays."
            )
        if post.planned is not None:
            self._room.free(workspace_id, post.id, self._room.day_of(workspace_id, post.planned.at))
        self._content.delete(self._content.get(workspace_id, post_id))

    # ---- reading

    def of_post(self, post: Post) -> list[Publication]:
        return self._store.of_posts([post.id])

    def of_posts(self, posts: Sequence[Post]) -> dict[str, list[Publication]]:
        """By post id, in two reads however many posts there are."""
        found: dict[str, list[Publication]] = {post.id: [] for post in posts}
        for publication in self._store.of_posts(list(found)):
            found[publication.post_id].append(publication)
        return found

    def calendar(
        self,
        workspace_id: str,
        since: datetime,
        until: datetime,
        *,
        tag: str | None = None,
        campaign_id: str | None = None,
    ) -> list[dict[str, Any]]:
        """What is due in the range, as the calendar shows it: of posts with this tag, of this campaign."""
        rows = self._store.calendar(workspace_id, since, until)
        if tag is not None or campaign_id is not None:
            wanted = self._content.labelled(workspace_id, tag=tag, campaign_id=campaign_id)
            rows = [row for row in rows if row["post_id"] in wanted]
        gate = gate_of(self._workspaces.get(workspace_id))
        return [calendar_item(row, gate) for row in rows]

    # ---- inside

    def _plan(self, workspace_id: str, post_id: str, when: Moment) -> Scheduled:
        post = self._content.get(workspace_id, post_id)
        accounts = self._accounts(workspace_id, post.writing)
        drafts = self._drafts(workspace_id, post.writing, accounts, post_id=post.id, campaign_id=post.campaign_id)
        self._require_ready(workspace_id, accounts, drafts)
        known = {(p.connection_id, p.position): p for p in self.of_post(post)}
        if any(p.state not in (State.SCHEDULED, State.CANCELLED, State.FAILED) for p in known.values()):
            raise AlreadyPublished("A part of this post is out or on its way. Duplicate it to post it anew.")
        fresh: list[Publication] = []
        for account in accounts:
            fresh += publications_of(post, account, drafts[account.id], when, known, self._clock.now())
        self._take_place(post, when.at, known.values())
        self._keep_links(post, drafts)
        # The publications first: were the process to die between the two, a planned post must not be without them.
        self._store_all(fresh)
        post = self._content.plan(post, Plan(when.local, when.zone, when.at))
        return Scheduled(post, self.of_post(post), when.notices)

    def _take_place(self, post: Post, at: datetime, known: Iterable[Publication]) -> None:
        """The post's place on its new day; the one on its old day is free then. Raises `PlanLimit`."""
        workspace_id, day = post.workspace_id, self._room.day_of(post.workspace_id, at)

        def still(post_ids: frozenset[str]) -> frozenset[str]:
            rows = self._store.of_posts([other for other in post_ids if other != post.id])
            alive = (p for p in rows if p.state not in (State.CANCELLED, State.FAILED))
            return frozenset(p.post_id for p in alive if self._room.day_of(workspace_id, p.due_at) == day)

        before = {self._room.day_of(workspace_id, p.due_at) for p in known if p.state is not State.CANCELLED} - {day}
        self._room.take(workspace_id, post.id, day, still=still)
        for old in before:
            self._room.free(workspace_id, post.id, old)

    def _store_all(self, publications: Sequence[Publication]) -> None:
        # The last part first: were the process to die here, no part may go out whose followers were never stored.
        new = [replace(p, version=1) for p in reversed(publications) if p.version == 0]
        for publication in new:
            for file in publication.draft.files:
                self._draft_files.order(publication.workspace_id, file)
        self._store.insert(new)
        for publication in reversed(publications):
            if publication.version and self._store.save(publication) is None:
                raise NotPossibleNow("This post was changed elsewhere meanwhile. Load it again and look.")
        for publication in publications:
            self._changing.tell(publication)

    def _replace_drafts(self, publications: Sequence[Publication], drafts: Mapping[str, Sequence[DraftRow]]) -> None:
        parts = {(p.connection_id, p.position) for p in publications}
        if parts != {(account, position) for account, rows in drafts.items() for position in range(len(rows))}:
            raise NotPossibleNow("Parts of a scheduled thread cannot be added or removed. Cancel it first.")
        before = {p.id: p.draft for p in publications}
        changed: list[Publication] = []
        for publication in publications:
            draft = drafts[publication.connection_id][publication.position]
            if draft == publication.draft or _differs_in_links_only(draft, publication):
                continue
            put = self._with_draft(draft)
            try:
                changed.append(self._changing.change(publication.workspace_id, publication.id, put))
            except NotPossibleNow:
                for done in changed:
                    self._changing.change(done.workspace_id, done.id, self._with_draft(before[done.id]))
                raise

    def _with_draft(self, draft: DraftRow) -> Callable[[Publication], Publication]:
        now = self._clock.now()

        def put(publication: Publication) -> Publication:
            if publication.state is State.FAILED:
                return replace(publication, draft=draft).noting("changed_after_failure", now, draft=draft.digest)
            return rescheduled(publication, draft=draft).noting("changed", now, draft=draft.digest)

        return put

    def _cancel(self, publication: Publication) -> bool:
        try:
            self._changing.change(
                publication.workspace_id,
                publication.id,
                lambda p: replace(
                    rescheduled(p).noting("cancelled", self._clock.now()),
                    state=State.CANCELLED,
                    wake_at=None,
                    hold=None,
                ),
            )
        except NotPossibleNow:
            return False
        return True

    def _put_back(self, before: Publication) -> None:
        """Lets it wait again as it did before it was cancelled."""
        waiting = rescheduled(before)

        def put(publication: Publication) -> Publication:
            if publication.state is not State.CANCELLED:
                raise NotPossibleNow("Somebody else has decided about it meanwhile.")
            noted = publication.noting("cancel_undone", self._clock.now())
            return replace(noted, state=State.SCHEDULED, wake_at=waiting.wake_at, hold=waiting.hold)

        with suppress(NotPossibleNow):
            self._changing.change(before.workspace_id, before.id, put)

    def _expect(self, workspace_id: str, post_id: str, version: int) -> Post:
        post = self._content.get(workspace_id, post_id)
        if post.version != version:
            raise NotPossibleNow("This post was changed elsewhere meanwhile. Nothing was overwritten. Load it again.")
        return post

    def _active(self, post: Post) -> list[Publication]:
        return [p for p in self.of_post(post) if p.state is not State.CANCELLED]

    def _files(self, workspace_id: str, writing: Writing) -> dict[str, Media]:
        return self._media.get_many(workspace_id, writing.media_ids)

    def _drafts(
        self,
        workspace_id: str,
        writing: Writing,
        accounts: Sequence[Connection],
        *,
        post_id: str | None = None,
        campaign_id: str | None = None,
    ) -> dict[str, list[DraftRow]]:
        """By connection id, with their links as they leave."""
        files = self._files(workspace_id, writing)
        rules = self._links.rules(workspace_id, post_id=post_id, campaign_id=campaign_id)
        drafts: dict[str, list[DraftRow]] = {}
        for account in accounts:
            platform = self._connections.platform_of(account)
            fitted = fitting.fit(writing, files, account, platform)
            drafts[account.id] = with_sent_links(fitted, rules, platform, account.id)
        return drafts

    def _keep_links(self, post: Post, drafts: Mapping[str, Sequence[DraftRow]]) -> None:
        """The short links of these drafts lead to their pages before anything that holds them can leave."""
        for connection_id, rows in drafts.items():
            for link in {link for row in rows for link in row.links}:
                self._links.keep(post.workspace_id, post.id, connection_id, link)

    def _accounts(self, workspace_id: str, writing: Writing) -> list[Connection]:
        return [self._connections.get(workspace_id, connection_id) for connection_id in writing.connection_ids]

    def _require_ready(
        self, workspace_id: str, accounts: Sequence[Connection], drafts: Mapping[str, Sequence[DraftRow]]
    ) -> None:
        if not accounts:
            raise CannotSchedule("Choose at least one account to post through.", [_problem("connection_ids", "none")])
        if not self._workspaces.may_publish(workspace_id):
            raise CannotSchedule(
                "Confirm your e-mail address first: the link is in the mail we sent you. The post is kept as a draft.",
                [_problem("email", "unverified")],
            )
        self._require_fit(accounts, drafts)

    def _require_fit(self, accounts: Sequence[Connection], drafts: Mapping[str, Sequence[DraftRow]]) -> None:
        problems = [
            {
                "field": problem.field,
                "code": problem.code,
                "message": problem.message,
                "part": problem.part,
                "connection_id": account.id,
            }
            for account in accounts
            for problem in fitting.check(self._connections.platform_of(account), account, drafts[account.id]).errors
        ]
        if problems:
            raise CannotSchedule("This post cannot go out as it is. Nothing was scheduled or sent.", problems)


def _differs_in_links_only(draft: DraftRow, publication: Publication) -> bool:
    """Whether it left already, and only the rules for links have changed since: then it stays as it went out."""
    left = publication.state not in (State.SCHEDULED, State.FAILED, State.CANCELLED)
    return left and as_typed(draft) == as_typed(publication.draft)


def _problem(field: str, code: str) -> dict[str, Any]:
    words = {"none": "No account is chosen.", "unverified": "The e-mail address is not confirmed."}
    return {"field": field, "code": code, "message": words[code]}
