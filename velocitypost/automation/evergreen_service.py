"""What people do with categories and evergreen posts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from velocitypost.automation.evergreen import (
    CATEGORIES_MOST,
    EVERGREENS_MOST,
    BadEvergreen,
    Category,
    Evergreen,
    EvergreenChanged,
    NoSuchCategory,
    NoSuchEvergreen,
    Use,
    check_category,
    check_evergreen,
    fingerprint,
)
from velocitypost.automation.evergreen_store import CategoryStore, EvergreenStore
from velocitypost.automation.queues import Queue, QueueChanged
from velocitypost.automation.queues_store import QueueStore
from velocitypost.connections.model import NoSuchConnection
from velocitypost.content.model import Labelled, Writing, clean
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.publishing.model import State
from velocitypost.publishing.service import PublishingService

_CHANGED = "It was changed elsewhere meanwhile. Nothing was overwritten. Load it again."
_NOT_SENT = frozenset({State.CANCELLED, State.FAILED})


@dataclass(frozen=True)
class Sized:
    """A category, how many posts it holds, and how many slots of the week name it."""

    category: Category
    posts: int
    slots: int


class Evergreens:
    """The verbs. All are scoped by workspace. `wake` has a queue's turns looked at anew."""

    def __init__(
        self,
        categories: CategoryStore,
        store: EvergreenStore,
        queues: QueueStore,
        publishing: PublishingService,
        content: ContentService,
        clock: Clock,
        events: Events,
        *,
        wake: Callable[[Queue], None],
    ) -> None:
        self._categories = categories
        self._store = store
        self._queues = queues
        self._publishing = publishing
        self._content = content
        self._clock = clock
        self._events = events
        self._wake = wake

    # ---- categories

    def categories(self, workspace_id: str) -> list[Sized]:
        """All of them, the oldest first."""
        slots = [slot for queue in self._queues.list(workspace_id) for slot in queue.slots]
        return [
            Sized(one, self._store.count(one.id), sum(slot.category_id == one.id for slot in slots))
            for one in self._categories.list(workspace_id)
        ]

    def category(self, workspace_id: str, category_id: str) -> Category:
        """Raises `NoSuchCategory`."""
        category = self._categories.find(category_id)
        if category is None or category.workspace_id != workspace_id:
            raise NoSuchCategory("There is no such category in this workspace.")
        return category

    def create_category(self, workspace_id: str, name: str, cooldown_days: int) -> Category:
        """Raises `BadEvergreen` or `EvergreenChanged` (there are as many as there can be)."""
        self._require_category(workspace_id, name, cooldown_days)
        if len(self._categories.list(workspace_id)) >= CATEGORIES_MOST:
            raise EvergreenChanged(f"There are at most {CATEGORIES_MOST} categories. Delete one first.")
        now = self._clock.now()
        category = Category(new_id("category"), workspace_id, name.strip(), cooldown_days, now, now)
        self._categories.insert(category)
        self._events.publish(QueueChanged(workspace_id))
        return category

    def change_category(
        self, workspace_id: str, category_id: str, name: str, cooldown_days: int, *, version: int
    ) -> Category:
        """Raises `NoSuchCategory`, `BadEvergreen` or `EvergreenChanged`."""
        category = self.category(workspace_id, category_id)
        self._require_category(workspace_id, name, cooldown_days, but=category_id)
        changed = replace(
            category,
            name=name.strip(),
            cooldown_days=cooldown_days,
            updated_at=self._clock.now(),
            version=category.version + 1,
        )
        if category.version != version or not self._categories.save(changed):
            raise EvergreenChanged(_CHANGED)
        self._look_anew(changed)
        return changed

    def delete_category(self, workspace_id: str, category_id: str) -> None:
        """Forgets it with its evergreen posts; what they put on the calendar stays.

        Raises `NoSuchCategory`, or `EvergreenChanged` where slots name it.
        """
        category = self.category(workspace_id, category_id)
        if naming := [queue.name for queue in self._naming(category)]:
            raise EvergreenChanged(
                f"Slots of {', '.join(naming)} name this category. Take it out of them first. Nothing was deleted."
            )
        if not self._categories.delete(category):
            raise EvergreenChanged(_CHANGED)
        self._store.delete_of(category.id)
        self._events.publish(QueueChanged(workspace_id))

    # ---- evergreen posts

    def page(
        self, workspace_id: str, category_id: str, *, before: str | None, most: int
    ) -> tuple[list[Evergreen], str | None]:
        """A page, newest first, and the cursor of the next one. Raises `NoSuchCategory`."""
        category = self.category(workspace_id, category_id)
        found = self._store.page(category.id, before=before, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def get(self, workspace_id: str, evergreen_id: str) -> Evergreen:
        """Raises `NoSuchEvergreen`."""
        evergreen = self._store.find(evergreen_id)
        if evergreen is None or evergreen.workspace_id != workspace_id:
            raise NoSuchEvergreen("There is no such evergreen post in this workspace.")
        return evergreen

    def mark(
        self,
        workspace_id: str,
        author_id: str,
        category_id: str,
        *,
        post_id: str | None,
        text: str,
        texts: list[str],
        labels: Labelled | None = None,
    ) -> Evergreen:
        """Makes a post evergreen, or a text that is no post yet; the post itself stays as it is.

        What the post said so far counts as used. Its posts begin with `labels`, as `Labels` gave them; without them,
        with those of what it repeats. Raises `NoSuchCategory`, `NoSuchPost`, `BadEvergreen`, `BadWriting`,
        `CannotSchedule` (a platform would refuse a variation) or `EvergreenChanged`.
        """
        category = self.category(workspace_id, category_id)
        writing = self._content.get(workspace_id, post_id).writing if post_id else Writing(text=text)
        self._require_sound(workspace_id, writing, texts)
        if self._store.count(category.id) >= EVERGREENS_MOST:
            raise EvergreenChanged(f"A category holds at most {EVERGREENS_MOST} posts. Nothing was stored.")
        now = self._clock.now()
        evergreen = Evergreen(
            id=new_id("evergreen"),
            workspace_id=workspace_id,
            category_id=category.id,
            author_id=author_id,
            writing=writing,
            texts=tuple(texts),
            created_at=now,
            updated_at=now,
            source_post_id=post_id or "",
            labels=labels,
        )
        evergreen = evergreen.used(self._uses_so_far(workspace_id, post_id) if post_id else ())
        self._store.insert(evergreen)
        self._look_anew(category)
        return evergreen

    def change(
        self,
        workspace_id: str,
        evergreen_id: str,
        *,
        text: str,
        texts: list[str],
        version: int,
        labels: Labelled | None = None,
    ) -> Evergreen:
        """Other words, and other labels where they are given, from now on.

        Raises what `mark` raises, and `NoSuchEvergreen`.
        """
        evergreen = self.get(workspace_id, evergreen_id)
        writing = replace(evergreen.writing, text=text)
        self._require_sound(workspace_id, writing, texts)
        changed = replace(
            evergreen,
            writing=writing,
            texts=tuple(texts),
            labels=evergreen.labels if labels is None else labels,
            problem="",
            updated_at=self._clock.now(),
            version=evergreen.version + 1,
        )
        if evergreen.version != version or not self._store.save(changed):
            raise EvergreenChanged(_CHANGED)
        self._look_anew(self.category(workspace_id, evergreen.category_id))
        return changed

    def unmark(self, workspace_id: str, evergreen_id: str) -> None:
        """It goes out no more; what is on the calendar stays there. Raises `NoSuchEvergreen` or `EvergreenChanged`."""
        evergreen = self.get(workspace_id, evergreen_id)
        if not self._store.delete(evergreen):
            raise EvergreenChanged(_CHANGED)
        self._events.publish(QueueChanged(workspace_id))

    # ---- inside

    def _require_category(self, workspace_id: str, name: str, cooldown_days: int, *, but: str = "") -> None:
        wrong = check_category(name, cooldown_days)
        same = [one for one in self._categories.list(workspace_id) if one.name.casefold() == name.strip().casefold()]
        if any(one.id != but for one in same):
            wrong["name"] = "There is a category of this name already."
        if wrong:
            raise BadEvergreen(wrong)

    def _require_sound(self, workspace_id: str, writing: Writing, texts: list[str]) -> None:
        if wrong := check_evergreen(writing, texts):
            raise BadEvergreen(wrong)
        for text in (writing.text, *texts):
            said = replace(writing, text=text)
            clean(said)
            if said.connection_ids:
                self._require_fit(workspace_id, said)

    def _require_fit(self, workspace_id: str, said: Writing) -> None:
        try:
            self._publishing.require_fit(workspace_id, said)
        except NoSuchConnection:
            # One of its accounts was disconnected; those that are left are checked before it goes out.
            return

    def _uses_so_far(self, workspace_id: str, post_id: str) -> list[Use]:
        post = self._content.get(workspace_id, post_id)
        return [
            Use(p.connection_id, fingerprint(post.writing.for_account(p.connection_id).text), p.due_at, post.id)
            for p in self._publishing.of_post(post)
            if p.position == 0 and p.state not in _NOT_SENT
        ]

    def _naming(self, category: Category) -> list[Queue]:
        queues = self._queues.list(category.workspace_id)
        return [queue for queue in queues if any(slot.category_id == category.id for slot in queue.slots)]

    def _look_anew(self, category: Category) -> None:
        for queue in self._naming(category):
            self._wake(queue)
        self._events.publish(QueueChanged(category.workspace_id))
