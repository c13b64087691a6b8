"""How this room is put together, for whoever calls it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.automation.filling import Filler
from velocitypost.automation.following import Following
from velocitypost.automation.plan_fit import PlanFit
from velocitypost.automation.rehearsal import Rehearsal
from velocitypost.automation.review import Review
from velocitypost.automation.service import Automations
from velocitypost.automation.status import Standing
from velocitypost.automation.store import AutomationStore, EntryStore
from velocitypost.automation.taking_back import TakingBack
from velocitypost.automation.work import Draw, EntryWork
from velocitypost.billing.plans import Plan, Plans
from velocitypost.connections.checks import Checks
from velocitypost.connections.service import ConnectionService
from velocitypost.content.labels import Labels, TagReplaced
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.registry import Registry
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.generation.experts import NoSuchExpert, NotInPlan
from velocitypost.generation.service import GenerationService
from velocitypost.notifications.notices import Notices
from velocitypost.publishing.history import Outings
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.store import PublicationStore
from velocitypost.publishing.switch import Switch


@dataclass(frozen=True)
class Autopilot:
    """Everything that the web process and the workers call of this room."""

    automations: Automations
    filler: Filler
    work: EntryWork
    review: Review
    rehearsal: Rehearsal
    standing: Standing
    taking_back: TakingBack
    following: Following


def put_together(
    database: Database,
    clock: Clock,
    events: Events,
    *,
    plans: Plans,
    workspaces: Workspaces,
    connections: ConnectionService,
    registry: Registry,
    checks: Checks,
    publications: PublicationStore,
    publishing: PublishingService,
    switch: Switch,
    generation: GenerationService,
    labels: Labels,
    notices: Notices,
    draw: Draw,
    draws: Callable[[Platform], bool],
) -> Autopilot:
    """`draw` and `draws` make pictures for platforms that need them."""

    def plan_of(workspace_id: str) -> Plan:
        return plans.of(workspaces.get(workspace_id).plan)

    def require_domains(workspace_id: str, domains: Sequence[str]) -> None:
        generation.require_allowed(workspace_id, domains, with_document=False)

    def allows_domain(workspace_id: str, domain: str) -> bool:
        try:
            require_domains(workspace_id, [domain])
        except (NoSuchExpert, NotInPlan):
            return False
        return True

    automations, entries, outings = AutomationStore(database), EntryStore(database), Outings(publications)
    taking_back = TakingBack(entries, publishing, clock, events)
    following = Following(entries, publications, clock, events)
    plan_fit = PlanFit(
        entries,
        connections,
        outings,
        taking_back,
        clock,
        plan_of=plan_of,
        zone_of=lambda workspace_id: workspaces.get(workspace_id).time_zone,
        allows_domain=allows_domain,
    )
    filler = Filler(
        automations,
        entries,
        connections,
        outings,
        plan_fit,
        following,
        clock,
        events,
        paused_of=lambda workspace_id: workspaces.get(workspace_id).publishing.paused_connections,
        draws=draws,
    )
    work = EntryWork(
        automations, entries, generation, publishing, connections, labels, notices, clock, events, draw=draw
    )
    events.subscribe(TagReplaced, lambda event: automations.replace_tag(event.workspace_id, event.old, event.new))
    service = Automations(
        automations,
        entries,
        filler,
        taking_back,
        switch,
        connections,
        registry,
        notices,
        clock,
        events,
        plan_of=plan_of,
        require_domains=require_domains,
    )
    return Autopilot(
        automations=service,
        filler=filler,
        work=work,
        review=Review(entries, service, work, taking_back, clock, events),
        rehearsal=Rehearsal(filler, entries, connections, checks, clock),
        standing=Standing(
            entries,
            filler,
            outings,
            clock,
            workspace_of=workspaces.get,
            plan_per_day=lambda workspace_id: plan_of(workspace_id).max_posts_per_day,
        ),
        taking_back=taking_back,
        following=following,
    )
