"""How this room is put together: its services, for whoever calls them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.billing.plans import Plan, Plans
from velocitypost.connections.model import Connection
from velocitypost.content.service import ContentService
from velocitypost.contract.registry import Registry
from velocitypost.core.bell import Bell
from velocitypost.core.cache import Cache
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.core.http import Outbound
from velocitypost.core.vault import Vault
from velocitypost.generation.batch_run import BatchRunner
from velocitypost.generation.batch_service import BatchService
from velocitypost.generation.batch_store import BatchStore, DraftStore
from velocitypost.generation.decisions_store import DecisionStore
from velocitypost.generation.engines.breaker import Breaker
from velocitypost.generation.engines.line_up import line_up
from velocitypost.generation.engines.prices import MICRO
from velocitypost.generation.engines.relay import Relay
from velocitypost.generation.keys import EngineKeys
from velocitypost.generation.ledger import Ledger
from velocitypost.generation.own_posts import OwnPosts
from velocitypost.generation.pictures import GeneratedPictures
from velocitypost.generation.prediction import Past
from velocitypost.generation.review import Review
from velocitypost.generation.service import Documents, GenerationService
from velocitypost.generation.store import DomainStore, KeyStore, PreferenceStore, UsageStore, VoiceStore
from velocitypost.generation.style import Style
from velocitypost.generation.usage import Budget
from velocitypost.media.service import MediaService
from velocitypost.settings import Settings

_BELL = "generation:batch"


@dataclass(frozen=True)
class Generation:
    """Everything that the web process and the worker call of this room."""

    service: GenerationService
    style: Style
    keys: EngineKeys
    ledger: Ledger
    relay: Relay
    pictures: GeneratedPictures
    batches: BatchService
    review: Review
    runner: BatchRunner
    cache: Cache

    def bell(self) -> Bell:
        """A listener's own, rung when a batch is begun."""
        return Bell(self.cache, _BELL)


def put_together(
    settings: Settings,
    clock: Clock,
    database: Database,
    cache: Cache,
    vault: Vault,
    outbound: Outbound,
    events: Events,
    *,
    registry: Registry,
    plans: Plans,
    workspaces: Workspaces,
    content: ContentService,
    media: MediaService,
    accounts_of: Callable[[str], Sequence[Connection]],
    documents: Documents,
    history_of: Callable[[str, str], Sequence[Past]],
    checkpoint: Callable[[str], None],
) -> Generation:
    """`history_of(workspace_id, platform)` and `documents` come from rooms that this one does not know."""
    there = line_up(settings, outbound, clock)
    preferences = PreferenceStore(database)
    keys = EngineKeys(KeyStore(database), vault, there.keys, clock)
    ledger = Ledger(
        UsageStore(database),
        preferences,
        clock,
        budget=_budget(settings),
        zone_of=lambda workspace_id: workspaces.get(workspace_id).time_zone,
    )
    relay = Relay(
        there.engines,
        keys,
        Breaker(cache),
        ledger,
        clock,
        at_once=settings.ai_calls_at_once,
        within=settings.ai_timeout_seconds,
    )
    own_posts = OwnPosts(content, clock)
    style = Style(VoiceStore(database), DomainStore(database), preferences, clock, posts_of=own_posts.of)

    def plan_of(workspace_id: str) -> Plan:
        return plans.of(workspaces.get(workspace_id).plan)

    service = GenerationService(
        relay,
        style,
        registry,
        clock,
        documents=documents,
        plan_of=plan_of,
        history_of=history_of,
        posts_of=own_posts.of,
    )
    batches, drafts = BatchStore(database), DraftStore(database)
    batch_service = BatchService(
        batches, drafts, service, plans, clock, events, plan_of=plan_of, ring=Bell(cache, _BELL).ring
    )
    return Generation(
        service=service,
        style=style,
        keys=keys,
        ledger=ledger,
        relay=relay,
        pictures=GeneratedPictures(there.pictures, keys, ledger, media),
        batches=batch_service,
        review=Review(
            batch_service, drafts, DecisionStore(database), service, content, clock, events, accounts_of=accounts_of
        ),
        runner=BatchRunner(batches, drafts, service, clock, events, checkpoint=checkpoint),
        cache=cache,
    )


def _budget(settings: Settings) -> Budget:
    dollars = settings.ai_budget_usd_month
    return Budget(
        tokens=settings.ai_budget_tokens_month,
        micro_usd=int(dollars * MICRO) if dollars is not None else None,
    )
