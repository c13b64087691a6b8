"""The links of drafts: tagged and shortened when a draft is made, so that everybody sees what leaves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from velocitypost.content.links import with_links
from velocitypost.content.post_links import LinkRules, SentLink
from velocitypost.contract.capabilities import Platform
from velocitypost.publishing.model import DraftRow


def with_sent_links(
    drafts: Sequence[DraftRow], rules: LinkRules, platform: Platform, connection_id: str
) -> list[DraftRow]:
    """These drafts with the links of their texts and options as they leave, and the list of what was changed."""
    options = {option.key for option in platform.spec.options if option.kind == "link"}

    def one(draft: DraftRow) -> DraftRow:
        changed: dict[str, SentLink] = {}

        def change(link: str) -> str:
            sent = rules.sent(link, platform=platform.spec.key, connection_id=connection_id)
            if sent.sent != link:
                changed[link] = sent
            return sent.sent

        done = _changed(draft, change, lambda key: key in options)
        return replace(done, links=tuple(changed.values()))

    return [one(draft) for draft in drafts]


def as_typed(draft: DraftRow) -> DraftRow:
    """The draft with its links as they were typed."""
    if not draft.links:
        return draft
    typed = {link.sent: link.typed for link in draft.links}
    options = {
        key: typed.get(value, value) if isinstance(value, str) else value for key, value in draft.options.items()
    }
    return replace(draft, text=with_links(draft.text, lambda link: typed.get(link, link)), options=options, links=())


def _changed(draft: DraftRow, change: Callable[[str], str], is_link: Callable[[str], bool]) -> DraftRow:
    options: dict[str, Any] = {
        key: change(value) if is_link(key) and isinstance(value, str) else value for key, value in draft.options.items()
    }
    return replace(draft, text=with_links(draft.text, change), options=options)
