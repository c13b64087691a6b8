"""The labels that the posts of an evergreen post begin with: its own, or those of what it repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from velocitypost.automation.evergreen import Evergreen
from velocitypost.content.labels import Labels
from velocitypost.content.model import UNLABELLED, Labelled, Post
from velocitypost.content.service import ContentService

_LOOKS_AT = 5


class EvergreenLabels:
    """Tells them as they are now: a campaign that is gone is left out."""

    def __init__(self, content: ContentService, labels: Labels) -> None:
        self._content = content
        self._labels = labels

    def of(self, evergreen: Evergreen) -> Labelled:
        """Those that its next post begins with."""
        return self.of_all(evergreen.workspace_id, [evergreen])[evergreen.id]

    def of_all(self, workspace_id: str, evergreens: Sequence[Evergreen]) -> dict[str, Labelled]:
        """By id, for evergreen posts of one workspace."""
        repeated = {one.id: _repeated(one) for one in evergreens if one.labels is None}
        wanted = list(dict.fromkeys(post_id for ids in repeated.values() for post_id in ids))
        posts = self._content.find_many(workspace_id, wanted) if wanted else {}
        chosen = {one.id: one.labels or _first(repeated.get(one.id, ()), posts) for one in evergreens}
        alive = {labels: self._labels.still(workspace_id, labels) for labels in set(chosen.values())}
        return {evergreen_id: alive[labels] for evergreen_id, labels in chosen.items()}


def _repeated(evergreen: Evergreen) -> Sequence[str]:
    """The post that it repeats; where that is gone, or never was, those that repeated it last."""
    lately = sorted(evergreen.uses, key=lambda use: use.at, reverse=True)
    ids = dict.fromkeys([evergreen.source_post_id, *(use.post_id for use in lately)])
    return [one for one in ids if one][:_LOOKS_AT]


def _first(post_ids: Sequence[str], posts: Mapping[str, Post]) -> Labelled:
    return next((posts[one].labelled for one in post_ids if one in posts), UNLABELLED)
