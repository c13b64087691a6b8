"""An entry of a feed as a draft: its title and link as they are, or a text that an expert writes about it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from velocitypost.automation.feeds.model import Feed, Item
from velocitypost.connections.model import Connection
from velocitypost.content.model import Tailored, Writing
from velocitypost.contract.capabilities import Platform
from velocitypost.generation.experts import NoSuchExpert, NotInPlan
from velocitypost.generation.model import Brief
from velocitypost.generation.service import BadBrief, GenerationService
from velocitypost.generation.shortening import shortened

_PROMPT_MOST = 1_500
_GUIDANCE = (
    "Tell followers of this article in your own words, and why it is worth reading. State nothing that is not said "
    "here. The link is added by itself."
)


@dataclass(frozen=True)
class Written:
    """What is to be kept, and why it is not as it was wished, if so."""

    writing: Writing
    notice: str = ""


class ItemWriter:
    """Writes for the accounts of a feed."""

    def __init__(self, generation: GenerationService, *, platform_of: Callable[[Connection], Platform]) -> None:
        self._generation = generation
        self._platform_of = platform_of

    def write(self, feed: Feed, item: Item, accounts: Sequence[Connection]) -> Written:
        """With an expert where the feed wants one and the plan has it; plainly else."""
        if feed.way == "plain" or not accounts:
            return Written(self._plain(item, accounts))
        try:
            return Written(self._told(feed, item, accounts))
        except (NotInPlan, NoSuchExpert, BadBrief) as error:
            return Written(self._plain(item, accounts), f"Drafts are title and link for now: {error}")

    def _plain(self, item: Item, accounts: Sequence[Connection]) -> Writing:
        text = _with_link(item.title, item.link)
        for account in accounts:
            text = self._fitted(item.title, item.link, account, text)
        return Writing(text=text, connection_ids=tuple(account.id for account in accounts))

    def _told(self, feed: Feed, item: Item, accounts: Sequence[Connection]) -> Writing:
        platforms = tuple(dict.fromkeys(account.platform for account in accounts))
        brief = Brief(
            domain=feed.domain,
            platforms=platforms,
            prompt=f"{item.title}\n\n{item.summary}"[:_PROMPT_MOST].strip(),
            guidance=_GUIDANCE,
            seed=int.from_bytes(hashlib.sha256(item.guid.encode()).digest()[:4], "big"),
        )
        suggestions = self._generation.generate(feed.workspace_id, brief).suggestions
        texts = {
            account.id: self._fitted(suggestions[account.platform].text, item.link, account, None)
            for account in accounts
        }
        common = texts[accounts[0].id]
        return Writing(
            text=common,
            connection_ids=tuple(texts),
            tailored={one: Tailored(text=text) for one, text in texts.items() if text != common},
        )

    def _fitted(self, text: str, link: str, account: Connection, whole: str | None) -> str:
        """The text above its link, shortened to what the account's platform takes. `whole` is kept where it fits."""
        platform = self._platform_of(account)
        most = platform.spec.limits.text_max
        whole = _with_link(text, link) if whole is None else whole
        if platform.measure(whole) <= most:
            return whole
        short = shortened(text, lambda piece: platform.measure(_with_link(piece, link)), most)
        return _with_link(short, link)


def _with_link(text: str, link: str) -> str:
    return text if not link or link in text else f"{text}\n\n{link}".strip()
