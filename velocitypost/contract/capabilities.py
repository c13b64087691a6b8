"""What a platform can do: one base, and small capabilities on the class line. What is not there, it cannot do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import ClassVar

import regex

from velocitypost.contract.client import Client
from velocitypost.contract.errors import OutcomeUnknown, PlatformError, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.moments import after_seconds
from velocitypost.contract.spec import Choice, Limits, Spec
from velocitypost.contract.types import (
    Audience,
    Candidate,
    Comment,
    Cost,
    Draft,
    Grant,
    Metrics,
    Pending,
    Problem,
    Profile,
    Published,
    Quota,
)
from velocitypost.core.http import Response

_SERVER_ERROR = 500


class Platform(ABC):
    """A third-party service. Stateless: no sleeping, no database, no environment; every call through `client`."""

    spec: ClassVar[Spec]

    @abstractmethod
    def identify(self, client: Client) -> Profile:
        """Who this authorisation belongs to."""

    def measure(self, text: str) -> int:
        """The length of `text` as the service counts it. By default in user-perceived characters."""
        return len(regex.findall(r"\X", text))

    def format_of(self, draft: Draft) -> str:
        """Which of `Limits.formats` the draft is: what its author chose, else an empty text, which is the usual one."""
        return str(draft.options.get("format") or "")

    def limits_for(self, draft: Draft) -> Limits:
        """What this draft may be: by its format, and by what is known of the account."""
        return self.spec.limits.of(self.format_of(draft))

    def check(self, draft: Draft) -> list[Problem]:
        """Everything the service would refuse in `draft` or its author would regret, before anything is sent."""
        from velocitypost.contract.checks import check_against_limits

        return check_against_limits(self, draft)

    def cost(self, draft: Draft) -> Cost | None:
        """What sending `draft` costs at the service; None where it is free."""
        return None

    def read_error(self, response: Response, *, writes: bool, now: datetime) -> PlatformError:
        """The error that an answer with status 400 or above stands for."""
        return error_by_status(response, writes=writes, now=now)

    def token_ended(self, response: Response) -> bool:
        """Whether the answer says that the access token has ended, so that a renewed one may help."""
        return response.status == 401

    def post_id_of(self, url: str) -> str | None:
        """The id of the post at a public address of the service, where it can be read from it."""
        return None

    def read_quota(self, response: Response, *, operation: str) -> Quota | None:
        """What the answer's headers tell about the limit of this operation."""
        return None


class Publishes(Platform):
    """Can put a post before followers."""

    @abstractmethod
    def publish(self, client: Client, draft: Draft, *, key: str) -> Published | Pending:
        """Begins. `key` is the same for every try at this publication. At most one call with `writes=True`."""

    @abstractmethod
    def resume(self, client: Client, draft: Draft, pending: Pending, *, key: str) -> Published | Pending:
        """Goes on from `pending`. At most one call with `writes=True`."""


class FindsPosts(Platform):
    """Can tell whether a post is there: the answer to a lost answer."""

    @abstractmethod
    def find(
        self, client: Client, draft: Draft, *, key: str, since: datetime, pending: Pending | None = None
    ) -> Published | None:
        """The account's post made from `draft` at or after `since`, if the service shows one.

        `key` is that of the publication, and `pending` how far it had come, where it had: an upload or a container
        whose state tells.
        """


class DeletesPosts(Platform):
    """Can take a post back."""

    @abstractmethod
    def delete(self, client: Client, platform_post_id: str) -> None:
        """Removes the post. One that is gone already is no error."""


class ReadsMetrics(Platform):
    """Can tell how posts do."""

    metrics_batch: ClassVar[int] = 1

    @abstractmethod
    def metrics(self, client: Client, platform_post_ids: Sequence[str]) -> Mapping[str, Metrics]:
        """By post id; at most `metrics_batch` at once. A post that is gone is missing from the answer."""


class ReadsAudience(Platform):
    """Can tell how many follow the account."""

    @abstractmethod
    def audience(self, client: Client) -> Audience:
        """As it is now."""


class OffersAccounts(Platform):
    """One sign-in stands for several accounts, such as Pages or organisations; a person chooses."""

    @abstractmethod
    def accounts(self, client: Client) -> Sequence[Candidate]:
        """All that may be published through. Empty where there are none."""


class OffersChoices(Platform):
    """Some options have choices that only the service knows, such as boards."""

    @abstractmethod
    def choices(self, client: Client, option: str, *, given: str = "") -> Sequence[Choice]:
        """For an option with `from_account`. `given` is the value of the option that it depends on."""


class SignsIn(Platform):
    """Takes a name and an app password in place of a consent page. Its `spec.auth` is an `AppPassword`."""

    @abstractmethod
    def sign_in(self, client: Client, name: str, password: str) -> Grant:
        """`client` sends no authorisation. Raises `Rejected` where the service does not know this name or password."""

    @abstractmethod
    def renew(self, client: Client) -> Grant:
        """`client` sends the refresh token as its authorisation. Raises `ReconnectNeeded` where it is not taken."""

    @abstractmethod
    def sign_out(self, client: Client) -> None:
        """Ends what `sign_in` began. `client` sends the refresh token as its authorisation."""


class ReadsComments(Platform):
    """Can read what people say under a post."""

    @abstractmethod
    def comments(self, client: Client, platform_post_id: str) -> list[Comment]:
        """Newest first, as many as one request gives."""


def error_by_status(response: Response, *, writes: bool, now: datetime, reason: str = "") -> PlatformError:
    """The error of an answer whose service follows HTTP: what a platform refines, not what it repeats."""
    status = response.status
    reason = reason or f"The service answered with status {status}."
    code = str(status)
    if status == 401:
        return ReconnectNeeded(reason, code=code)
    if status == 429:
        return Unavailable(reason, code=code, retry_at=retry_after(response, now), rate_limited=True)
    if status == 408 or status >= _SERVER_ERROR:
        if writes:
            return OutcomeUnknown(reason, code=code)
        return Unavailable(reason, code=code, retry_at=retry_after(response, now))
    return Rejected(reason, code=code)


def retry_after(response: Response, now: datetime) -> datetime | None:
    """When the answer's `Retry-After` header (seconds or a date) allows another try."""
    from email.utils import parsedate_to_datetime

    text = response.headers.get("retry-after", "").strip()
    if not text:
        return None
    if text[0].isdigit() and text[-1].isdigit():
        return after_seconds(now, text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


CAPABILITIES: Mapping[str, type] = {
    "publishes": Publishes,
    "finds_posts": FindsPosts,
    "deletes_posts": DeletesPosts,
    "reads_metrics": ReadsMetrics,
    "reads_comments": ReadsComments,
    "reads_audience": ReadsAudience,
    "offers_accounts": OffersAccounts,
    "offers_choices": OffersChoices,
    "signs_in": SignsIn,
}


def capabilities_of(platform: Platform) -> list[str]:
    """The names of what this platform can do, as the interface is told them."""
    return [name for name, kind in CAPABILITIES.items() if isinstance(platform, kind)]
