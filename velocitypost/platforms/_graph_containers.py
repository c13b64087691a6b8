"""Posts that are prepared in a container and published by its id, as on Instagram and Threads.

https://developers.facebook.com/docs/instagram-platform/content-publishing
https://developers.facebook.com/docs/threads/posts
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, ClassVar

from velocitypost.contract.answers import object_of
from velocitypost.contract.capabilities import FindsPosts, Publishes
from velocitypost.contract.client import Client
from velocitypost.contract.errors import PlatformError, Rejected, Unavailable
from velocitypost.contract.types import Attachment, Draft, Pending, Published
from velocitypost.platforms import _graph

_CHILDREN_AT_ONCE = 3
_ANEW_MOST, _ANEW_SECONDS = 2, 30
# https://developers.facebook.com/docs/instagram-platform/content-publishing: once a minute.
_LOOK_SECONDS = (5, 10, 20, 40, 60)
_SKEW = timedelta(minutes=1)


class ByContainer(_graph.Graph, Publishes, FindsPosts):
    """A service with containers. The status of a container tells whether it went out.

    `prepares` and `publishes` are the edges of an account at which one is made and published.
    """

    prepares: ClassVar[str]
    publishes: ClassVar[str]

    @abstractmethod
    def whole(self, draft: Draft, children: Sequence[str]) -> Mapping[str, str]:
        """The fields of the container of a post; `children` are those of its files, where there are several."""

    @abstractmethod
    def part(self, draft: Draft, attachment: Attachment) -> Mapping[str, str]:
        """The fields of one file's container, where there are several."""

    @abstractmethod
    def status(self, client: Client, container: str) -> tuple[str, str]:
        """IN_PROGRESS, FINISHED, PUBLISHED, EXPIRED or ERROR, and the service's word for what is wrong."""

    @abstractmethod
    def spoiled(self, word: str) -> PlatformError:
        """Why a container cannot be published: `Unavailable` where another may do better."""

    @abstractmethod
    def require_room(self, client: Client, draft: Draft) -> None:
        """Raises `Unavailable` where the account may not post more today."""

    @abstractmethod
    def latest(self, client: Client, draft: Draft, since: datetime) -> Iterator[Published]:
        """The account's posts since then that say what `draft` says."""

    @abstractmethod
    def published(self, client: Client, post_id: str) -> Published:
        """A post that is live, with its address."""

    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        self.require_room(client, draft)
        return self._prepare(client, draft, {"children": []})

    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        state = dict(pending.state)
        if (container := state.get("container")) is None:
            return self._prepare(client, draft, state)
        status, word = self.status(client, container)
        if status == "PUBLISHED":
            return self._seen(client, draft, datetime.fromisoformat(state["made_at"]) - _SKEW)
        if (waiting := self._unless_ready(state, status, word)) is not None:
            return waiting
        return self._publish(client, container)

    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        container = pending.state.get("container") if pending else None
        if container is None:
            return next(self.latest(client, draft, since), None)
        status, _ = self.status(client, container)
        return self._seen(client, draft, since) if status == "PUBLISHED" else None

    def _prepare(self, client: Client, draft: Draft, state: dict[str, Any]) -> Pending:
        children: list[str] = list(state["children"])
        files = draft.attachments if len(draft.attachments) > 1 else ()
        if missing := files[len(children) :]:
            children += [self._container(client, self.part(draft, file)) for file in islice(missing, _CHILDREN_AT_ONCE)]
            return Pending({**state, "children": children})
        for child in children:
            status, word = self.status(client, child)
            if (waiting := self._unless_ready(state, status, word)) is not None:
                return waiting
        container = self._container(client, self.whole(draft, children))
        made = {"children": children, "container": container, "made_at": client.now.isoformat()}
        return Pending({**made, "anew": state.get("anew", 0)})

    def _unless_ready(self, state: Mapping[str, Any], status: str, word: str) -> Pending | None:
        name = self.spec.name
        if status == "EXPIRED":
            return Pending({"children": []}, note=f"{name} kept what was prepared for a day only; it is prepared anew.")
        if status == "ERROR":
            error, anew = self.spoiled(word), int(state.get("anew", 0)) + 1
            if not isinstance(error, Unavailable) or anew > _ANEW_MOST:
                raise Rejected(error.reason, code=error.code, fix=getattr(error, "fix", ""))
            return Pending({"children": [], "anew": anew}, check_after=_ANEW_SECONDS, note=f"{error.reason} Once more.")
        if status != "IN_PROGRESS":
            return None
        looks = int(state.get("looks", 0))
        wait = _LOOK_SECONDS[min(looks, len(_LOOK_SECONDS) - 1)]
        return Pending({**state, "looks": looks + 1}, check_after=wait, note=f"{name} is preparing the post.")

    def _container(self, client: Client, fields: Mapping[str, str]) -> str:
        path = f"/{client.platform_user_id}/{self.prepares}"
        return str(object_of(client.send("POST", path, form=fields), self.spec.name)["id"])

    def _publish(self, client: Client, container: str) -> Published:
        path = f"/{client.platform_user_id}/{self.publishes}"
        response = client.send("POST", path, form={"creation_id": container}, writes=True)
        post_id = _graph.new_id(response, self.spec.name)
        try:
            return self.published(client, post_id)
        except PlatformError:
            # It is out; only its address is not known yet.
            return Published(post_id)

    def _seen(self, client: Client, draft: Draft, since: datetime) -> Published:
        found = next(self.latest(client, draft, since), None)
        if found is None:
            raise Unavailable(f"{self.spec.name} has published the post but does not list it yet.", code="unlisted")
        return found
