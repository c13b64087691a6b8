"""What came of a campaign: the numbers of its posts, as they were last read, together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_COUNTED = ("likes", "replies", "reposts", "impressions")
_AT_ONCE = 500


@dataclass(frozen=True)
class CampaignNumbers:
    """Sums over what is live. None where no platform told.

    `read` of `live` publications have numbers; `clicks` are those of short links, None where it has none.
    """

    posts: int
    live: int
    waiting: int
    read: int
    likes: int | None
    replies: int | None
    reposts: int | None
    impressions: int | None
    clicks: int | None


Rows = Callable[[Sequence[str]], list[dict[str, Any]]]


class CampaignResults:
    """Adds them up."""

    def __init__(
        self,
        *,
        posts_of: Callable[[str, str], list[str]],
        publications_of: Rows,
        clicks_of: Callable[[Sequence[str]], Mapping[str, int]],
    ) -> None:
        """`posts_of` gives the ids of a campaign's posts; the others are asked for some hundred posts at a time."""
        self._posts_of = posts_of
        self._publications_of = publications_of
        self._clicks_of = clicks_of

    def of(self, workspace_id: str, campaign_id: str) -> CampaignNumbers:
        """As they stand now."""
        post_ids = self._posts_of(workspace_id, campaign_id)
        sums: dict[str, int | None] = dict.fromkeys((*_COUNTED, "clicks"))
        live = waiting = read = 0
        for start in range(0, len(post_ids), _AT_ONCE):
            some = post_ids[start : start + _AT_ONCE]
            for row in self._publications_of(some):
                live += row["state"] == "published"
                waiting += row["state"] == "scheduled"
                numbers = row.get("metrics") or {}
                read += bool(numbers)
                for name in _COUNTED:
                    sums[name] = _sum(sums[name], numbers.get(name))
            for clicks in self._clicks_of(some).values():
                sums["clicks"] = _sum(sums["clicks"], clicks)
        return CampaignNumbers(len(post_ids), live, waiting, read, **sums)


def _sum(so_far: int | None, more: int | None) -> int | None:
    return so_far if more is None else (so_far or 0) + more
